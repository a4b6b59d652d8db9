import { check, InputError } from '../../../util/errors.ts';
import type { ArrayDtype } from '../../array/dtype.ts';
import type { DataSet } from '../data-set.ts';
import { frameCount } from '../functional-groups.ts';
import { Tag } from '../tags.ts';

/** How the pixels of an image are stored (PS3.3, C.7.6.3 and C.7.6.24). */
export interface PixelDescription {
  readonly rows: number;
  readonly columns: number;
  /** Values a pixel. */
  readonly samples: number;
  readonly frames: number;
  /** The bits that a value takes, the bits of it that count, and the place of the highest of these. */
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** Whether the values are floating-point numbers of these bits. */
  readonly float: boolean;
  /** Whether a frame's colors come one plane after the other. */
  readonly planar: boolean;
  readonly photometric: Photometric;
}

/** What values mean: grays, places in a palette, colors. */
export type Photometric = (typeof PHOTOMETRICS)[number];

const PHOTOMETRICS = [
  'MONOCHROME1',
  'MONOCHROME2',
  'PALETTE COLOR',
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_ICT',
  'YBR_RCT',
] as const;

/**
 * Reads how the pixels are stored; `pixels` is the tag of the element that holds them.
 *
 * @throws InputError where something is missing, or is not of a kind that is in use.
 */
export function describePixels(dataSet: DataSet, pixels: number, where: string): PixelDescription {
  const float = pixels !== Tag.PixelData;
  const bitsAllocated = pixels === Tag.FloatPixelData ? 32 : float ? 64 : bits(dataSet, where);
  const bitsStored = float ? bitsAllocated : (dataSet.number(Tag.BitsStored) ?? bitsAllocated);
  const highBit = float ? bitsAllocated - 1 : (dataSet.number(Tag.HighBit) ?? bitsStored - 1);
  const fits = bitsStored >= 1 && highBit < bitsAllocated && highBit + 1 >= bitsStored;
  check(fits, () => ({
    where,
    expected: `Bits Stored and High Bit within the ${bitsAllocated} bits allocated`,
    received: `${bitsStored} and ${highBit}`,
    remedy: 'The header is damaged.',
  }));
  const samples = dataSet.number(Tag.SamplesPerPixel) ?? 1;
  return {
    rows: required(dataSet, Tag.Rows, 'Rows', where),
    columns: required(dataSet, Tag.Columns, 'Columns', where),
    samples,
    frames: frameCount(dataSet),
    bitsAllocated,
    bitsStored,
    highBit,
    signed: dataSet.number(Tag.PixelRepresentation) === 1,
    float,
    planar: dataSet.number(Tag.PlanarConfiguration) === 1,
    photometric: photometricOf(dataSet, samples, where),
  };
}

/** The dtype of the stored values, before any palette or rescale. */
export function storedDtype({ bitsAllocated, signed, float }: PixelDescription): ArrayDtype {
  if (float) return bitsAllocated === 32 ? 'float32' : 'float64';
  if (bitsAllocated <= 8) return signed && bitsAllocated === 8 ? 'int8' : 'uint8';
  if (bitsAllocated === 16) return signed ? 'int16' : 'uint16';
  return signed ? 'int32' : 'uint32';
}

function bits(dataSet: DataSet, where: string): number {
  const allocated = dataSet.number(Tag.BitsAllocated);
  const known = allocated === 1 || allocated === 8 || allocated === 16 || allocated === 32;
  if (known) return allocated;
  const received = allocated === undefined ? 'none' : `${allocated}`;
  throw new InputError({ where, expected: 'Bits Allocated of 1, 8, 16 or 32', received });
}

function required(dataSet: DataSet, tag: number, name: string, where: string): number {
  const value = dataSet.number(tag);
  if (value !== undefined && Number.isInteger(value) && value > 0) return value;
  throw new InputError({ where, expected: `${name} of 1 or more`, received: `${value}` });
}

function photometricOf(dataSet: DataSet, samples: number, where: string): Photometric {
  const text = dataSet.text(Tag.PhotometricInterpretation) ?? (samples === 1 ? 'MONOCHROME2' : 'RGB');
  const known = PHOTOMETRICS.find((name) => name === text);
  const wanted = known && isColor(known) ? 3 : 1;
  check(known !== undefined && samples === wanted, () => ({
    where,
    expected: known
      ? `${wanted} sample${wanted > 1 ? 's' : ''} a pixel of ${known}`
      : PHOTOMETRICS.join(', '),
    received: known ? `${samples}` : `the Photometric Interpretation ${JSON.stringify(text.slice(0, 20))}`,
  }));
  return known;
}

/** Whether pixels have a value for each color. */
export function isColor(photometric: Photometric): boolean {
  return photometric === 'RGB' || photometric.startsWith('YBR');
}
