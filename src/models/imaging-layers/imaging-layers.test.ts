import { describe, expect, it } from 'vitest';
import { checkLayer, type LayerCheck } from '../../../test/layer-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { constant } from '../../graph/index.ts';
import { inputLayer, type Layer, Model } from '../../layers/index.ts';
import { modelLayerTypes } from '../layer-types.ts';
import { calibrationRegion } from './calibration-region.ts';
import { batchToCoils, coilsToBatch } from './coil-batch.ts';
import { combineCoils, expandToCoils, normalizeCoils, rootSumOfSquares } from './coil-combination.ts';
import { dataConsistency } from './data-consistency.ts';
import { fourierTransform2d, inverseFourierTransform2d } from './fourier-transform.ts';
import { reflectionPadding2d } from './reflection-padding.ts';
import { standardization, undoStandardization } from './standardization.ts';

const coilImages = [3, 2, 4, 5];
const image = [2, 4, 5];
const mask = [1, 1, 4, 5];

/** Zeros and ones where a mask is wanted, else normal numbers. */
const fill: LayerCheck['fill'] = (sampler, shape) =>
  shape.length === 5 && shape[2] === 1 ? sampler.integers(shape, 0, 2, 'float32') : sampler.normal(shape);

const check = (what: string, make: () => Layer, inputs: LayerCheck['inputs']) =>
  checkLayer(what, make, { inputs, fill, types: modelLayerTypes });

check('fourierTransform2d', () => fourierTransform2d(), [coilImages]);
check('inverseFourierTransform2d', () => inverseFourierTransform2d(), [image]);
check('combineCoils', () => combineCoils(), [coilImages, coilImages]);
check('expandToCoils', () => expandToCoils(), [image, coilImages]);
check('rootSumOfSquares', () => rootSumOfSquares(), [coilImages]);
check('normalizeCoils', () => normalizeCoils(), [coilImages]);
check('dataConsistency of noiseless data', () => dataConsistency(), [coilImages, coilImages, mask]);
check('dataConsistency with λ', () => dataConsistency({ lambda: 2 }), [coilImages, coilImages, mask]);
check('dataConsistency by a step', () => dataConsistency({ stepSize: 1 }), [coilImages, coilImages, mask]);
check('calibrationRegion', () => calibrationRegion(), [coilImages, mask]);
check('standardization', () => standardization(), [image]);
check('undoStandardization', () => undoStandardization(), [image, [2, 3, 3]]);
check('reflectionPadding2d', () => reflectionPadding2d({ padding: [[2, 1], 3] }), [image]);

/** What a layer makes of plain numbers. */
async function valuesOf(layer: Layer, ...inputs: readonly { shape: readonly number[]; values: number[] }[]) {
  const nodes = inputs.map(({ shape }) => inputLayer({ shape: [...shape] }));
  const model = new Model({ inputs: nodes, outputs: layer(nodes) });
  const weights = new Map(
    model.weights.map(({ name, shape }) => [name, constant(model.initialWeights(1).get(name) ?? [], shape)]),
  );
  const tensors = inputs.map(({ shape, values }) => constant(values, [1, ...shape]));
  const [y] = model.forward(tensors, weights).outputs;
  if (!y) throw new Error('no output');
  return Array.from((await runGraph({ y })).y ?? [], Number);
}

const line = (...values: number[]) => ({ shape: [1, 2, 1, values.length], values: [...values, ...values] });
const lineMask = (...values: number[]) => ({ shape: [1, 1, 1, values.length], values });

describe('data consistency', () => {
  const given = [line(1, 1, 1), line(3, 5, 0), lineMask(1, 1, 0)] as const;
  it('puts what was measured in its place', async () => {
    expect(await valuesOf(dataConsistency(), ...given)).toEqual([3, 5, 1, 3, 5, 1]);
  });
  it('weighs it by λ / (1 + λ), or by the step', async () => {
    expect(await valuesOf(dataConsistency({ lambda: 1 }), ...given)).toEqual([2, 3, 1, 2, 3, 1]);
    expect(await valuesOf(dataConsistency({ stepSize: 2 }), ...given)).toEqual([5, 9, 1, 5, 9, 1]);
  });
  it('refuses both at once, and shapes that disagree', () => {
    expect(() => dataConsistency({ lambda: 1, stepSize: 1 })).toThrow('lambda or stepSize, not both');
    const [k, other, m] = [
      [2, 2, 4, 4],
      [3, 2, 4, 4],
      [1, 1, 4, 5],
    ].map((shape) => inputLayer({ shape }));
    if (!k || !other || !m) throw new Error('no inputs');
    expect(() => dataConsistency()([k, other, m])).toThrow(
      'expected k-space [2, 2, 4, 4], as the estimate, received [3, 2, 4, 4]',
    );
    expect(() => dataConsistency()([k, k, m])).toThrow('expected a mask [1, 1, 4, 4]');
  });
});

describe('the calibration region', () => {
  it('reaches from the center to the first gap on both sides', async () => {
    const kept = await valuesOf(calibrationRegion(), line(1, 2, 3, 4, 5, 6), lineMask(1, 0, 1, 1, 0, 1));
    expect(kept).toEqual([0, 0, 3, 4, 0, 0, 0, 0, 3, 4, 0, 0]);
  });
  it('is a rectangle where rows are missing, too, and nothing without the center', async () => {
    const kspace = { shape: [1, 2, 3, 3], values: Array.from({ length: 18 }, () => 1) };
    const square = { shape: [1, 1, 3, 3], values: [1, 0, 0, 0, 1, 1, 0, 1, 0] };
    const kept = await valuesOf(calibrationRegion(), kspace, square);
    expect(kept.slice(0, 9)).toEqual([0, 0, 0, 0, 1, 1, 0, 1, 1]);
    expect(await valuesOf(calibrationRegion(), line(1, 2, 3), lineMask(1, 0, 1))).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('coils', () => {
  it('go to the batch and come back', async () => {
    const { values } = new Sampler(3).normal([3 * 2 * 4 * 5]);
    const all = { shape: coilImages, values: Array.from(values, Number) };
    const node = inputLayer({ shape: [...coilImages] });
    const there = new Model({ inputs: node, outputs: batchToCoils({ coils: 3 })(coilsToBatch()(node)) });
    const [y] = there.forward([constant(all.values, [1, ...coilImages])], new Map()).outputs;
    if (!y) throw new Error('no output');
    expect(Array.from((await runGraph({ y })).y ?? [], Number)).toEqual(all.values);
  });
  it('stay finite where none of them sees anything', async () => {
    const nothing = { shape: [2, 2, 1, 2], values: [0, 3, 0, 4, 0, 0, 0, 0] };
    expect(await valuesOf(normalizeCoils(), nothing)).toEqual([
      0,
      expect.closeTo(0.6),
      0,
      expect.closeTo(0.8),
      0,
      0,
      0,
      0,
    ]);
    expect(await valuesOf(rootSumOfSquares(), nothing)).toEqual([0, 5]);
  });
});

describe('standardization', () => {
  it('gives mean 0 and variance 1 of a sample, and can be undone', async () => {
    const x = { shape: [1, 1, 3], values: [1, 3, 5] };
    expect(await valuesOf(standardization(), x)).toEqual([-1, 0, 1]);
    expect(await valuesOf(undoStandardization(), { ...x, values: [-1, 0, 1] }, x)).toEqual([1, 3, 5]);
  });
  it('stays finite where all is one value', async () => {
    expect(await valuesOf(standardization(), { shape: [1, 1, 3], values: [2, 2, 2] })).toEqual([0, 0, 0]);
  });
});
