import type { CurveFindingKind, CurveSeries, TrainingCurves } from '../src/evaluate/index.ts';
import { range } from '../src/util/arrays.ts';
import { RandomStream } from '../src/util/random.ts';

/** Synthetic curves of one kind of training. */
export interface CurveFamily {
  /** What has to be said of them. */
  readonly expected: CurveFindingKind;
  /** What may be said beside it, since it is there, too. */
  readonly alsoTrue?: readonly CurveFindingKind[];
  /** The shape, drawn anew for every seed. */
  readonly shape: (random: RandomStream) => Shape;
}

/** Losses and more as functions of the epoch, which may be a fraction. */
interface Shape {
  readonly loss: (epoch: number) => number;
  readonly validationLoss?: (epoch: number) => number;
  readonly accuracy?: (epoch: number) => number;
  readonly validationAccuracy?: (epoch: number) => number;
  readonly monitors?: Readonly<Record<string, (epoch: number) => number>>;
}

const EPOCHS = 60;
const STEPS_PER_EPOCH = 20;
const CLASSES = 10;
const BASELINE = Math.log(CLASSES);

/** Curves of a family, with the noise of batches as a share of the loss. */
export function curvesOf(family: CurveFamily, seed: number, noise: number): TrainingCurves {
  const shape = family.shape(RandomStream.derive(seed, family.expected, 'shape'));
  const random = RandomStream.derive(seed, family.expected, 'noise');
  const noisy = (value: number, share: number) => value * Math.exp(share * random.normal());
  const epochNoise = noise / Math.sqrt(STEPS_PER_EPOCH);
  const steps = range(1, EPOCHS * STEPS_PER_EPOCH + 1);
  const losses = steps.map((step) => noisy(shape.loss((step - 1) / STEPS_PER_EPOCH), noise));
  const means = range(EPOCHS).map((epoch) => {
    const own = losses.slice(epoch * STEPS_PER_EPOCH, (epoch + 1) * STEPS_PER_EPOCH);
    return own.reduce((sum, loss) => sum + loss, 0) / own.length;
  });
  const { validationLoss = shape.loss, accuracy = accuracyFor(shape.loss) } = shape;
  const { validationAccuracy = accuracyFor(validationLoss), monitors = {} } = shape;
  const perEpoch = (value: (epoch: number) => number, spread: number) =>
    ofEpochs(range(1, EPOCHS + 1).map((epoch) => value(epoch) + spread * random.normal()));
  return {
    baseline: BASELINE,
    batchSize: 32,
    optimizer: 'adam',
    series: {
      'step/loss': seriesOf(steps, losses),
      'step/learningRate': seriesOf(
        steps,
        steps.map(() => 0.001),
      ),
      'train/loss': ofEpochs(means),
      'validation/loss': perEpoch((epoch) => noisy(validationLoss(epoch), epochNoise), 0),
      'train/accuracy': perEpoch(accuracy, noise / 100),
      'validation/accuracy': perEpoch(validationAccuracy, noise / 20),
      ...Object.fromEntries(
        Object.entries(monitors).map(([name, value]) => [
          `monitor/${name}`,
          perEpoch((epoch) => noisy(value(epoch), name.startsWith('deadUnits') ? noise / 10 : noise), 0),
        ]),
      ),
    },
  };
}

/** Curves as they were after a step. */
export function until(curves: TrainingCurves, step: number): TrainingCurves {
  const cut = ({ steps, low, high }: CurveSeries): CurveSeries => {
    const count = Array.from(steps).filter((other) => other <= step).length;
    const first = (values: ArrayLike<number>) => Array.from(values).slice(0, count);
    return { steps: first(steps), low: first(low), high: first(high) };
  };
  const all = Object.entries(curves.series).map(([name, series]) => [name, cut(series)]);
  return { ...curves, isRunning: true, series: Object.fromEntries(all) };
}

function seriesOf(steps: readonly number[], values: readonly number[]): CurveSeries {
  return { steps, low: values, high: values };
}

function ofEpochs(values: readonly number[]): CurveSeries {
  return seriesOf(
    values.map((_, epoch) => (epoch + 1) * STEPS_PER_EPOCH),
    values,
  );
}

/** An accuracy that goes with a loss: 1 at 0, that of a guess where nothing is learned. */
function accuracyFor(loss: (epoch: number) => number): (epoch: number) => number {
  return (epoch) => Math.max(1 / CLASSES, 1 - (loss(epoch) / BASELINE) * (1 - 1 / CLASSES));
}

const between = (random: RandomStream, low: number, high: number) => low + (high - low) * random.uniform();

const decay = (from: number, to: number, epochs: number) => (epoch: number) =>
  to + (from - to) * Math.exp(-epoch / epochs);

