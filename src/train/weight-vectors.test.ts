import { describe, expect, it } from 'vitest';
import { range } from '../util/arrays.ts';
import { WeightVectors } from './weight-vectors.ts';

const weights = [
  { name: 'large/kernel', shape: [256, 256], trainable: true },
  { name: 'large/bias', shape: [256], trainable: true },
  { name: 'norm/mean', shape: [3], trainable: false },
  { name: 'out/kernel', shape: [256, 2], trainable: true },
];

describe('WeightVectors', () => {
  it('keeps small weights together, and each large one by itself', () => {
    const { sizes, trainable } = new WeightVectors(weights);
    expect(sizes).toEqual({ parameters: 768, 'parameters/large/kernel': 65536, nonTrainable: 3 });
    expect([...trainable.keys()]).toEqual(['parameters', 'parameters/large/kernel']);
  });

  it('has no vector for what there is not', () => {
    const large = weights.filter(({ name }) => name === 'large/kernel');
    expect(Object.keys(new WeightVectors(large).sizes)).toEqual(['parameters/large/kernel']);
  });

  it('gives back the weights that it was given', () => {
    const vectors = new WeightVectors(weights);
    const values = new Map(
      weights.map(({ name, shape }, w) => {
        const size = shape.reduce((a, b) => a * b, 1);
        return [name, Float32Array.from(range(size), (i) => w + i / size)];
      }),
    );
    const back = vectors.weights(vectors.arrays(values));
    for (const [name, value] of values) expect(back.get(name)).toEqual(value);
  });
});
