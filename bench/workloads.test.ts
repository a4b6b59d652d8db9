import { describe, expect, it } from 'vitest';
import { flopsPerStep, parameterCount, specifications } from './workloads.ts';

describe('the workloads', () => {
  it('have as many parameters as their names promise', () => {
    const counts = Object.values(specifications).map(parameterCount);
    expect(counts).toEqual([131, 669_706, 61_706, 1_925_025, 5 * (24 * 2 * 121 + 24 * 15 + 1), 0]);
  });

  it('count operations as one does by hand', () => {
    const { fft, ...networks } = specifications;
    // 4·16 + 16·3 products an example; forward, for the weights, and for the inputs of the second layer
    expect(flopsPerStep(networks['iris-mlp'])).toBe(2 * 32 * (2 * 4 * 16 + 3 * 16 * 3));
    // LeCun's C1 has 117,600 connections without biases, C3 fully connected 240,000
    const dense = 400 * 120 + 120 * 84 + 84 * 10;
    expect(flopsPerStep(networks.lenet5)).toBe(2 * 128 * (2 * 117_600 + 3 * (240_000 + dense)));
    expect(flopsPerStep(fft)).toBeCloseTo(2 * 15 * 5 * 320 ** 2 * Math.log2(320 ** 2), 0);
  });
});
