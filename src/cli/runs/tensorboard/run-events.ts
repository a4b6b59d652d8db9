import { encodeEvent, eventFileHead, type TensorboardValue } from '../../../formats/index.ts';
import type { Run, SeriesPoint, Store } from '../../../store/index.ts';
import {
  type ExampleAnswers,
  type Examples,
  readExampleAnswers,
  readExamples,
} from '../../../study/index.ts';
import { present } from '../../../util/errors.ts';
import { examplePicture } from './example-picture.ts';

/** The last series of a name: every training has one, after its own name where there are several. */
const LOSS = 'step/loss';

/**
 * All that a run has measured as TensorBoard's events, piece by piece: scalars, how weights are distributed, and what was
 * said of the examples.
 */
export async function* runEvents(
  store: Store,
  run: Run,
  points: readonly SeriesPoint[],
): AsyncGenerator<Uint8Array, void, void> {
  yield eventFileHead(run.createdAt);
  for (const { name, step, at, value } of points) {
    yield encodeEvent({ at, step, values: { [name]: { scalar: value } } });
  }
  for (const { name, step, at, edges, counts } of await store.histograms(run.id)) {
    yield encodeEvent({ at, step, values: { [name]: { bins: { edges, counts } } } });
  }
  for (const training of trainingsIn(points)) yield* exampleEvents(store, run, points, training);
}

/** The names of a run's trainings; one alone has none. */
function trainingsIn(points: readonly SeriesPoint[]): (string | undefined)[] {
  const names = new Set(points.map(({ name }) => name).filter((name) => name.endsWith(LOSS)));
  return Array.from(names, (name) => name.slice(0, -LOSS.length - 1) || undefined);
}

async function* exampleEvents(
  store: Store,
  run: Run,
  points: readonly SeriesPoint[],
  training: string | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  const examples = await readExamples(store, run.id, training);
  const prefix = training === undefined ? '' : `${training}/`;
  const times = new Map(
    points.flatMap(({ name, step, at }) => (name === `${prefix}${LOSS}` ? [[step, at] as const] : [])),
  );
  for (const { epoch, step } of examples?.epochs ?? []) {
    const { answers } = await readExampleAnswers(store, run.id, epoch, training);
    const values = exampleValues(present(examples, 'examples'), answers, prefix);
    yield encodeEvent({ at: times.get(step) ?? run.createdAt, step, values });
  }
}

function exampleValues(
  { kind, items }: Examples,
  answers: ExampleAnswers['answers'],
  prefix: string,
): Record<string, TensorboardValue> {
  const values = items.flatMap((item, i): [string, TensorboardValue][] => {
    const answer = answers[i];
    const tag = `${prefix}examples/${item.name}`;
    if (!answer) return [];
    const image = examplePicture(kind, item, answer);
    if (image) return [[tag, { image }]];
    const name = (at: number) => (answer.data.length === 1 ? tag : `${tag}/${at}`);
    return Array.from(answer.data, (scalar, at) => [name(at), { scalar }]);
  });
  return Object.fromEntries(values);
}
