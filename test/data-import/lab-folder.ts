import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Item } from '../../src/data/manifest/item.ts';
import { openManifest } from '../../src/data/manifest/manifest.ts';
import { writeDicom } from '../../src/formats/index.ts';
import { product } from '../../src/util/arrays.ts';
import { type Ended, echotrain, emptyFolder } from '../command-line.ts';

/** Files by their way from a folder. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

/** A new folder with these files in its folder `lab`. */
export function labFolder(files: Files): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'lab'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, 'lab', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** Bytes of an npy file of bytes, with values that `seed` tells from others. */
export function npy(shape: readonly number[] = [4, 5], seed = 1): Uint8Array {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const padded = `${header.padEnd(117)}\n`;
  const values = Uint8Array.from({ length: product(shape) }, (_, i) => (i * 7 + seed * 13) % 251);
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
      Buffer.of(118, 0),
      Buffer.from(padded, 'latin1'),
      values,
    ]),
  );
}

/** A slice of a small CT series. */
export function ctSlice(slice: number, changes: Readonly<Record<string, string | number>> = {}): Uint8Array {
  return writeDicom({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: `2.25.7.${changes.PatientID ?? ''}${slice}`.replace(/[^0-9.]/g, ''),
    StudyInstanceUID: '2.25.5',
    SeriesInstanceUID: '2.25.6',
    SeriesNumber: 3,
    SeriesDescription: 'Chest',
    InstanceNumber: slice,
    Modality: 'CT',
    PatientID: 'P1',
    PatientName: 'Doe^Jane',
    PatientBirthDate: '19700101',
    StudyDate: '20240229',
    Manufacturer: 'Acme',
    ImagePositionPatient: [0, 0, 3 * slice],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [0.5, 0.5],
    SliceThickness: 3,
    Rows: 4,
    Columns: 4,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    RescaleSlope: 1,
    RescaleIntercept: -1000,
    PixelData: Uint16Array.from({ length: 16 }, (_, i) => 100 * slice + i),
    ...changes,
  });
}

/** An import of `lab` into `set`, from the command line. */
export function runImport(folder: string, ...args: string[]): Promise<Ended> {
  return echotrain(['data', 'import', 'lab', '--out', 'set', ...args], { folder });
}

/** The items of the dataset that an import made. */
export function itemsOf(folder: string, name = 'set'): Item[] {
  using manifest = openManifest(join(folder, name));
  return [...manifest.items()];
}

/** What lies in a folder beside `lab`. */
export function besides(folder: string): string[] {
  return readdirSync(folder).filter((name) => name !== 'lab');
}
