import { describe, expect, it } from 'vitest';
import { checkLayer } from '../../test/layer-check.ts';
import { runGraph } from '../../test/run-graph.ts';
import { constant, randomInputs } from '../graph/index.ts';
import { present } from '../util/errors.ts';
import { sequential, spatialDropout1d, spatialDropout2d, spatialDropout3d } from './index.ts';

checkLayer('spatialDropout1d', () => spatialDropout1d({ rate: 0.4 }), { inputs: [[5, 3]] });
checkLayer('spatialDropout2d', () => spatialDropout2d({ rate: 0.4 }), { inputs: [[5, 2, 3]] });
checkLayer('spatialDropout3d', () => spatialDropout3d({ rate: 0.4 }), { inputs: [[5, 2, 2, 2]] });

describe('spatial dropout', () => {
  it('drops whole channels, other ones of each image', async () => {
    const network = sequential([spatialDropout2d({ rate: 0.5 })], { inputShape: [2, 1, 3] });
    const images = constant(new Float32Array(12).fill(1), [2, 2, 1, 3]);
    const { outputs } = network.forward([images], new Map(), { training: true });
    const random = randomInputs(outputs).map(({ name, tensor }) => ({ name, shape: tensor.shape }));
    expect(random).toEqual([{ name: 'random/spatial_dropout2d', shape: [2, 2, 1, 1] }]);
    const uniform = Float32Array.of(0.1, 0.9, 0.5, 0.4);
    const { y } = await runGraph({ y: present(outputs[0], 'y') }, { 'random/spatial_dropout2d': uniform });
    expect(y).toEqual(Float32Array.of(0, 0, 0, 2, 2, 2, 2, 2, 2, 0, 0, 0));
  });
});