/** One family for each finding. */
export const curveFamilies: readonly CurveFamily[] = [
  {
    expected: 'good fit',
    shape: (random) => {
      const [end, time] = [between(random, 0.02, 0.3), between(random, 2, 9)];
      return {
        loss: decay(2.4, end, time),
        validationLoss: decay(2.4, end * between(random, 1, 1.4), time),
        monitors: {
          gradientNorm: decay(2.5, 0.2, time),
          'gradientNorm/dense': decay(2, 0.15, time),
          'gradientNorm/dense_1': decay(1, 0.1, time),
          'weightNorm/dense': (epoch) => 10 + between(random, 0, 0.1) * epoch,
          'deadUnits/dense': () => 0.1,
        },
      };
    },
  },
  {
    expected: 'overfitting',
    shape: (random) => {
      const [turn, slope] = [between(random, 8, 25), between(random, 0.008, 0.03)];
      const fall = decay(2.4, between(random, 0.3, 0.6), turn / 3);
      return {
        loss: decay(2.4, 0.01, between(random, 5, 8)),
        validationLoss: (epoch) => fall(epoch) + slope * Math.max(0, epoch - turn),
        validationAccuracy: (epoch) => accuracyFor(fall)(epoch) - 0.0003 * Math.max(0, epoch - turn),
      };
    },
  },
  {
    expected: 'underfitting',
    shape: (random) => {
      const [end, time] = [between(random, 1.4, 1.9), between(random, 2, 7)];
      return { loss: decay(2.4, end, time), validationLoss: decay(2.4, end * 1.02, time) };
    },
    alsoTrue: ['plateau'],
  },
  {
    expected: 'plateau',
    shape: (random) => {
      const begin = between(random, 18, 35);
      const fall = decay(BASELINE, 0.1, between(random, 3, 5));
      return { loss: (epoch) => (epoch < begin ? BASELINE : fall(epoch - begin)) };
    },
    alsoTrue: ['good fit', 'underfitting'],
  },
  {
    expected: 'divergence',
    shape: (random) => {
      const [turn, slope] = [between(random, 15, 40), between(random, 0.15, 0.5)];
      const fall = decay(2.4, 0.4, 5);
      return { loss: (epoch) => fall(epoch) + slope * Math.max(0, epoch - turn) };
    },
    alsoTrue: ['learning rate too high', 'exploding gradients'],
  },
  {
    expected: 'learning rate too high',
    shape: (random) => {
      const [peak, end] = [10 ** between(random, 1.3, 4), between(random, 1, 2.6)];
      const begin = 2.4;
      return { loss: (epoch) => (epoch === 0 ? begin : end + peak * Math.exp(-epoch * 4)) };
    },
  },
  {
    expected: 'learning rate too low',
    shape: (random) => {
      const slope = between(random, 0.006, 0.011);
      return { loss: (epoch) => 2.4 - slope * epoch };
    },
    alsoTrue: ['underfitting', 'plateau'],
  },
  {
    expected: 'label noise',
    shape: (random) => {
      const [best, peak, lost] = [
        between(random, 5, 15),
        between(random, 0.6, 0.9),
        between(random, 0.1, 0.25),
      ];
      const rise = (epoch: number) => Math.min(1, epoch / best);
      const after = (epoch: number) => Math.max(0, (epoch - best) / (EPOCHS - best));
      return {
        loss: decay(2.4, 0.05, 22),
        validationLoss: (epoch) => 2.4 - 1.2 * rise(epoch) + 0.9 * after(epoch),
        accuracy: (epoch) => 0.1 + 0.45 * rise(epoch) + 0.43 * after(epoch),
        validationAccuracy: (epoch) => 0.1 + (peak - 0.1) * rise(epoch) - lost * after(epoch),
      };
    },
    alsoTrue: ['overfitting'],
  },
  {
    expected: 'dead units',
    shape: (random) => {
      const [share, end] = [between(random, 0.8, 1), between(random, 0.5, 2.3)];
      return {
        loss: decay(2.4, end, 5),
        monitors: { 'deadUnits/dense': (epoch) => Math.min(1, share * Math.min(1, epoch / 10)) },
      };
    },
    alsoTrue: ['good fit'],
  },
  {
    expected: 'exploding gradients',
    shape: (random) => {
      const [turn, growth] = [between(random, 20, 40), between(random, 0.8, 1.5)];
      const fall = decay(2.4, 0.5, 6);
      return {
        loss: (epoch) => fall(epoch) + 0.04 * Math.max(0, epoch - turn),
        monitors: { gradientNorm: (epoch) => 1.5 * Math.exp(growth * Math.max(0, epoch - turn)) },
      };
    },
    alsoTrue: ['divergence'],
  },
  {
    expected: 'vanishing gradients',
    shape: (random) => {
      const share = 10 ** between(random, -7, -3.3);
      return {
        loss: () => BASELINE,
        monitors: {
          gradientNorm: () => 0.1,
          'gradientNorm/dense': () => 0.1 * share,
          'gradientNorm/dense_1': () => 0.1 * Math.sqrt(share),
          'gradientNorm/dense_2': () => 0.1,
        },
      };
    },
  },
];
