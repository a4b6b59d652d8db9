import { describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close.ts';
import { iris } from '../data/index.ts';
import {
  batchNormalization,
  dense,
  dropout,
  embedding,
  flatten,
  model as functional,
  inputLayer,
  sequential,
} from '../layers/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { InputError, present } from '../util/errors.ts';
import { accuracy, evaluate, predict, sparseCategoricalCrossentropy } from './index.ts';

const device = nodeDevice('cpu');
const model = sequential(
  [
    dense({ units: 8, activation: 'tanh' }),
    batchNormalization(),
    dropout({ rate: 0.5 }),
    dense({ units: 3 }),
  ],
  { inputShape: [4] },
);
const weights = model.initialWeights(1);
const data = iris();
const objective = { loss: sparseCategoricalCrossentropy(), metrics: [accuracy()] };

/** The loss and accuracy of logits, computed here in float64. */
function scoresOf(logits: Float32Array): { loss: number; accuracy: number } {
  const labels = present(data.labels, 'labels');
  const each = Array.from(labels, (label, item) => {
    const row = Array.from(logits.subarray(item * 3, item * 3 + 3));
    const total = Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0));
    return { loss: total - (row[label] ?? 0), right: row.indexOf(Math.max(...row)) === label ? 1 : 0 };
  });
  const mean = (of: (one: (typeof each)[number]) => number) =>
    each.reduce((sum, one) => sum + of(one), 0) / each.length;
  return { loss: mean((one) => one.loss), accuracy: mean((one) => one.right) };
}

describe('predict', () => {
  it('does not depend on the batch size', async () => {
    const whole = await predict(model, weights, data.inputs, { device, batchSize: 150 });
    expect(whole.shape).toEqual([150, 3]);
    for (const batchSize of [1, 32, 149, 1000]) {
      const parts = await predict(model, weights, data.inputs, { device, batchSize });
      expectClose(parts.values, whole.values, 1e-6, `batches of ${batchSize}`);
    }
  });

  it('gives nothing for no inputs', async () => {
    expect(await predict(model, weights, new Float32Array(0), { device })).toEqual({
      values: new Float32Array(0),
      shape: [0, 3],
    });
  });

  it('feeds inputs of other types', async () => {
    const words = sequential([embedding({ inputDim: 5, outputDim: 2 }), flatten()], {
      inputShape: [3],
      inputDtype: 'int64',
    });
    const table = words.initialWeights(1);
    const rows = present([...table.values()][0], 'table');
    const { values, shape } = await predict(words, table, Float32Array.of(4, 0, 4), { device });
    expect(shape).toEqual([1, 6]);
    expect(values).toEqual(Float32Array.of(...rows.slice(8, 10), ...rows.slice(0, 2), ...rows.slice(8, 10)));
  });

  it('refuses what does not fit', async () => {
    await expect(predict(model, weights, new Float32Array(7), { device })).rejects.toThrow(/multiple of 4/);
    await expect(predict(model, new Map(), data.inputs, { device })).rejects.toThrow(InputError);
    const x = inputLayer({ shape: [4] });
    const forked = functional({ inputs: x, outputs: [dense({ units: 1 })(x), dense({ units: 2 })(x)] });
    await expect(predict(forked, forked.initialWeights(1), data.inputs, { device })).rejects.toThrow(
      /one output/,
    );
  });
});

describe('evaluate', () => {
  it('averages over all items, whatever the batch size', async () => {
    const { values } = await predict(model, weights, data.inputs, { device });
    const expected = scoresOf(values);
    for (const batchSize of [1, 32, 150, 400]) {
      const scores = await evaluate(model, weights, data, { device, batchSize, ...objective });
      expect(Object.keys(scores)).toEqual(['loss', 'accuracy']);
      expect(scores.loss).toBeCloseTo(expected.loss, 5);
      expect(scores.accuracy).toBeCloseTo(expected.accuracy, 10);
    }
  });

  it('adds what regularizers ask for, as in Keras', async () => {
    const plain = sequential([dense({ name: 'out', units: 3 })], { inputShape: [4] });
    const kept = sequential([dense({ name: 'out', units: 3, kernelRegularizer: { l2: 0.1 } })], {
      inputShape: [4],
    });
    const values = plain.initialWeights(2);
    const penalty = 0.1 * present(values.get('out/kernel'), 'kernel').reduce((sum, w) => sum + w * w, 0);
    const [without, and] = [plain, kept].map((one) => evaluate(one, values, data, { device, ...objective }));
    const difference = ((await and)?.loss ?? 0) - ((await without)?.loss ?? 0);
    expect(difference).toBeCloseTo(penalty, 4);
  });

  it('refuses data and weights that do not fit', async () => {
    const narrow = sequential([dense({ units: 3 })], { inputShape: [5] });
    const of = (one: typeof model) => evaluate(one, one.initialWeights(1), data, { device, ...objective });
    await expect(of(narrow)).rejects.toThrow(/\[32, 5\].*\[32, 4\]/);
    await expect(evaluate(model, new Map(), data, { device, ...objective })).rejects.toThrow(/missing/);
  });
});
