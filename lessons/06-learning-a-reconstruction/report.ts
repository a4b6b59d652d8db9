/** Lesson 6 on the page of `echotrain jumpstart`. */
import { type Block, formatFixed, type Tiles } from 'echotrain/report';
import { reportStudyInBrief } from 'echotrain/study';
import type { LessonContext, LessonReport } from '../lesson.ts';
import { runLessonStudy, type StudyPlan, whatRan } from '../lesson-study.ts';
import { stepsFigure } from './figures.ts';
import { type Comparison, stepsOf } from './steps.ts';

/** Fewer subjects and rounds than the text's: what is to be seen is to be seen in a minute. */
const plan: StudyPlan = {
  name: 'variational-network',
  file: '06-learning-a-reconstruction/variational-network.yaml',
  changes: ['data.simulated.subjects=40', 'training.epochs=10', 'evaluation.tuningSlices=2'],
};

/** A small variational network beside tuned classical reconstructions, on simulated scans. */
export async function reportReconstruction(context: LessonContext): Promise<LessonReport | undefined> {
  const study = await runLessonStudy(plan, context);
  const comparison = study?.outcome.result.repetitions[0]?.comparison;
  if (!study || !comparison) return undefined;
  const { blocks } = await reportStudyInBrief(study.outcome);
  const [slice] = blocks.filter(({ kind }) => kind === 'figure');
  const text: Block = {
    kind: 'prose',
    text: 'Simulated brains, scanned by six coils, a quarter of the lines kept. The variational network (Hammernik 2018) is a few steps of an iterative reconstruction whose regularization is learned: filters, and what is done with what they find. The methods that it has to beat are tuned on the validation part; a baseline that was not tuned is not a baseline.',
  };
  return {
    section: {
      title: 'Lesson 6: learning a reconstruction',
      blocks: [
        text,
        tilesOf(comparison),
        ...(slice ? [slice] : []),
        await stepsFigure(stepsOf(comparison), comparison.cases.length),
        whatRan(study, plan),
      ],
    },
    study,
  };
}

function tilesOf({ methods, means, cases }: Comparison): Tiles {
  const tiles = methods.map(({ name, label, parameters }) => ({
    label,
    value: formatFixed(means[name]?.psnr ?? Number.NaN, 1),
    unit: 'dB',
    detail: parameters ? 'tuned' : `${cases.length} test subjects`,
  }));
  return { kind: 'tiles', tiles };
}
