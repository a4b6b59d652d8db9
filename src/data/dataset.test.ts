import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../util/errors.ts';
import { Dataset, type DatasetFields } from './dataset.ts';

const fields: DatasetFields = {
  name: 'flowers',
  inputs: Float32Array.of(1, 2, 3, 4, 5, 6),
  inputShape: [2],
  targets: { kind: 'classes', data: Int32Array.of(0, 1, 1), shape: [], classNames: ['rose', 'daisy'] },
  groups: ['ann', 'ann', 'bob'],
};

describe('Dataset', () => {
  it('knows its sizes, labels, inputs and targets', () => {
    const dataset = new Dataset(fields);
    expect([dataset.count, dataset.inputSize, dataset.targetSize]).toEqual([3, 2, 1]);
    expect(dataset.labels).toEqual(Int32Array.of(0, 1, 1));
    expect(dataset.input(1)).toEqual(Float32Array.of(3, 4));
    expect(dataset.target(2)).toEqual(Int32Array.of(1));
  });

  it('has no labels where a class belongs to each pixel, or targets are numbers', () => {
    const masks = {
      kind: 'classes',
      data: new Int32Array(12),
      shape: [2, 2],
      classNames: ['a', 'b'],
    } as const;
    expect(new Dataset({ ...fields, targets: masks }).labels).toBeUndefined();
    const values = { kind: 'values', data: new Float32Array(3), shape: [1] } as const;
    expect(new Dataset({ ...fields, targets: values }).labels).toBeUndefined();
  });

  it('takes any items in any order as a subset', () => {
    const item = fc.nat(9);
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const subset = tenItems().subset(items);
        expect(subset.count).toBe(items.length);
        expect([...subset.inputs]).toEqual(items.flatMap((i) => [3 * i, 3 * i + 1, 3 * i + 2]));
        expect([...subset.targets.data]).toEqual(items.flatMap((i) => [-i, i]));
        expect(subset.groups).toEqual(items.map((i) => `subject ${i}`));
      }),
    );
  });

  it('shares memory with a subset of neighbors, and only with such', () => {
    const dataset = tenItems();
    expect(dataset.subset([4, 5, 6]).inputs.buffer).toBe(dataset.inputs.buffer);
    expect(dataset.subset([6, 5, 4]).inputs.buffer).not.toBe(dataset.inputs.buffer);
  });

  it.each([
    [{ inputs: new Float32Array(5) }, 'flowers: expected a multiple of 2 input numbers, received 5'],
    [{ groups: ['ann'] }, 'expected 3 groups, received 1'],
    [{ featureNames: ['length'] }, 'expected 2 feature names, received 1'],
    [{ inputShape: [2, 0] }, 'flowers inputs: expected a shape of positive integers, received [2, 0]'],
    [{ inputShape: [1.5] }, 'expected a shape of positive integers'],
    [
      {
        targets: { kind: 'classes', data: Int32Array.of(0, 2, 1), shape: [], classNames: ['rose', 'daisy'] },
      },
      'expected class indices from 0 to 1, received 2 as target number 1',
    ],
    [{ targets: { kind: 'values', data: new Float32Array(4), shape: [] } }, '3 target numbers, received 4'],
  ] satisfies [Partial<DatasetFields>, string][])('refuses fields that do not fit: %j', (wrong, message) => {
    expect(() => new Dataset({ ...fields, ...wrong })).toThrow(InputError);
    expect(() => new Dataset({ ...fields, ...wrong })).toThrow(message);
  });

  it.each([[[3]], [[-1]], [[0.5]], [[Number.NaN]]])('refuses the subset %j', (items) => {
    expect(() => new Dataset(fields).subset(items)).toThrow(/expected item numbers from 0 to 2, received/);
  });
});

/** Ten items of three input numbers and two target values that say which item they belong to. */
function tenItems(): Dataset {
  return new Dataset({
    name: 'ten',
    inputs: Float32Array.from({ length: 30 }, (_, i) => i),
    inputShape: [3],
    targets: {
      kind: 'values',
      data: Float32Array.from({ length: 20 }, (_, i) => (i % 2 ? 1 : -1) * Math.floor(i / 2)),
      shape: [2],
    },
    groups: Array.from({ length: 10 }, (_, i) => `subject ${i}`),
  });
}
