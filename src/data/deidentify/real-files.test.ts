import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../formats/bytes/source.ts';
import type { DataSet } from '../../formats/dicom/data-set.ts';
import { type DicomFile, looksLikeDicom, readDicom } from '../../formats/dicom/read.ts';
import { InputError } from '../../util/errors.ts';
import { deidentifyFile } from './deidentify-file.ts';
import { DeidentificationKey } from './key.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data/dicom');
/** In place of the institution, some files name the scanner's manufacturer, which may stay. */
const MANUFACTURERS = new Set(['TOSHIBA']);

const key = new DeidentificationKey();
const options = { acceptBurnedInRisk: true, retainDatesShifted: true };

/** Names, identifiers, and UIDs that are not of the standard, anywhere in a data set. */
function* secrets(dataSet: DataSet): Generator<string> {
  for (const { tag, vr, items } of dataSet) {
    if (items) for (const item of items) yield* secrets(item);
    else if (vr === 'PN') yield* dataSet.texts(tag).flatMap((name) => name.split(/[\^= ]+/));
    else if (vr === 'UI') yield* dataSet.texts(tag).filter((uid) => !uid.startsWith('1.2.840.10008.'));
    else if ([0x00100020, 0x00080050, 0x00080080, 0x00101040].includes(tag)) yield* dataSet.texts(tag);
  }
}

/** The pixels' bytes; of fragments, one behind the other. */
function pixels({ pixelData }: DicomFile): Buffer {
  if (!pixelData) return Buffer.alloc(0);
  const stretches = pixelData.kind === 'native' ? [pixelData] : pixelData.fragments;
  return Buffer.concat(stretches.map(({ offset, length }) => pixelData.source.read(offset, length)));
}

describe.skipIf(!existsSync(DATA))('real DICOM files (skipped without ../shared/data)', () => {
  it('keep their pixels, and nothing of whom they are of', () => {
    const paths = readdirSync(DATA, { recursive: true, encoding: 'utf8' }).map((name) => join(DATA, name));
    const counts = { done: 0, refused: 0 };
    for (const path of paths.filter((one) => statSync(one).isFile())) {
      const file = new Uint8Array(readFileSync(path));
      if (!looksLikeDicom(file.subarray(0, 132))) continue;
      try {
        const before = readDicom(bytesSource(file, path));
        const bytes = Buffer.concat([...deidentifyFile(bytesSource(file, path), key, options).bytes]);
        const after = readDicom(bytesSource(new Uint8Array(bytes), path));
        expect(pixels(after).equals(pixels(before)), path).toBe(true);
        const text = Buffer.concat(
          after.dataSet.elements.filter(isText).map(({ tag }) => bytesOf(after, tag)),
        );
        const found = [...secrets(before.dataSet)].filter(
          (secret) => secret.length > 3 && !MANUFACTURERS.has(secret) && text.includes(secret),
        );
        expect(found, path).toEqual([]);
        counts.done++;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        counts.refused++;
      }
    }
    expect(counts.done).toBeGreaterThan(200);
    expect(counts.refused).toBeLessThan(15);
  }, 120_000);
});

function isText({ tag }: { readonly tag: number }): boolean {
  return tag >>> 16 !== 0x7fe0;
}

function bytesOf({ dataSet }: DicomFile, tag: number): Uint8Array {
  return dataSet.bytes(tag) ?? new Uint8Array();
}
