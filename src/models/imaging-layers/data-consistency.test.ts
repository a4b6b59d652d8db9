import { describe, expect, it } from 'vitest';
import { checkImagingLayer, lineOf, maskOf, shapes, valuesOf } from '../../../test/imaging-layer-check.ts';
import { inputLayer } from '../../layers/index.ts';
import { dataConsistency } from './data-consistency.ts';

const { coilImages, mask } = shapes;
const inputs = [coilImages, coilImages, mask];

checkImagingLayer('dataConsistency of noiseless data', () => dataConsistency(), inputs);
checkImagingLayer('dataConsistency with λ', () => dataConsistency({ lambda: 2 }), inputs);
checkImagingLayer('dataConsistency by a step', () => dataConsistency({ stepSize: 1 }), inputs);

describe('data consistency', () => {
  const given = [lineOf(1, 1, 1), lineOf(3, 5, 0), maskOf(1, 1, 0)] as const;

  it('puts what was measured in its place', async () => {
    expect(await valuesOf(dataConsistency(), ...given)).toEqual([3, 5, 1, 3, 5, 1]);
  });
  it('weighs it by λ / (1 + λ), or by the step', async () => {
    expect(await valuesOf(dataConsistency({ lambda: 1 }), ...given)).toEqual([2, 3, 1, 2, 3, 1]);
    expect(await valuesOf(dataConsistency({ stepSize: 2 }), ...given)).toEqual([5, 9, 1, 5, 9, 1]);
  });
  it('refuses both at once, and shapes that disagree', () => {
    const node = (...shape: number[]) => inputLayer({ shape });
    const [k, other] = [node(2, 2, 4, 4), node(3, 2, 4, 4)];
    expect(() => dataConsistency({ lambda: 1, stepSize: 1 })).toThrow('lambda or stepSize, not both');
    expect(() => dataConsistency()([k, other, node(1, 1, 4, 4)])).toThrow(
      'expected k-space [2, 2, 4, 4], as the estimate, received [3, 2, 4, 4].',
    );
    expect(() => dataConsistency()([k, k, node(1, 1, 4, 5)])).toThrow(
      'expected a mask [1, 1, 4, 4], as the k-space [2, 2, 4, 4], received [1, 1, 4, 5].',
    );
  });
});
