import { describe, expect, it } from 'vitest';
import * as graph from '../graph/index.ts';
import { countOperations } from './operations.ts';

const x = graph.input('x', [2, 3, 8, 8]);

describe('operations', () => {
  it('of a convolution are two for each tap of each output, and one for its bias', () => {
    const kernel = graph.input('kernel', [5, 3, 3, 3]);
    expect(countOperations([graph.conv(x, kernel)])).toBe(2 * 2 * 5 * 6 * 6 * 27);
    expect(countOperations([graph.conv(x, kernel, graph.input('bias', [5]))])).toBe(
      2 * 5 * 6 * 6 * (2 * 27 + 1),
    );
  });
  it('of a transposed convolution are two for each tap of each input', () => {
    const kernel = graph.input('kernel', [3, 4, 2, 2]);
    expect(countOperations([graph.convTranspose(x, kernel, undefined, { strides: [2, 2] })])).toBe(
      2 * x.size * 16,
    );
  });
  it('of a matrix product are two for each pair', () => {
    expect(countOperations([graph.matMul(graph.input('a', [4, 5]), graph.input('b', [5, 6]))])).toBe(
      2 * 4 * 5 * 6,
    );
  });
  it('of elementwise functions, reductions and pooling are one for each number', () => {
    expect(countOperations([graph.add(graph.relu(x), 1)])).toBe(2 * x.size);
    expect(countOperations([graph.reduceMean(x)])).toBe(x.size);
    expect(countOperations([graph.maxPool(x, { size: [2, 2] })])).toBe(x.size);
  });
  it('of moving numbers are none, and shared ones count once', () => {
    expect(countOperations([graph.transpose(graph.reshape(x, [6, 64]))])).toBe(0);
    const shared = graph.exp(x);
    expect(countOperations([graph.reshape(shared, [-1]), graph.concat([shared, shared], 0)])).toBe(x.size);
  });
});
