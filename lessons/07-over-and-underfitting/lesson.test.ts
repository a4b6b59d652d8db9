import { mean, standardDeviation } from 'echotrain/evaluate';
import { describe, expect, it } from 'vitest';
import { network, parametersOf, sizes } from './networks.ts';
import { reconstructionsOf } from './reconstructions.ts';

describe('the classifier', () => {
  it('has three sizes', () => {
    expect(sizes.map((size) => parametersOf(network(size)))).toEqual([89, 1841, 3913]);
  });
});

describe('the images', () => {
  it('are of both classes and standardized, and the same when they are made again', async () => {
    const [data, again] = [await reconstructionsOf([3]), await reconstructionsOf([3])];
    expect(data.count).toBe(4);
    expect([...(data.labels ?? [])]).toEqual([0, 1, 0, 1]);
    expect(new Set<unknown>(data.groups)).toEqual(new Set(['subject 3']));
    for (let item = 0; item < data.count; item++) {
      expect(mean(data.input(item))).toBeCloseTo(0, 5);
      expect(standardDeviation(data.input(item))).toBeCloseTo(1, 5);
    }
    expect(again.inputs).toEqual(data.inputs);
  });
});
