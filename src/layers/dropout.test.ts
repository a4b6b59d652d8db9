import { describe, expect, it } from 'vitest';
import { checkLayer } from '../../test/layer-check.ts';
import { runGraph } from '../../test/run-graph.ts';
import { constant, randomInputs } from '../graph/index.ts';
import { present } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import { dropout, inputLayer, model, sequential } from './index.ts';

checkLayer('dropout', () => dropout({ rate: 0.4 }), { inputs: [[5, 4]] });
checkLayer('dropout of nothing', () => dropout({ rate: 0 }), { inputs: [[5]] });

describe('dropout', () => {
  it('drops the fraction that it is told and keeps the mean', async () => {
    const network = sequential([dropout({ rate: 0.25 })], { inputShape: [20_000] });
    const { outputs } = network.forward(
      [constant(new Float32Array(20_000).fill(3), [1, 20_000])],
      new Map(),
      {
        training: true,
      },
    );
    const [random] = randomInputs(outputs);
    const uniform = new Float32Array(20_000);
    RandomStream.derive(1, 'draw').fillUniform(uniform);
    const { y } = await runGraph({ y: present(outputs[0], 'y') }, { [random?.name ?? '']: uniform });
    const values = Array.from(present(y, 'y'), Number);
    expect(values.filter((value) => value === 0).length / 20_000).toBeCloseTo(0.25, 2);
    expect(new Set(values)).toEqual(new Set([0, 4]));
  });
  it('draws other numbers in every layer, and in every call of one', () => {
    const [x, shared] = [inputLayer({ shape: [4] }), dropout({ rate: 0.5 })];
    const network = model({ inputs: x, outputs: [shared(shared(x)), dropout({ rate: 0.5 })(x)] });
    const { outputs } = network.forward([constant([1, 2, 3, 4], [1, 4])], new Map(), { training: true });
    expect(randomInputs(outputs).map(({ stream }) => stream)).toEqual(['dropout', 'dropout:1', 'dropout_1']);
  });
  it('does nothing outside training', () => {
    const x = constant([1, 2, 3, 4], [1, 4]);
    const network = sequential([dropout({ rate: 0.5 })], { inputShape: [4] });
    expect(network.forward([x], new Map()).outputs).toEqual([x]);
  });
  it('refuses to drop everything', () => {
    expect(() => dropout({ rate: 1 })).toThrow(
      'Dropout, option "rate": expected a fraction of at least 0 and below 1, received 1.',
    );
  });
});
