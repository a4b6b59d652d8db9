import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Item } from '../src/data/manifest/item.ts';
import { MANIFEST } from '../src/data/manifest/manifest.ts';
import { ManifestWriter } from '../src/data/manifest/manifest-writer.ts';
import type { ArrayDtype, AxisName } from '../src/formats/index.ts';

/** What a test says of an item; the rest is made up. */
export type ItemSketch = Partial<Item> & Pick<Item, 'id' | 'shape'> & { readonly file: string };

/** An item of an npy file. */
export function sketchedItem({ file, ...given }: ItemSketch): Item {
  const axes: readonly AxisName[] = given.shape.map(() => 'other');
  return {
    subject: given.id,
    subjectKnown: true,
    format: 'npy',
    axes,
    dtype: 'float32',
    statistics: { min: 0, max: 1, mean: 0.5, deviation: 0.1, nonFinite: 0 },
    hash: given.id,
    source: { files: [file], bytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0, modified: 0 },
    acquisition: {},
    ...given,
  };
}

/** A dataset folder with these items, as `echotrain data import` leaves one. */
export function datasetFolder(items: readonly Item[], folder = temporaryFolder()): string {
  using writer = new ManifestWriter();
  for (const item of items) writer.add(item);
  writer.writeTo(join(folder, MANIFEST));
  return folder;
}

/** A folder of the test's own. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'echotrain-dataset-'));
}

/** An array as numpy writes it, version 1.0. */
function npyBytes(
  shape: readonly number[],
  values: Float32Array | Uint8Array,
  dtype: ArrayDtype = 'float32',
): Uint8Array {
  return Buffer.concat([
    npyHeader(shape, dtype),
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ]);
}

const CODES: Readonly<Partial<Record<ArrayDtype, string>>> = {
  float32: '<f4',
  uint8: '|u1',
  complex64: '<c8',
};

/** What stands before the values. */
export function npyHeader(shape: readonly number[], dtype: ArrayDtype): Uint8Array {
  const tuple = `(${shape.map((length) => `${length},`).join(' ')})`;
  const text = `{'descr': '${CODES[dtype]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const head = Buffer.from([
    0x93,
    0x4e,
    0x55,
    0x4d,
    0x50,
    0x59,
    1,
    0,
    padded.length & 0xff,
    padded.length >> 8,
  ]);
  return Buffer.concat([head, Buffer.from(padded, 'latin1')]);
}

/** Writes an array into a folder; its path. */
export function writeNpy(
  folder: string,
  name: string,
  shape: readonly number[],
  values: Float32Array | Uint8Array,
  dtype?: ArrayDtype,
): string {
  const path = join(folder, name);
  writeFileSync(path, npyBytes(shape, values, dtype));
  return path;
}
