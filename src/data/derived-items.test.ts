import { describe, expect, it } from 'vitest';
import { range } from '../util/arrays.ts';
import { Batches } from './batches.ts';
import { Dataset } from './dataset.ts';
import { withInputsChanged, withoutInputs } from './derived-items.ts';
import { type ItemSet, inputsOf, targetsOf } from './item-set.ts';
import { standardizationOf, standardizationOfItems, standardize } from './standardize.ts';

const data = new Dataset({
  name: 'numbers',
  inputs: Float32Array.from({ length: 40 }, (_, i) => 1000 + ((i * 7) % 40)),
  inputShape: [2, 2],
  targets: {
    kind: 'classes',
    data: Int32Array.from(range(10), (i) => i % 2),
    shape: [],
    classNames: ['a', 'b'],
  },
  groups: range(10).map((i) => `subject ${i % 3}`),
});

/** The same items, as if they had to be waited for. */
function late(set: ItemSet = data): ItemSet {
  const items = withInputsChanged(set, () => undefined);
  const gather = async (...into: Parameters<ItemSet['gather']>) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    void set.gather(...into);
  };
  return Object.assign(items, { gather });
}

describe('items that are made from others', () => {
  it('keep all but their inputs', async () => {
    const halved = withInputsChanged(data, (inputs) => {
      for (const [i, value] of inputs.entries()) inputs[i] = value / 2;
    });
    const { name, count, inputShape, targets, labels, groups } = halved;
    expect({ name, count, inputShape, targets, labels, groups }).toEqual({
      name: 'numbers',
      count: 10,
      inputShape: [2, 2],
      targets: data.targets,
      labels: data.labels,
      groups: data.groups,
    });
    expect(await inputsOf(halved.subset([3, 1]), [1])).toEqual(data.input(1).map((value) => value / 2));
    expect(await halved.hash()).toBe(await data.hash());
    expect(await inputsOf(withoutInputs(data), [4, 5])).toEqual(new Float32Array(8));
  });

  it('have the same batches as in memory where they must be waited for', async () => {
    const augment = (inputs: Float32Array, items: Uint32Array, epoch: number) => {
      for (const [i, value] of inputs.entries()) inputs[i] = value + epoch + (items[0] ?? 0);
    };
    const options = { batchSize: 4, seed: 3, augment };
    const [now, later] = [new Batches(data, options), new Batches(late(), options)];
    for (const [epoch, index] of [
      [0, 0],
      [0, 2],
      [5, 1],
    ] as const) {
      await later.fetch(epoch, index);
      expect(later.batch).toEqual(now.load(epoch, index));
    }
  });

  it('have targets that are read with their inputs, where those are not in memory', async () => {
    const { data: _, ...targets } = data.targets;
    const streamed: ItemSet = Object.defineProperty(late(), 'targets', { value: targets });
    for (const set of [data, streamed]) {
      expect(await targetsOf(set, [3, 3, 8])).toEqual({ ...data.targets, data: Int32Array.of(1, 1, 0) });
    }
  });

  it('are standardized as in memory, by statistics of one pass', async () => {
    for (const scope of ['channel', 'all', 'feature'] as const) {
      const [expected, found] = [standardizationOf(data, scope), await standardizationOfItems(late(), scope)];
      for (const [i, mean] of expected.mean.entries()) {
        expect(found.mean[i]).toBeCloseTo(mean, 9);
        expect(found.deviation[i]).toBeCloseTo(expected.deviation[i] ?? 0, 9);
      }
      const items = Uint32Array.of(7, 2);
      const standardized = new Float32Array(8);
      await standardize(late(), expected).gather(items, standardized);
      expect(standardized).toEqual(standardize(data, expected).subset(items).inputs);
    }
    await expect(standardizationOfItems(late().subset([]), 'all')).rejects.toThrow(
      'expected items, received none',
    );
  });
});
