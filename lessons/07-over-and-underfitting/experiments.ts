/** What is measured in this lesson; `node lessons/07-over-and-underfitting/experiments.ts` does it all. */
import { augmentImages, type Dataset } from 'echotrain/data';
import { diagnoseCurves, type Finding } from 'echotrain/evaluate';
import { nodeDevice } from 'echotrain/runtime/node';
import {
  adam,
  adamW,
  binaryAccuracy,
  binaryCrossentropy,
  type Callback,
  type Execution,
  fit,
  type History,
  oneCycle,
} from 'echotrain/train';
import { isStarted } from '../started.ts';
import { network, parametersOf, type Size, sizes } from './networks.ts';
import { reconstructionsOf, SIZE, seed, subjectName } from './reconstructions.ts';

/** Who trains, few or many, and who validates: no one is in both. */
export const subjects = { few: numbers(1, 8), many: numbers(1, 20), validation: numbers(21, 30) } as const;

/** How many steps a training takes: few images are looked at more often. */
const STEPS = 400;
const BATCH = 8;

/** What a network that knows nothing loses: −ln ½. */
const KNOWS_NOTHING = Math.LN2;

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** One training. */
export interface Experiment {
  readonly size: Size;
  readonly subjects: number;
  readonly parameters: number;
  readonly history: History;
  /** What the curves show, the verdict first. */
  readonly findings: readonly Finding[];
}

/** What may be done about a network that does not fit; nothing of it by default. */
export interface Remedies {
  /** How strongly weights are drawn to 0 in each step: λ of AdamW. */
  readonly decay?: number;
  /** Images are mirrored and shifted at random. */
  readonly isAugmented?: boolean;
  /** Ends where the validation loss has had no new low for so many epochs, with the weights of the lowest. */
  readonly patience?: number;
}

/** Where trainings run, who watches, and who may stop them. */
export interface Surroundings extends Execution {
  readonly watch?: (label: string) => Callback;
  readonly signal?: AbortSignal | undefined;
}

/** The images of all parts. */
export interface Parts {
  readonly few: Dataset;
  readonly many: Dataset;
  readonly validation: Dataset;
}

/** Simulates and reconstructs everything, once; without `many`, these are the few again. */
export async function parts({ many = true } = {}): Promise<Parts> {
  const known = many ? subjects.many : subjects.few;
  const all = await reconstructionsOf([...known, ...subjects.validation]);
  const of = (wanted: readonly number[]) => {
    const groups = new Set<unknown>(wanted.map(subjectName));
    const items = Array.from(all.groups ?? []).flatMap((group, item) => (groups.has(group) ? [item] : []));
    return all.subset(Uint32Array.from(items));
  };
  return { few: of(subjects.few), many: of(known), validation: of(subjects.validation) };
}

/** Trains a network of a size, and reads its curves. */
export async function experiment(
  size: Size,
  train: Dataset,
  validation: Dataset,
  { watch, signal, ...execution }: Surroundings,
  remedies: Remedies = {},
): Promise<Experiment> {
  const count = new Set(train.groups).size;
  const model = network(size);
  const { history } = await fit(model, train, {
    ...execution,
    ...remedied(remedies),
    loss: binaryCrossentropy(),
    metrics: [binaryAccuracy()],
    epochs: Math.round((STEPS * BATCH) / train.count),
    batchSize: BATCH,
    seed,
    validationData: validation,
    ...(watch && { callbacks: [watch(`${size}, ${count} subjects`)] }),
    ...(signal && { signal }),
  });
  return {
    size,
    subjects: count,
    parameters: parametersOf(model),
    history,
    findings: findingsOf(history),
  };
}

/** What the curves of a training show, the verdict first. */
export function findingsOf(history: History): readonly Finding[] {
  const losses = (part: 'train' | 'validation') => history.map((epoch) => epoch[part]?.loss ?? Number.NaN);
  return diagnoseCurves(losses('train'), losses('validation'), { baseline: KNOWS_NOTHING });
}

/** Whole pixels, so that nothing is smoothed: that is what the classes differ by. */
const MOVES = { seed, flip: { horizontal: 0.5 }, shift: 4, wholePixels: true } as const;

function remedied({ decay = 0, isAugmented = false, patience = 0 }: Remedies) {
  const learningRate = oneCycle({ maxLearningRate: 0.01 });
  const augment = augmentImages([1, SIZE, SIZE], MOVES);
  return {
    optimizer: decay > 0 ? adamW({ learningRate, weightDecay: decay }) : adam({ learningRate }),
    ...(isAugmented && { augment }),
    ...(patience > 0 && { earlyStopping: { patience, restoreBestWeights: true } }),
  };
}

/** The three sizes on few subjects, and on many. */
export async function allExperiments(surroundings: Surroundings): Promise<Experiment[]> {
  const { few, many, validation } = await parts();
  const experiments: Experiment[] = [];
  for (const train of [few, many]) {
    for (const size of sizes) experiments.push(await experiment(size, train, validation, surroundings));
  }
  return experiments;
}

/** What came of the trainings, for people. */
export function describe(experiments: readonly Experiment[]): string {
  const row = ({ size, subjects: count, parameters, history, findings }: Experiment) => {
    const last = history.at(-1);
    const part = (scores: Readonly<Record<string, number>> | undefined) =>
      `${(scores?.loss ?? Number.NaN).toFixed(3)}, ${(100 * (scores?.binaryAccuracy ?? Number.NaN)).toFixed(0)} %`;
    return [
      size.padEnd(25),
      `${parameters}`.padStart(10),
      `${count}`.padStart(10),
      part(last?.train).padStart(15),
      part(last?.validation).padStart(15),
      `   ${findings[0]?.kind}`,
    ].join('');
  };
  const head = 'network                  parameters  subjects       training     validation   diagnosis';
  return [head, ...experiments.map(row)].join('\n');
}

if (isStarted(import.meta)) {
  const experiments = await allExperiments({ device: nodeDevice('cpu') });
  console.log(describe(experiments));
  for (const { size, subjects: count, findings } of experiments) {
    console.log(`\n${size}, ${count} subjects`);
    for (const { kind, evidence, advice } of findings) console.log(`  ${kind}: ${evidence} ${advice}`);
  }
}
