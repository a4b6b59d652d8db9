import { RandomStream } from 'echotrain/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference } from '../agreement.ts';
import { eigenvaluesOf, fitTensor, measureVoxel, scalars, tissues } from './diffusion.ts';
import * as layers from './layers.ts';
import { type Level, standardized, type Trained, voxelsOf } from './problem.ts';
import * as scratch from './scratch.ts';
import * as tensors from './tensors.ts';
import * as tfjsCore from './tfjs-core.ts';
import * as tfjsLayers from './tfjs-layers.ts';
import { experiment } from './voxels.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
  'tfjs-core': tfjsCore.train,
  'tfjs-layers': tfjsLayers.train,
};

const STEPS = 50;

describe('the levels of the tissues', () => {
  const { train, others } = standardized(voxelsOf([1]), [voxelsOf([2])]);
  const trained = new Map<string, Trained>();

  beforeAll(async () => {
    for (const [name, level] of Object.entries(levels)) trained.set(name, await level(train, 5));
  }, 60_000);

  it('have the same loss at every step', () => {
    const curves = [...trained].map(([name, { losses }]) => [name, losses] as const);
    expect(largestDifference(Object.fromEntries(curves), STEPS)).toBeLessThan(1e-4);
  });

  it('learn, and say the same of a new subject', async () => {
    const inputs = others[0]?.inputs ?? new Float32Array();
    const logits: [string, number[]][] = [];
    for (const [name, { losses, predict }] of trained) {
      expect(losses.at(-1)).toBeLessThan(0.2);
      // The Layers API of TensorFlow.js is asked for probabilities, the others for logits.
      if (name !== 'tfjs-layers') logits.push([name, Array.from(await predict(inputs))]);
    }
    expect(largestDifference(Object.fromEntries(logits), 1800)).toBeLessThan(1e-2);
  });

  it('have 31,203 parameters', () => {
    const sizes = layers.network().weights.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    expect(sizes.reduce((a, b) => a + b)).toBe(31_203);
  });
});

describe('the voxels', () => {
  it('have the tensors that made their signals', () => {
    const tensor = [1.2, 0.7, 0.4, 0.1, -0.2, 0.05];
    const [xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0] = tensor;
    const values = eigenvaluesOf(tensor);
    const [a = 0, b = 0, c = 0] = values;
    expect(a + b + c).toBeCloseTo(xx + yy + zz, 12);
    expect(a * b * c).toBeCloseTo(
      xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz),
      12,
    );
    expect(values).toEqual(values.toSorted((x, y) => y - x));
  });

  it('are isotropic without diffusion in any one direction', () => {
    const [fa, md] = scalars(
      eigenvaluesOf(fitTensor(Array.from({ length: 31 }, (_, i) => (i ? Math.exp(-0.7) : 1)))),
    );
    expect(md).toBeCloseTo(0.7, 9);
    expect(fa).toBeCloseTo(0, 6);
  });

  it('are of their tissue, in an average subject', () => {
    const average = { t1: 1, diffusivity: 1, anisotropy: 1 };
    for (const [tissue, { t1, eigenvalues }] of tissues.entries()) {
      const random = RandomStream.derive(3, 'tissue', tissue);
      const voxels = Array.from({ length: 2000 }, () => measureVoxel(tissue, average, random));
      const mean = [0, 1, 2, 3, 4].map((i) => voxels.reduce((sum, one) => sum + (one[i] ?? 0), 0) / 2000);
      const [fa = 0, md = 0, ad = 0, rd = 0] = scalars(eigenvalues);
      const expected = [t1, fa, md, ad, rd];
      for (const [i, value] of expected.entries()) expect((mean[i] ?? 0) / value).toBeCloseTo(1, 1);
    }
  });
});

describe('validation', () => {
  it('on random voxels promises what a new subject does not keep; by subject it does not', async () => {
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    const random = (await experiment(4, 'random voxels')).folds;
    const gap = mean(random.map(({ validation, strangers }) => validation - mean(strangers)));
    expect(gap).toBeGreaterThan(0.08);
    const bySubject = (await experiment(4, 'by subject')).folds;
    const honest = mean(bySubject.map(({ validation, strangers }) => validation - mean(strangers)));
    expect(honest).toBeLessThan(0.02);
  }, 120_000);
});
