import { describe, expect, it } from 'vitest';
import { runGraph } from '../../test/run-graph.ts';
import { Sampler } from '../../test/samples.ts';
import { gradients } from '../graph/gradients.ts';
import { constant, input, reduceSum, slice } from '../graph/index.ts';
import { range } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import {
  averagePooling2d,
  concatenate,
  conv2d,
  conv2dTranspose,
  dense,
  flatten,
  globalAveragePooling2d,
  inputLayer,
  type LayerNode,
  type Model,
  model,
  sequential,
  upSampling2d,
} from './index.ts';
import { receptiveFields } from './receptive-field.ts';

const image = inputLayer({ shape: [1, 24, 24] });

/** A convolution that stays positive, so that no dependence is hidden by chance. */
const convolution = (kernelSize: number | number[], more = {}) =>
  conv2d({ filters: 1, kernelSize, useBias: false, ...more });

function fieldOf(network: Model) {
  return receptiveFields(network).get(present(network.outputs[0], 'an output'));
}

/** The most rows and columns of the input that any one output near the middle has a gradient for. */
async function measured(network: Model): Promise<number[]> {
  const x = input('x', [1, 1, 24, 24]);
  const sampler = new Sampler(2);
  const weights = network.weights.map(({ name, shape }) => {
    return [name, constant(sampler.uniform(shape, 0.5, 1).values, shape)] as const;
  });
  const y = present(network.forward([x], new Map(weights)).outputs[0], 'an output');
  const [rows = 0, columns = 0] = y.shape.slice(2);
  const places = range(Math.min(4, rows)).map((offset) =>
    [rows, columns].map((size) => Math.floor((size - offset) / 2)),
  );
  const slopes = places.flatMap((place) => {
    const parts = place.map((start, i) => ({ axis: i + 2, start, end: start + 1 }));
    return gradients(reduceSum(slice(y, parts)), [x]);
  });
  const results = await runGraph(Object.fromEntries(slopes.map((slope, i) => [`g${i}`, slope])), {
    x: sampler.normal([1, 1, 24, 24]).values,
  });
  const spans = Object.values(results).map((slope) => span(Array.from(slope, Number)));
  return [0, 1].map((axis) => Math.max(...spans.map((one) => one[axis] ?? 0)));
}

function span(slope: readonly number[]): number[] {
  const touched = slope.flatMap((value, i) => (value === 0 ? [] : [[Math.floor(i / 24), i % 24]]));
  return [0, 1].map((axis) => {
    const places = touched.map((place) => place[axis] ?? 0);
    return Math.max(...places) - Math.min(...places) + 1;
  });
}

function chain(...layers: readonly ((x: LayerNode) => LayerNode)[]): Model {
  return model({ inputs: image, outputs: layers.reduce((x, layer) => layer(x), image) });
}

describe('the receptive field', () => {
  it.each([
    ['of convolutions', chain(convolution(3), convolution([3, 5])), [5, 7]],
    ['of gaps', chain(convolution(3, { dilationRate: 2 }), convolution(3)), [7, 7]],
    ['of strides', chain(convolution(3, { strides: 2 }), convolution(3)), [7, 7]],
    ['of pooling', chain(averagePooling2d(), convolution(3), averagePooling2d(), convolution(3)), [16, 16]],
    ['of repeating', chain(averagePooling2d(), upSampling2d(), convolution(3)), [4, 4]],
    ['of interpolation', chain(upSampling2d({ interpolation: 'bilinear' }), convolution(3)), [3, 3]],
    [
      'of transposed convolution',
      chain(
        convolution(3),
        averagePooling2d(),
        conv2dTranspose({ filters: 1, kernelSize: 3, strides: 2, useBias: false }),
      ),
      [6, 6],
    ],
  ] as const)('%s is what gradients reach', async (_, network, expected) => {
    expect(fieldOf(network)).toEqual(expected);
    expect(await measured(network)).toEqual(expected);
  });
  it('of a branched network is that of its widest branch', () => {
    const near = convolution(3, { padding: 'same' })(image);
    const far = convolution(9, { padding: 'same' })(image);
    expect(fieldOf(model({ inputs: image, outputs: concatenate()([near, far]) }))).toEqual([9, 9]);
  });
  it('is everything after a dense layer or global pooling', () => {
    expect(fieldOf(chain(convolution(3), flatten(), dense({ units: 2 })))).toBe('everything');
    expect(fieldOf(chain(convolution(3), globalAveragePooling2d(), dense({ units: 2 })))).toBe('everything');
  });
  it('is nothing where there are no positions', () => {
    expect(fieldOf(sequential([dense({ units: 2 })], { inputShape: [3] }))).toBeUndefined();
  });
});
