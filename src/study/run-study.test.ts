import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { iris, kFold, type Standardization, standardizationOf } from '../data/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { InputError, present } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import { parseOverride, parseStudy } from './parse-study.ts';
import { runStudy, type StudyContext } from './run-study.ts';

const IRIS = `
name: Iris
seed: 1
data: iris
split: { kFold: { folds: 3, validation: true } }
preprocessing: { standardize: feature }
model: { mlp: { hidden: [8] } }
training: { epochs: 20, batchSize: 16, optimizer: { adam: { learningRate: 0.02 } } }
evaluation: { resamples: 100 }
`;

const context = { device: nodeDevice('cpu'), reason: 'cpu: for the test', threads: 1, folder: '.' };

function run(text: string, overrides: readonly string[] = [], more: Partial<StudyContext> = {}) {
  return runStudy(parseStudy(text, 'study.yaml', overrides.map(parseOverride)).study, {
    ...context,
    ...more,
  });
}

describe('cross-validation', () => {
  it('tests every item once, and learns', async () => {
    const { result, trained, tests } = await run(IRIS);
    expect(result.ending).toBe('finished');
    expect(result.repetitions.map(({ fold, items }) => [fold, items])).toEqual([
      [1, { train: 50, validation: 50, test: 50 }],
      [2, { train: 50, validation: 50, test: 50 }],
      [3, { train: 50, validation: 50, test: 50 }],
    ]);
    expect(result.testOpenings.map(({ items, purpose }) => [items, purpose])).toEqual(
      [1, 2, 3].map(() => [50, 'evaluation']),
    );
    expect(tests.map(({ part }) => part.count)).toEqual([50, 50, 50]);
    expect(trained).toHaveLength(3);
    expect(result.parameters).toBe(4 * 8 + 8 + 8 * 3 + 3);
    expect(result.metrics.test?.accuracy).toBeGreaterThan(0.85);
  });

  it('gives means, deviations and intervals of what the folds gave', async () => {
    const { result } = await run(IRIS);
    const accuracies = result.repetitions.map(({ metrics }) => present(metrics.test?.accuracy, 'accuracy'));
    const mean = accuracies.reduce((a, b) => a + b) / 3;
    expect(result.metrics.test?.accuracy).toBeCloseTo(mean, 12);
    const variance = accuracies.reduce((total, one) => total + (one - mean) ** 2, 0) / 2;
    expect(result.spread.test?.accuracy).toBeCloseTo(Math.sqrt(variance), 12);
    // Student's t with two degrees of freedom, and the training parts' overlap of 1 / (3 - 1).
    const half = 4.302653 * Math.sqrt(variance * (1 / 3 + 1 / 2));
    const interval = present(result.intervals.test?.accuracy, 'an interval');
    expect(interval.lower).toBeCloseTo(mean - half, 5);
    expect(interval.upper).toBeCloseTo(Math.min(1, mean + half), 5);
  });

  it('agrees with the confusion matrices', async () => {
    const { result } = await run(IRIS);
    for (const { confusion, metrics } of result.repetitions) {
      const right = [0, 1, 2].reduce((total, i) => total + (confusion?.[i]?.[i] ?? 0), 0);
      expect(metrics.test?.accuracy).toBeCloseTo(right / 50, 12);
      expect(metrics.test?.balancedAccuracy).toBeDefined();
    }
  });
});

