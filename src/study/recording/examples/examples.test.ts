import { mkdtempSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { expectClose } from '../../../../test/close.ts';
import { writeSafetensors } from '../../../formats/index.ts';
import { nodeDevice } from '../../../runtime/node.ts';
import { Store } from '../../../store/index.ts';
import { type Callback, predict } from '../../../train/index.ts';
import { range } from '../../../util/arrays.ts';
import { present } from '../../../util/errors.ts';
import { answersTo } from '../../answers.ts';
import { loadData } from '../../load-data.ts';
import { parseStudy } from '../../parse-study.ts';
import { plan } from '../../plan.ts';
import { taskOf } from '../../task.ts';
import { train as trainOne } from '../../train-repetition.ts';
import { TrainingRecord } from '../training-record.ts';
import { readExampleAnswers, readExamples } from './read-examples.ts';

const store = await Store.open(mkdtempSync(join(tmpdir(), 'store-')));
afterAll(() => store.close());
const device = nodeDevice('cpu');

function newRun(): number {
  const record = {
    ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
    ...{ versions: {}, processorFlags: [], environment: {} },
  };
  return store.runs.create({ name: 'run', study: { name: 'Study', text: '' }, record });
}

/** Trains the first network of a study, recorded. */
async function train(run: number, text: string, callbacks: readonly Callback[] = []) {
  const { study } = parseStudy(text, 'study.yaml');
  const data = await loadData(study.data, study.model, '.');
  const task = taskOf('all' in data ? data.all : data.train);
  const repetition = present((await plan(study, data, '.'))[0], 'a training');
  const recorder = new TrainingRecord(store, run, { checkpointMs: 0 });
  const resumed = await recorder.resume();
  const options = { device, threads: 1, callbacks, gates: false, recorder, resume: resumed?.state };
  return trainOne(study, task, repetition, options);
}

const IRIS = `
name: Iris
seed: 3
data: iris
split: { random: { validation: 0.2, test: 0.2 } }
preprocessing: { standardize: feature }
model: { mlp: { hidden: [8] } }
training: { epochs: 6, batchSize: 16, optimizer: { adam: { learningRate: 0.02 } } }
`;

const DIGITS = `
name: Digits
data: { digits: { train: 80, test: 10 } }
split: { given: { validation: 0 } }
model: { lenet5: {} }
training: { epochs: 2, batchSize: 40, optimizer: adam }
`;

const BRAINS = `
name: Small brains
data:
  simulated:
    { subjects: 9, matrix: [32, 32], coils: 2, mask: { type: random, acceleration: 2, calibration: 8 } }
split: { random: { validation: 0.3, test: 0.3 } }
model: { wangCnn: { filters: [4], kernelSizes: [3, 3] } }
training: { epochs: 2, batchSize: 2, optimizer: adam }
`;

describe('the examples of a training', () => {
  it('are what the network says of items of the validation part, as they come', async () => {
    const run = newRun();
    const { model, fitted, preprocessing, division } = await train(run, IRIS);
    const { items, epochs, ...about } = present(await readExamples(store, run), 'examples');
    expect(about).toEqual({
      kind: 'classes',
      part: 'validation',
      classNames: ['setosa', 'versicolor', 'virginica'],
      featureNames: present(division.validation()?.featureNames, 'names'),
    });
    expect(items).toHaveLength(8);
    expect([epochs[0]?.epoch, epochs.at(-1)]).toEqual([1, { epoch: 6, step: 36 }]);
    const part = present(division.validation(), 'a validation part');
    const all = await answersTo(model, fitted.weights, preprocessing.apply(part), {
      device,
      probabilities: false,
    });
    if (all.kind !== 'classes') throw new Error('classes expected');
    const { answers } = await readExampleAnswers(store, run, 6);
    for (const [i, { name, input, target }] of items.entries()) {
      const at = range(part.count).findIndex(
        (item) => (part.metadata('id')?.[item] ?? String(item)) === name,
      );
      const expected = all.probabilities.subarray(3 * at, 3 * at + 3);
      expect(input.data.every((value) => value > 0 && value < 8)).toBe(true);
      expect([...target.data]).toEqual([all.labels[at]]);
      for (const [c, p] of expected.entries()) expect(answers[i]?.data[c]).toBeCloseTo(p, 5);
    }
  });

  it('are images as they are seen, of the training part where there is no other', async () => {
    const run = newRun();
    await train(run, DIGITS);
    const { items, part, kind } = present(await readExamples(store, run), 'examples');
    expect([part, kind]).toEqual(['train', 'classes']);
    expect(items.map(({ input }) => input.shape)).toEqual(range(8).map(() => [28, 28]));
    const { answers } = await readExampleAnswers(store, run, 2);
    for (const { data } of answers) expect(data.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
  });

  it('are magnitudes of reconstructions, in the scale of the network', async () => {
    const run = newRun();
    const { model, fitted, division } = await train(run, BRAINS);
    const { items, kind } = present(await readExamples(store, run), 'examples');
    expect(kind).toBe('images');
    const part = present(division.validation(), 'a validation part');
    const { values } = await predict(model, fitted.weights, part, { device, batchSize: 2 });
    const { answers } = await readExampleAnswers(store, run, 2);
    expect(answers).toHaveLength(items.length);
    for (const [i, { name, subject, input, target }] of items.entries()) {
      const at = range(part.count).findIndex((item) => part.metadata('id')?.[item] === name);
      expect(subject).toBe(part.groups?.[at]);
      expect(Math.max(...input.data)).toBeCloseTo(1, 5);
      expect(target.shape).toEqual([32, 32]);
      const [real, imaginary] = [0, 1024].map((part) =>
        values.subarray(2048 * at + part, 2048 * at + part + 1024),
      );
      const expected = real?.map((value, at) => Math.hypot(value, imaginary?.[at] ?? 0));
      expectClose(answers[i]?.data ?? [], expected ?? [], 1e-5, name);
    }
  });

  it('change nothing of the training, are forgotten after a checkpoint, and come again', async () => {
    const [whole, parts] = [newRun(), newRun()];
    const { fitted } = await train(whole, IRIS);
    const stop: Callback = {
      onEpochEnd: (_, training) => (training.epoch === 2 ? training.stop() : undefined),
    };
    await train(parts, IRIS, [stop]);
    const folder = store.trainingFolder(parts, 'examples');
    writeFileSync(join(folder, 'epoch-000005-step-000000030.safetensors'), 'written after the checkpoint');
    const resumed = await train(parts, IRIS);
    expect(resumed.fitted.state.vectors).toEqual(fitted.state.vectors);
    const last = async (run: number) => (await readExampleAnswers(store, run, 6)).answers;
    expect(await last(parts)).toEqual(await last(whole));
    expect((await readExamples(store, parts))?.epochs.map(({ epoch }) => epoch)).toContain(1);
  });

  it('are measured beside norms, activations and throughput', async () => {
    const run = newRun();
    await train(run, IRIS);
    const series = await store.series(run);
    expect(series).toEqual(
      expect.arrayContaining([
        'monitor/activationMean/dense',
        'monitor/deadUnits/dense',
        'monitor/examplesPerSecond',
        'monitor/gradientNorm',
        'monitor/gradientNorm/dense_1',
        'monitor/weightNorm/dense',
      ]),
    );
    const [histogram] = await store.histograms(run, 'monitor/weights/dense');
    expect(histogram).toMatchObject({ step: 6, epoch: 1 });
    expect(histogram?.counts.reduce((a, b) => a + b)).toBe(4 * 8 + 8);
  });

  it('are refused where files are damaged, and there are none of other trainings', async () => {
    const run = newRun();
    await train(run, IRIS);
    expect(await readExamples(store, run, 'training 2')).toBeUndefined();
    await expect(readExampleAnswers(store, run, 99)).rejects.toThrow(
      'an epoch after which answers were kept',
    );
    const folder = store.trainingFolder(run, 'examples');
    const file = present(
      readdirSync(folder).find((name) => name.startsWith('epoch-000006')),
      'a file',
    );
    truncateSync(join(folder, file), 100);
    await expect(readExampleAnswers(store, run, 6)).rejects.toThrow(/the file is cut off or altered/);
    const one = { dtype: 'F32' as const, shape: [2, 1], data: new Float32Array(2) };
    const both = new Map([
      ['inputs', one],
      ['targets', one],
    ]);
    for (const about of ['{', '{"kind":"classes","part":"train","items":[{"name":"a"}]}']) {
      writeFileSync(join(folder, 'items.safetensors'), writeSafetensors(both, { about }));
      await expect(readExamples(store, run)).rejects.toThrow(/expected (JSON|1 items)/);
    }
  });
});
