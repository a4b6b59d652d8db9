import { describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close.ts';
import { Dataset, type InputField, joinedShape, withoutInputs } from '../data/index.ts';
import { concatenate, dense, flatten, inputLayer, type Model, model } from '../layers/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { RandomStream } from '../util/random.ts';
import { adam, evaluate, exportOnnx, meanSquaredError, predict, runGates, fit as train } from './index.ts';

const device = nodeDevice('cpu');
const inputFields = [
  { name: 'kspace', shape: [2, 3] },
  { name: 'mask', shape: [3] },
  { name: 'unused', shape: [1] },
];
const ITEMS = 40;

/** y = k₀ + 2 m₂: what a linear network of both arrays finds. */
function scans(): Dataset {
  const inputs = new Float32Array(ITEMS * 10);
  const stream = RandomStream.derive(3, 'scans');
  for (let i = 0; i < inputs.length; i++) inputs[i] = stream.normal();
  const target = (item: number) => (inputs[10 * item] ?? 0) + 2 * (inputs[10 * item + 8] ?? 0);
  const data = Float32Array.from({ length: ITEMS }, (_, item) => target(item));
  const targets = { kind: 'values' as const, data, shape: [1] };
  return new Dataset({ name: 'scans', inputs, inputShape: joinedShape(inputFields), inputFields, targets });
}

/** A linear network whose inputs come in the opposite order of the dataset's. */
function network(...[mask = [3], kspace = [2, 3]]: number[][]): Model {
  const m = inputLayer({ shape: mask, name: 'mask' });
  const k = inputLayer({ shape: kspace, name: 'kspace' });
  const joined = concatenate()([flatten()(k), flatten()(m)]);
  return model({ inputs: [m, k], outputs: dense({ units: 1 })(joined), name: 'network' });
}

const options = { device, threads: 1, loss: meanSquaredError(), optimizer: adam({ learningRate: 0.05 }) };

describe('a model with several inputs', () => {
  it('learns from arrays by their names, and is scored and asked alike', async () => {
    const data = scans();
    const { weights, history } = await train(network(), data, {
      ...options,
      epochs: 100,
      batchSize: 7,
      validationSplit: 0.25,
    });
    expect(history.at(-1)?.validation?.loss).toBeLessThan(1e-4);
    const { loss } = await evaluate(network(), weights, data, { ...options, batchSize: 16 });
    expect(loss).toBeLessThan(1e-4);
    const { values, shape } = await predict(network(), weights, data, { device, batchSize: 16 });
    expect(shape).toEqual([ITEMS, 1]);
    expectClose(values, Float32Array.from(data.targets.data), 0.05, 'predictions');
  });

  it('passes the gates, which show each array', async () => {
    const { gates, shown } = await runGates(network(), scans(), {
      ...options,
      steps: 20,
      oneBatchSteps: 200,
    });
    expect(gates.filter(({ passed }) => !passed)).toEqual([]);
    expect(shown.channels.map(({ name }) => name)).toEqual(['kspace', 'mask', 'unused']);
  });

  it('takes plain numbers in its own order', async () => {
    const [data, weights] = [scans(), network().initialWeights(1)];
    const own = Float32Array.from({ length: ITEMS * 9 }, (_, i) => {
      const [item, at] = [Math.floor(i / 9), i % 9];
      return data.input(item)[at < 3 ? 6 + at : at - 3] ?? 0;
    });
    const { values } = await predict(network(), weights, own, { device });
    expect(values).toEqual((await predict(network(), weights, data, { device })).values);
  });

  it('is exported with its own inputs by name', async () => {
    const weights = network().initialWeights(1);
    const session = await device.load(exportOnnx(network(), weights, { batch: 1 }));
    const item = scans().input(0);
    const { output } = await session.run({ kspace: item.slice(0, 6), mask: item.slice(6, 9) });
    await session.release();
    const { values } = await predict(network(), weights, scans().subset([0]), { device });
    expectClose(output ?? [], values, 1e-6, 'exported');
  });

  it.each([
    [
      'another shape',
      network([4]),
      scans(),
      /model "network": expected items of mask \[4\], kspace \[2, 3\], received items of kspace \[2, 3\], mask \[3\]/,
    ],
    [
      'one array',
      network(),
      oneArray(),
      /expected items of mask \[3\], kspace \[2, 3\], received items that are one array/,
    ],
    ['other names', network(), named('image'), /received items of image \[2, 3\], mask \[3\], unused \[1\]/],
  ])('refuses items of %s', async (_, one, data, message) => {
    await expect(train(one, data, options)).rejects.toThrow(message);
    await expect(evaluate(one, one.initialWeights(1), data, options)).rejects.toThrow(message);
    await expect(predict(one, one.initialWeights(1), withoutInputs(data), options)).rejects.toThrow(message);
  });
});

function oneArray(): Dataset {
  const { name, inputs, inputShape, targets } = scans();
  return new Dataset({ name, inputs, inputShape, targets });
}

function named(first: string): Dataset {
  const { name, inputs, inputShape, targets } = scans();
  const renamed = inputFields.map((field, i): InputField => (i === 0 ? { ...field, name: first } : field));
  return new Dataset({ name, inputs, inputShape, inputFields: renamed, targets });
}
