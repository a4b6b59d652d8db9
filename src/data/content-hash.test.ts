import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { datasetHash, splitHash } from './content-hash.ts';
import { Dataset, type DatasetFields } from './dataset.ts';

const fields: DatasetFields = {
  name: 'a',
  inputs: Float32Array.of(1, 2),
  inputShape: [1],
  targets: { kind: 'classes', data: Int32Array.of(0, 1), shape: [], classNames: ['x', 'y'] },
};

describe('datasetHash', () => {
  it('is one for one content, wherever it lies in memory and whatever its name', async () => {
    const hash = await datasetHash(new Dataset(fields));
    const moved = Float32Array.of(0, 1, 2).subarray(1);
    expect(await datasetHash(new Dataset({ ...fields, name: 'b', inputs: moved }))).toBe(hash);
  });

  it.each([
    { inputs: Float32Array.of(1, 3) },
    { inputs: Float32Array.of(1, 2, 3, 4), inputShape: [2] },
    { inputShape: [1, 1] },
    { groups: ['ann', 'bob'] },
    { targets: { kind: 'classes', data: Int32Array.of(1, 0), shape: [], classNames: ['x', 'y'] } },
    { targets: { kind: 'classes', data: Int32Array.of(0, 1), shape: [], classNames: ['x', 'z'] } },
    { targets: { kind: 'values', data: Float32Array.of(0, 1), shape: [] } },
  ] satisfies Partial<DatasetFields>[])('changes with %j', async (change) => {
    const hash = await datasetHash(new Dataset(fields));
    expect(await datasetHash(new Dataset({ ...fields, ...change }))).not.toBe(hash);
  });
});

describe('splitHash', () => {
  it("is the SHA-256 of the parts' SHA-256s", async () => {
    const split = { train: Uint32Array.of(0, 3), validation: Uint32Array.of(1), test: Uint32Array.of(2) };
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
    const parts = [
      [0, 0, 0, 0, 3, 0, 0, 0],
      [1, 0, 0, 0],
      [2, 0, 0, 0],
    ].map((part) => sha256(Uint8Array.from(part)));
    expect(await splitHash(split)).toBe(sha256(Buffer.concat(parts)).toString('hex'));
  });

  it('changes when an item changes its part', async () => {
    const [one, two] = [Uint32Array.of(0, 1), Uint32Array.of(0)];
    const empty = new Uint32Array();
    const other = { train: two, validation: Uint32Array.of(1), test: empty };
    expect(await splitHash({ train: one, validation: empty, test: empty })).not.toBe(await splitHash(other));
  });
});
