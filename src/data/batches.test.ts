import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { range } from '../util/arrays.ts';
import { InputError } from '../util/errors.ts';
import { Batches } from './batches.ts';
import { Dataset } from './dataset.ts';

describe('Batches', () => {
  it('gives every item of an epoch exactly once, with its own input and target', () => {
    const sizes = fc.record({
      count: fc.integer({ min: 1, max: 70 }),
      batchSize: fc.integer({ min: 1, max: 80 }),
    });
    fc.assert(
      fc.property(sizes, fc.constantFrom(1, 3, 40), fc.integer(), fc.nat(), (sizes, size, seed, epoch) => {
        const batches = new Batches(numbered(sizes.count, size), { batchSize: sizes.batchSize, seed });
        const seen: number[] = [];
        for (const batch of batches.epoch(epoch)) {
          seen.push(...batch.items.subarray(0, batch.size));
          expect([...batch.targets]).toEqual([...batch.items]);
          expect([...batch.inputs]).toEqual([...batch.items].flatMap((item) => range(size).map(() => item)));
        }
        expect(seen.toSorted((a, b) => a - b)).toEqual(range(sizes.count));
      }),
    );
  });

  it('fills up the last batch with its own items, under weight 0', () => {
    const batches = new Batches(numbered(8), { batchSize: 5, shuffle: false });
    expect(batches.count).toBe(2);
    const last = batches.load(0, 1);
    expect(last).toMatchObject({ size: 3, index: 1 });
    expect([...last.items]).toEqual([5, 6, 7, 5, 6]);
    expect([...last.weights]).toEqual([1, 1, 1, 0, 0]);
    expect([...batches.load(0, 0).weights]).toEqual([1, 1, 1, 1, 1]);
  });

  it('orders by seed and epoch alone, whatever was loaded before', () => {
    const data = numbered(23);
    const whole = epochItems(new Batches(data, { batchSize: 4, seed: 5 }), 7);
    const resumed = new Batches(data, { batchSize: 4, seed: 5 });
    resumed.load(2, 1);
    expect(epochItems(resumed, 7, 3)).toEqual(whole.slice(12));
    expect(epochItems(resumed, 8)).not.toEqual(whole);
    expect(epochItems(new Batches(data, { batchSize: 4, seed: 6 }), 7)).not.toEqual(whole);
  });

  it('puts each item in each place about equally often', () => {
    const batches = new Batches(numbered(5), { batchSize: 1, seed: 3 });
    const firsts = range(5000).map((epoch) => batches.load(epoch, 0).items[0]);
    for (const item of range(5)) {
      const times = firsts.filter((first) => first === item).length;
      expect(Math.abs(times - 1000)).toBeLessThan(4 * Math.sqrt(5000 * 0.2 * 0.8));
    }
  });

  it('brings every batch in the same arrays', () => {
    const batches = new Batches(numbered(9), { batchSize: 4, seed: 1 });
    const { inputs, targets, weights } = batches.batch;
    for (const batch of batches.epoch(0)) {
      expect(batch).toBe(batches.batch);
      expect([batch.inputs, batch.targets, batch.weights]).toEqual([inputs, targets, weights]);
      expect(batch.inputs).toBe(inputs);
    }
  });

  it('lets an augmentation change the batch, never the dataset', () => {
    const data = numbered(4, 1);
    const augment = (inputs: Float32Array, items: Uint32Array, epoch: number) => {
      for (const [row, item] of items.entries()) inputs[row] = 100 * epoch + 10 * item;
    };
    const batch = new Batches(data, { batchSize: 4, shuffle: false, augment }).load(3, 0);
    expect([...batch.inputs]).toEqual([300, 310, 320, 330]);
    expect([...data.inputs]).toEqual([0, 1, 2, 3]);
  });

  it('has no batches for no items', () => {
    expect([...new Batches(numbered(3).subset([]), { batchSize: 4 }).epoch(0)]).toEqual([]);
  });

  it.each([0, -1, 2.5, Number.NaN])('refuses the batch size %d', (batchSize) => {
    expect(() => new Batches(numbered(3), { batchSize })).toThrow(InputError);
  });

  it('refuses a batch that the epoch does not have', () => {
    const batches = new Batches(numbered(9), { batchSize: 4 });
    expect(() => batches.load(0, 3)).toThrow('expected a batch from 0 to 2, received 3');
  });
});

/** Items whose inputs and target all say which item they are. */
function numbered(count: number, inputSize = 2): Dataset {
  return new Dataset({
    name: 'numbered',
    inputs: Float32Array.from({ length: count * inputSize }, (_, i) => Math.floor(i / inputSize)),
    inputShape: [inputSize],
    targets: { kind: 'values', data: Float32Array.from(range(count)), shape: [] },
  });
}

/** The items of an epoch in order, from batch `first` on. */
function epochItems(batches: Batches, epoch: number, first = 0): number[] {
  const items: number[] = [];
  for (const batch of batches.epoch(epoch, first)) items.push(...batch.items.subarray(0, batch.size));
  return items;
}
