import { describe, expect, it } from 'vitest';
import { checkLayer } from '../../test/layer-check.ts';
import { runGraph } from '../../test/run-graph.ts';
import { constant } from '../graph/index.ts';
import { present } from '../util/errors.ts';
import { inputLayer, normalization, sequential } from './index.ts';

checkLayer('normalization', () => normalization({ mean: 0.13, variance: 0.1 }), { inputs: [[1, 3, 3]] });
checkLayer('normalization of each channel', () => normalization({ mean: [1, -2], variance: [0.25, 4] }), {
  inputs: [[2, 3, 3]],
});
checkLayer('normalization of each column', () => normalization({ mean: [1, 2, 3], variance: 1, axis: -1 }), {
  inputs: [[2, 3]],
});

describe('normalization', () => {
  it('is (x - mean) / deviation of each feature, and finite where nothing varies', async () => {
    const layer = normalization({ mean: [1, 2, 3], variance: [4, 0.25, 0] });
    const network = sequential([layer], { inputShape: [3] });
    const { outputs } = network.forward([constant([5, 1, 3, -1, 2, 3], [2, 3])], new Map());
    const { y } = await runGraph({ y: present(outputs[0], 'y') });
    expect(y).toEqual(Float32Array.of(2, -2, 0, -1, 0, 0));
  });
  it('refuses statistics of other length', () => {
    expect(() => normalization({ mean: [1, 2], variance: 1 })(inputLayer({ shape: [3, 8, 8] }))).toThrow(
      'Normalization on an input [3, 8, 8], option "mean": expected 3 numbers, as axis 1 has elements, received 2.',
    );
    expect(() => normalization({ mean: 0, variance: -1 })).toThrow(
      'expected a number of 0 or more, received -1',
    );
  });
});
