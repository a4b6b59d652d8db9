import { describe, expect, it } from 'vitest';
import { Dataset, type DatasetFields } from './dataset.ts';
import { withoutInputs } from './derived-items.ts';
import { joinedShape, placedFields } from './input-field.ts';
import { split } from './split.ts';
import { standardizationOf, standardize } from './standardize.ts';

const inputFields = [
  { name: 'kspace', shape: [2, 3] },
  { name: 'mask', shape: [3] },
];

const fields: DatasetFields = {
  name: 'scans',
  inputs: Float32Array.from({ length: 36 }, (_, i) => i),
  inputShape: joinedShape(inputFields),
  inputFields,
  targets: { kind: 'values', data: new Float32Array(4), shape: [1] },
};

describe('input fields', () => {
  it('lie one behind the other', () => {
    expect(joinedShape(inputFields)).toEqual([9]);
    expect(placedFields(inputFields).map(({ start, size }) => [start, size])).toEqual([
      [0, 6],
      [6, 3],
    ]);
  });

  it('stay with subsets and with what is made of a dataset', () => {
    const data = new Dataset(fields);
    const { train } = split(data, { test: 0.5, seed: 1 });
    expect(data.subset(train).inputFields).toEqual(inputFields);
    expect(standardize(data, standardizationOf(data, 'all')).inputFields).toEqual(inputFields);
    expect(withoutInputs(data).inputFields).toEqual(inputFields);
  });

  it('are part of what a model can learn from', async () => {
    const renamed = inputFields.map((field, i) => (i === 0 ? { ...field, name: 'image' } : field));
    const hashes = [fields, { ...fields, inputFields: renamed }, { ...fields, inputFields: undefined }].map(
      (one) => new Dataset(one).hash(),
    );
    expect(new Set(await Promise.all(hashes)).size).toBe(3);
  });

  it('name the place of a number that is none', () => {
    const inputs = fields.inputs.with(9 + 4, Number.NaN);
    expect(() => new Dataset({ ...fields, inputs }).assertFinite()).toThrow(/NaN in item 1, kspace \[1, 1\]/);
  });

  it.each([
    [{ inputShape: [3, 3] }, 'expected inputs of shape [9], for kspace [2, 3], mask [3], received [3, 3]'],
    [{ inputShape: [12] }, 'expected inputs of shape [9], for kspace [2, 3], mask [3], received [12]'],
    [
      { inputFields: inputFields.map(({ shape }) => ({ name: 'kspace', shape })) },
      'expected arrays with different names, received two named kspace',
    ],
  ] satisfies [Partial<DatasetFields>, string][])(
    'are refused where they do not fit: %j',
    (wrong, message) => {
      expect(() => new Dataset({ ...fields, ...wrong })).toThrow(message);
    },
  );
});
