import { InputError } from '../../util/errors.ts';
import type { ArrayDtype } from '../array/dtype.ts';

/** What the values of a NIfTI file are; `samples` of them make one voxel of a color image. */
export interface NiftiDtype {
  readonly code: number;
  readonly dtype: ArrayDtype;
  readonly samples: number;
}

const PLAIN: readonly (readonly [code: number, dtype: ArrayDtype])[] = [
  [2, 'uint8'],
  [4, 'int16'],
  [8, 'int32'],
  [16, 'float32'],
  [32, 'complex64'],
  [64, 'float64'],
  [256, 'int8'],
  [512, 'uint16'],
  [768, 'uint32'],
  [1024, 'int64'],
  [1280, 'uint64'],
  [1792, 'complex128'],
];

/** The codes of `datatype` (nifti1.h): numbers, then RGB24 and RGBA32. */
const DTYPES: readonly NiftiDtype[] = [
  ...PLAIN.map(([code, dtype]) => ({ code, dtype, samples: 1 })),
  { code: 128, dtype: 'uint8', samples: 3 },
  { code: 2304, dtype: 'uint8', samples: 4 },
];

const REFUSED: ReadonlyMap<number, string> = new Map([
  [1, 'single bits'],
  [1536, '128-bit floating-point numbers'],
  [2048, 'complex numbers of two 128-bit ones'],
]);

/**
 * What a code of the header means.
 *
 * @throws InputError for 128-bit numbers, bits, and codes that do not exist.
 */
export function niftiDtype(code: number, where: string): NiftiDtype {
  const found = DTYPES.find((entry) => entry.code === code);
  if (found) return found;
  throw new InputError({
    where,
    expected: 'integers, floating-point, complex or RGB values of up to 64 bits a number',
    received: REFUSED.get(code) ?? `datatype ${code}`,
    remedy: REFUSED.has(code) ? 'Save it as float64.' : 'The header is damaged.',
  });
}

/** The code for values that are written; undefined where NIfTI has none. */
export function niftiCode(dtype: ArrayDtype): number | undefined {
  return PLAIN.find(([, name]) => name === dtype)?.[0];
}