describe('a run is repeatable', () => {
  it('to the bit', async () => {
    const numbers = async () => {
      const { result } = await run(IRIS);
      return result.repetitions.map(({ history, metrics, intervals, split }) => ({
        history: history.map(({ seconds: _, ...record }) => record),
        metrics,
        intervals,
        split,
      }));
    };
    expect(await numbers()).toEqual(await numbers());
  });

  it('and another seed gives another one', async () => {
    const [first, second] = [await run(IRIS), await run(IRIS, ['seed=2'])];
    expect(second.result.repetitions[0]?.split).not.toBe(first.result.repetitions[0]?.split);
    expect(second.result.data.hashes).toEqual(first.result.data.hashes);
  });

  it('from plain JSON', async () => {
    const { result } = await run(IRIS, ['training.epochs=2']);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});

describe('preprocessing', () => {
  it('takes its statistics from the training part alone', async () => {
    const { trained, result } = await run(IRIS, ['training.epochs=1']);
    const whole = iris();
    const [fold] = kFold(whole, { folds: 3, seed: 1, validation: true });
    const train = whole.subset(present(fold, 'a fold').train);
    const layer = trained[0]?.preprocessing.before(present(trained[0], 'a network').model).layers[0]?.layer;
    const { mean, deviation }: Standardization = standardizationOf(train, 'feature');
    expect(layer?.config).toMatchObject({ mean, variance: deviation.map((value) => value ** 2) });
    expect(result.settings.preprocessing).toEqual({ standardize: 'feature' });
  });
});

describe('several seeds', () => {
  const DIGITS = `
name: Digits
seed: [1, 2]
data: { digits: { train: 500, test: 60 } }
split: { given: { validation: 0.2, stratify: false } }
model: { mlp: { hidden: [16] } }
training: { epochs: 2, optimizer: adam }
evaluation: { metrics: [f1, logLoss], resamples: 50 }
`;

  it('share a test part, which is opened once where the division is the same', async () => {
    const { result } = await run(DIGITS, ['split.given.seed=3']);
    expect(result.repetitions.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(result.testOpenings.map(({ items }) => items)).toEqual([60]);
    expect(Object.keys(result.metrics.test ?? {})).toEqual(['loss', 'accuracy', 'f1', 'logLoss']);
  });

  it('divide differently unless they are told not to', async () => {
    const { result } = await run(DIGITS);
    expect(new Set(result.repetitions.map(({ split }) => split)).size).toBe(2);
  });

  it('keep the digits of one writer together', async () => {
    const { result } = await run(DIGITS, ['seed=1']);
    // Ten writers of 50 digits each.
    expect(result.repetitions[0]?.items).toEqual({ train: 400, validation: 100, test: 60 });
  });
});

describe('a study that is stopped', () => {
  it('keeps the finished epochs, and leaves the test part sealed', async () => {
    const controller = new AbortController();
    const watch = () => ({
      onEpochEnd: ({ epoch }: { epoch: number }) => void (epoch === 4 && controller.abort()),
    });
    const { result, tests, trained } = await run(IRIS, [], { signal: controller.signal, watch });
    expect([result.ending, tests, result.testOpenings]).toEqual(['stopped', [], []]);
    expect(result.repetitions.map(({ ending, history }) => [ending, history.length])).toEqual([
      ['stopped', 5],
    ]);
    expect(result.metrics).toEqual({});
    expect(trained).toHaveLength(1);
  });

  it('keeps the folds that were done', async () => {
    const controller = new AbortController();
    let trainings = 0;
    const watch = () => ({ onTrainBegin: () => void (++trainings === 3 && controller.abort()) });
    const { result } = await run(IRIS, [], { signal: controller.signal, watch });
    expect(result.repetitions.map(({ fold, ending }) => [fold, ending])).toEqual([
      [1, 'all epochs'],
      [2, 'all epochs'],
    ]);
    expect(Object.keys(result.metrics)).toEqual(['train', 'validation']);
  });

  it('has nothing where it was stopped at once', async () => {
    const { result, trained } = await run(IRIS, [], { signal: AbortSignal.abort() });
    expect([result.ending, result.repetitions, trained]).toEqual(['stopped', [], []]);
  });
});

describe('the gates', () => {
  it('are in the result where they are wanted', async () => {
    const { result } = await run(IRIS, ['training.gates=true']);
    expect(result.gates?.map(({ name, passed }) => [name, passed])).toEqual([
      ['input', true],
      ['initial loss', true],
      ['one batch', true],
      ['input matters', true],
    ]);
  });

  it('end the study where one is closed', async () => {
    const raw = IRIS.replace(
      'preprocessing: { standardize: feature }',
      'preprocessing: { rescaling: { scale: 100 } }',
    );
    await expect(run(raw, ['training.gates=true'])).rejects.toThrow(/not normalized/);
  });
});

describe('tables', () => {
  const folder = mkdtempSync(join(tmpdir(), 'echotrain-study-'));
  const stream = RandomStream.derive(1, 'table');
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [x, z] = [stream.normal(), stream.normal()];
    return `subject ${i >> 1},${x},${z},${2 * x - z + 0.5},${x > z ? 'above' : 'below'}`;
  });
  writeFileSync(join(folder, 'table.csv'), ['subject,x,z,y,side', ...rows].join('\n'));

  const TABLE = `
name: Table
data: { csv: { file: table.csv, target: y, task: regression, features: [x, z], group: subject } }
split: { random: { validation: 0.2, test: 0.2 } }
model: linear
training: { epochs: 60, batchSize: 8, optimizer: { adam: { learningRate: 0.05 } } }
evaluation: { resamples: 200 }
`;

  it('of numbers give a regression', async () => {
    const { result } = await run(TABLE, [], { folder });
    expect(result.task).toBe('regression');
    expect(result.data).toMatchObject({ items: 120, inputShape: [2], featureNames: ['x', 'z'] });
    expect(result.metrics.test?.rSquared).toBeGreaterThan(0.99);
    expect(result.metrics.test?.meanAbsoluteError).toBeLessThan(0.1);
    expect(result.intervals.test?.meanAbsoluteError?.method).toMatch(/bootstrap/);
    expect(result.repetitions[0]?.items).toEqual({ train: 72, validation: 24, test: 24 });
  });

  it('of names give a classification, also of yes or no with one logit', async () => {
    const classes = ['data.csv.target=side', 'data.csv.task=classification'];
    const { result } = await run(TABLE, [...classes, 'training.loss=binaryCrossentropy'], { folder });
    expect(result.data.classNames).toEqual(['above', 'below']);
    expect(result.parameters).toBe(3);
    expect(result.metrics.test?.accuracy).toBeGreaterThan(0.9);
    expect(result.metrics.test?.accuracy).toBeCloseTo(
      present(result.metrics.test?.binaryAccuracy, 'accuracy'),
      6,
    );
    expect(result.intervals.test?.brierScore?.method).toMatch(/bootstrap/);
  });

  it.each([
    [['data.csv.file=missing.csv'], /missing\.csv: expected a CSV file, received no such file\./],
    [['data.csv.file=.'], /expected a CSV file, received a folder\./],
    [['data.csv.target=w'], /expected a column named "w", received subject, x, z, y, side/],
    [['data.csv.features=[x, y]'], /expected columns other than the target, received "y" among them\./],
    [['data.csv.features=[side]'], /line 2, column 5 \(side\): expected a decimal number/],
    [
      ['split={given: {validation: 0.1}}'],
      /split: expected random or kFold, for table\.csv has no test part/,
    ],
    [
      ['model=lenet5'],
      /model, lenet5: expected images \[channel, row, column\], received inputs of shape \[2\]/,
    ],
    [
      ['evaluation.metrics=[f1]'],
      /evaluation, metrics: expected scores that suit the data: meanAbsoluteError, .*received "f1"/,
    ],
    [['training.loss=sparseCategoricalCrossentropy'], /targets that are class indices/],
    [
      ['model={layers: [{Dense: {units: 2}}]}'],
      /expected 1 number for each item, as the data have targets, received an output of shape \[2\]/,
    ],
    [['augmentation={shift: 1}'], /augmentImages: expected inputs of shape \[channel, row, column\]/],
  ])('refuse %j', async (overrides, message) => {
    const refused = run(TABLE, overrides, { folder });
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(message);
  });

  it('refuse NaN, naming line and column', async () => {
    writeFileSync(join(folder, 'broken.csv'), 'subject,x,z,y\na,1,2,3\nb,NaN,2,3\n');
    await expect(run(TABLE, ['data.csv.file=broken.csv'], { folder })).rejects.toThrow(
      /broken\.csv, line 3, column 2 \(x\): expected a decimal number, received "NaN"/,
    );
  });
});

describe('MNIST', () => {
  it('that is not there is said to be, with the remedy', async () => {
    const missing = run(IRIS.replace('data: iris', 'data: { mnist: { folder: nowhere } }'));
    await expect(missing).rejects.toThrow(
      /nowhere: expected the four files of MNIST.*echotrain data get mnist/,
    );
  });
});
