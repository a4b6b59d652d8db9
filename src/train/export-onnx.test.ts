import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findPython } from '../../scripts/goldens/python.ts';
import { expectClose } from '../../test/close.ts';
import { runGraph } from '../../test/run-graph.ts';
import { iris, standardizationOf } from '../data/index.ts';
import { div } from '../graph/index.ts';
import {
  averagePooling2d,
  batchNormalization,
  conv2d,
  defineLayer,
  dense,
  dropout,
  flatten,
  maxPooling2d,
  sequential,
  upSampling2d,
} from '../layers/index.ts';
import { lenet5, smallCnn, unet } from '../models/index.ts';
import { fromOnnx } from '../onnx/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { product } from '../util/arrays.ts';
import { InputError, present } from '../util/errors.ts';
import golden from './export-onnx.json' with { type: 'json' };
import { exportOnnx, predict } from './index.ts';

/** With all that is different at inference, or depends on shapes. */
const model = sequential(
  [
    conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }),
    batchNormalization(),
    maxPooling2d({ poolSize: 2 }),
    upSampling2d({ size: 2, interpolation: 'bilinear' }),
    conv2d({ filters: 6, kernelSize: 3, strides: 2, activation: 'gelu' }),
    averagePooling2d({ poolSize: 1 }),
    dropout({ rate: 0.4 }),
    flatten(),
    dense({ units: 5, activation: 'softmax' }),
  ],
  { inputShape: [2, 8, 8] },
);

/** The oracle's weights. */
const weights = new Map(
  model.weights.map(({ name, shape }, index) => {
    const center = /gamma|movingVariance/.test(name) ? 1 : 0;
    const value = (k: number) => center + 0.3 * Math.sin(1.3 * index + 0.7 * k);
    return [name, Float32Array.from({ length: product(shape) }, (_, k) => value(k))];
  }),
);

const inputs = Float32Array.from(golden.inputs);
const batch = 7;

async function run(bytes: Uint8Array, values: Float32Array, items: number): Promise<Float32Array> {
  const session = await InferenceSession.create(bytes, {
    graphOptimizationLevel: 'all',
    intraOpNumThreads: 1,
  });
  const name = present(session.inputNames[0], 'an input');
  const { output } = await session.run({ [name]: new Tensor('float32', values, [items, 2, 8, 8]) });
  await session.release();
  return Float32Array.from(present(output, 'output').data, Number);
}

describe('exportOnnx', () => {
  it('writes what PyTorch computes, for any number of items', async () => {
    const bytes = exportOnnx(model, weights);
    expectClose(await run(bytes, inputs, batch), golden.outputs, 1e-5, 'all items');
    const [one, rest] = [inputs.subarray(0, 128), inputs.subarray(128)];
    expectClose(await run(bytes, one, 1), golden.outputs.slice(0, 5), 1e-5, 'one item');
    expectClose(await run(bytes, rest, batch - 1), golden.outputs.slice(5), 1e-5, 'the other items');
  });

  it('writes it for a fixed number of items', async () => {
    const bytes = exportOnnx(model, weights, { batch });
    expectClose(await run(bytes, inputs, batch), golden.outputs, 1e-5, 'outputs');
    await expect(run(bytes, inputs.subarray(0, 128), 1)).rejects.toThrow(/dimension/i);
  });

  it('writes what is predicted', async () => {
    const { values } = await predict(model, weights, inputs, { device: nodeDevice('cpu') });
    expectClose(values, golden.outputs, 1e-5, 'predictions');
  });

  it('writes what is read back as a graph, weights under their names', async () => {
    const imported = fromOnnx(exportOnnx(model, weights), { batch });
    const fed = Object.entries(imported.weights).map(([name, { values }]) => [name, values] as const);
    const [input] = Object.keys(imported.inputs);
    const results = await runGraph(imported.outputs, {
      [present(input, 'input')]: inputs,
      ...Object.fromEntries(fed),
    });
    expectClose(present(results.output, 'output'), golden.outputs, 1e-5, 'outputs');
    expect(imported.weights['conv2d/kernel']?.values).toEqual(weights.get('conv2d/kernel'));
  });

  it('tells what outputs and inputs stand for', () => {
    const metadata = { study: 'test' };
    const standardization = standardizationOf(iris(), 'feature');
    const text = Buffer.from(
      exportOnnx(model, weights, { classNames: ['a', 'b'], standardization, metadata }),
    ).toString('latin1');
    expect(text).toContain('["a","b"]');
    expect(text).toContain(JSON.stringify(standardization));
    expect(text).toContain('study');
  });

  it('refuses weights of another model, and a network that needs a fixed batch size', () => {
    expect(() => exportOnnx(model, new Map())).toThrow(InputError);
    const shareOfBatch = defineLayer({
      type: 'ShareOfBatch',
      options: z.strictObject({}),
      outputShape: (shape) => shape,
      trace: (x) => div(x, x.shape[0] ?? 1),
    });
    const dependent = sequential([shareOfBatch()], { inputShape: [4] });
    expect(() => exportOnnx(dependent, new Map())).toThrow(/fixed batch size/);
    expect(exportOnnx(dependent, new Map(), { batch: 3 }).length).toBeGreaterThan(50);
  });
});

const python = findPython();

describe('onnx.checker', () => {
  it.skipIf(python === undefined).each([
    ['a network of all kinds', model],
    ['LeNet-5', lenet5()],
    ['the small CNN', smallCnn()],
    ['a U-Net', unet({ inputShape: [1, 16, 16], baseChannels: 4, depth: 2 })],
  ] as const)('accepts %s', (_, network) => {
    const folder = mkdtempSync(join(tmpdir(), 'export-'));
    try {
      const files = (['any', 3] as const).map((size) => {
        const file = join(folder, `${size}.onnx`);
        writeFileSync(file, exportOnnx(network, network.initialWeights(1), { batch: size }));
        return file;
      });
      const program =
        'import onnx, sys\nfor f in sys.argv[1:]: onnx.checker.check_model(onnx.load(f), full_check=True)';
      const { status, stderr } = spawnSync(python ?? '', ['-c', program, ...files], { encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
