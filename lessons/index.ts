/** The lessons as one program: what `echotrain jumpstart` runs, in their order. */
import { reportLine } from './01-linear-regression/report.ts';
import { reportIris } from './02-iris/report.ts';
import { reportElsewhere, reportFitting, reportNetwork } from './03-mnist/report.ts';
import { reportOwnData } from './04-your-own-data/report.ts';
import { reportInverseProblem } from './05-inverse-problems/report.ts';
import { reportReconstruction } from './06-learning-a-reconstruction/report.ts';
import { reportSizes } from './07-over-and-underfitting/report.ts';
import type { LessonContext, LessonReport } from './lesson.ts';
import { nextSteps } from './next-steps.ts';

export type { LessonContext, LessonReport, LessonStudy } from './lesson.ts';

/**
 * Runs the lessons one after the other; each part is reported when it is done. Where MNIST is not at hand, digits that
 * a procedure draws take its place, and the report says so. A signal stops the training that it meets, and is the end:
 * what was reported until then is finished.
 *
 * @example for await (const { section } of runLessons(context)) sections.push(section);
 */
export async function* runLessons(context: LessonContext): AsyncGenerator<LessonReport> {
  try {
    yield* lessons(context);
  } catch (error) {
    if (context.signal?.aborted !== true) throw error;
  }
}

async function* lessons(context: LessonContext): AsyncGenerator<LessonReport> {
  yield await reportLine(context);
  context.signal?.throwIfAborted();
  const iris = await reportIris(context);
  if (iris) yield iris;
  const mlp = await reportNetwork('mlp', context);
  if (mlp) yield mlp;
  const lenet = await reportNetwork('lenet5', context);
  if (lenet) yield lenet;
  context.signal?.throwIfAborted();
  yield await reportFitting(
    [mlp, lenet].flatMap((report) => report?.study ?? []),
    context,
  );
  const elsewhere = lenet?.study && (await reportElsewhere(lenet.study, context));
  if (elsewhere) yield elsewhere;
  context.signal?.throwIfAborted();
  yield await reportOwnData(context);
  context.signal?.throwIfAborted();
  yield await reportInverseProblem();
  const reconstruction = await reportReconstruction(context);
  if (reconstruction) yield reconstruction;
  context.signal?.throwIfAborted();
  yield await reportSizes(context);
  yield { section: nextSteps() };
}
