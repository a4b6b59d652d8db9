import { describe, expect, it } from 'vitest';
import { runGraph } from '../../test/run-graph.ts';
import { constant } from '../graph/index.ts';
import { dense, sequential } from './index.ts';
import { l1, l1l2, l2, regularizerOf, regularizerOption } from './regularizers.ts';

const weight = constant([3, -4, 0, 1], [2, 2]);

async function penalty(regularizer: ReturnType<typeof l1>): Promise<number> {
  const { y } = await runGraph({ y: regularizer(weight) });
  return Number(y?.[0]);
}

describe('regularizers', () => {
  it('sum absolute values and squares', async () => {
    expect(await penalty(l1(0.5))).toBeCloseTo(4, 5);
    expect(await penalty(l2(0.5))).toBeCloseTo(13, 5);
    expect(await penalty(l1l2({ l1: 1, l2: 2 }))).toBeCloseTo(60, 4);
  });
  it.each([
    ['l1', 0.08],
    ['l2', 0.26],
    ['l1l2', 0.34],
    [{ l1: 1 }, 8],
    [{ l2: 1 }, 26],
    [{ l1: 1, l2: 1 }, 34],
  ] as const)('are named %j, with 0.01 as a factor that is not given', async (option, expected) => {
    expect(await penalty(regularizerOf(regularizerOption.parse(option)))).toBeCloseTo(expected, 5);
  });
  it('add up to the penalty of a model', async () => {
    const network = sequential(
      [
        dense({ units: 2, kernelRegularizer: { l2: 1 }, biasRegularizer: { l1: 10 } }),
        dense({ units: 2, kernelRegularizer: { l2: 1 } }),
      ],
      { inputShape: [2] },
    );
    const values = network.weights.map(({ name, shape }) => {
      return [name, shape.length === 2 ? weight : constant([1, -1])] as const;
    });
    const { penalty: total } = network.forward([constant([1, 1], [1, 2])], new Map(values));
    expect(Number((await runGraph(total ? { total } : {})).total?.[0])).toBeCloseTo(26 + 20 + 26, 4);
  });
  it('of frozen weights do not count', () => {
    const frozen = dense({ units: 1, kernelRegularizer: 'l2', useBias: false, trainable: false });
    const network = sequential([frozen], { inputShape: [1] });
    const weights = new Map([['dense/kernel', constant([2], [1, 1])]]);
    expect(network.forward([constant([1], [1, 1])], weights)).not.toHaveProperty('penalty');
  });
  it('are absent where there are none', () => {
    const network = sequential([dense({ units: 1, useBias: false })], { inputShape: [1] });
    const weights = new Map([['dense/kernel', constant([2], [1, 1])]]);
    expect(network.forward([constant([1], [1, 1])], weights)).not.toHaveProperty('penalty');
  });
  it('refuse negative factors', () => {
    expect(() => dense({ units: 1, kernelRegularizer: { l2: -1 } })).toThrow(
      'expected a factor of 0 or more, received -1',
    );
  });
});
