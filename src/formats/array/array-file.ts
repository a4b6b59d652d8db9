import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { KspaceEncoding } from '../kspace/encoding.ts';
import type { Acquisition } from './acquisition.ts';
import type { ArrayDtype, Numbers } from './dtype.ts';
import type { Geometry } from './geometry.ts';

/** The formats that can be read, under the names that the command line prints. */
export type FormatName =
  | 'analyze'
  | 'bart'
  | 'csv'
  | 'dicom'
  | 'fastmri'
  | 'flo'
  | 'hdf5'
  | 'idx'
  | 'ismrmrd'
  | 'jpeg'
  | 'matlab'
  | 'nifti'
  | 'npy'
  | 'npz'
  | 'png'
  | 'pnm'
  | 'tiff'
  | 'twix';

/** What an axis of an array counts. `sample` is the color channel; `i`, `j`, `k` are NIfTI's voxel indices. */
export type AxisName =
  | 'i'
  | 'j'
  | 'k'
  | 'time'
  | 'frame'
  | 'slice'
  | 'row'
  | 'column'
  | 'sample'
  | 'readout'
  | 'phaseEncode'
  | 'partition'
  | 'coil'
  | 'echo'
  | 'average'
  | 'contrast'
  | 'phase'
  | 'repetition'
  | 'set'
  | 'segment'
  | 'line'
  | 'item'
  | 'field'
  | 'other';

/** An array within a file that holds several. */
export interface Member {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: ArrayDtype;
}

/**
 * An array in a file: what it is, and the way to its numbers, piece by piece, so that a file larger than the memory can
 * be read. Values are decoded: a DICOM or NIfTI rescale is applied, unused bits are masked, palettes looked up.
 *
 * The shape is in the format's own order, as the format's usual reader gives it: [slice, row, column] of DICOM,
 * [i, j, k, time] of NIfTI. `order` says how the values follow each other: with the last index fastest (`row-major`) or
 * with the first (`column-major`).
 */
export interface ArrayFile {
  readonly format: FormatName;
  readonly shape: readonly number[];
  /** What each axis counts; as many as the shape has axes. */
  readonly axes: readonly AxisName[];
  /** Of the decoded values. */
  readonly dtype: ArrayDtype;
  readonly order: 'row-major' | 'column-major';
  /** Where the values lie in space; images from a camera lie nowhere. */
  readonly geometry?: Geometry;
  /** The unit of the values: "HU", "Bq/ml", "ms". */
  readonly unit?: string;
  /** The values that a viewer should show as black and white, where the file recommends them. */
  readonly window?: readonly [black: number, white: number];
  /** Whether low values are to be shown bright (DICOM's MONOCHROME1). */
  readonly inverted?: boolean;
  readonly acquisition: Acquisition;
  /** Of k-space as it was recorded. */
  readonly encoding?: KspaceEncoding;
  /** What else the header says that people want to see, in the order to show it. */
  readonly essentials: readonly (readonly [name: string, value: string])[];
  /** All arrays of the file, where it has several; this is one of them. */
  readonly members?: readonly Member[];
  /** What is wrong with the file although it can be read, in a sentence each. */
  readonly warnings?: readonly string[];
  /** How many equal pieces the values come in, one behind the other in memory order. */
  readonly blockCount: number;
  /**
   * The numbers of one piece, in memory order; two for each complex value.
   *
   * @param into memory for just as many: where it is faster, they are read into it, rounded to float32, and it is what
   * is returned. Then several pieces may be read at a time.
   * @throws InputError where the piece is damaged.
   */
  readBlock(block: number, into?: Float32Array): Promise<Numbers>;
  /** Frees what reading took; once more does nothing. */
  close(): void;
}

/** How a file is opened. */
export interface OpenOptions {
  /** Which array of a file that holds several; the largest by default. */
  readonly member?: string;
}

/** How many values a piece of the array has. */
export function blockSize({ shape, blockCount }: Pick<ArrayFile, 'shape' | 'blockCount'>): number {
  return product(shape) / blockCount;
}

/** The pieces of an array, one after the other. */
export async function* blocksOf(file: ArrayFile): AsyncGenerator<Numbers, void, void> {
  for (let block = 0; block < file.blockCount; block++) yield await file.readBlock(block);
}

/** A damaged header may have any number of axes; BART's have 16. */
const MOST_SHOWN = 16;

/**
 * Checks a shape that a header declares.
 *
 * @throws InputError unless all axes are whole numbers of 1 or more and the values can be counted.
 */
export function checkShape(shape: readonly number[], where: string): void {
  const whole = shape.every((length) => Number.isSafeInteger(length) && length > 0);
  check(whole && Number.isSafeInteger(product(shape)), () => ({
    where,
    expected: whole ? 'values that can be counted' : 'axes of 1 or more',
    received: `shape [${shape.slice(0, MOST_SHOWN).join(', ')}${shape.length > MOST_SHOWN ? ', ...' : ''}]`,
    remedy: 'The header is damaged, or of an empty image.',
  }));
}
