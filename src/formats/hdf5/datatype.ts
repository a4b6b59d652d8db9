import type { ArrayDtype } from '../array/dtype.ts';
import type { Hdf5Type } from './library.ts';

/** HDF5's classes of types. */
const CLASS = { integer: 0, float: 1, bits: 4, compound: 6, enumeration: 8 } as const;

const FLOATS: Readonly<Record<number, ArrayDtype>> = { 2: 'float16', 4: 'float32', 8: 'float64' };
const SIGNED: Readonly<Record<number, ArrayDtype>> = { 1: 'int8', 2: 'int16', 4: 'int32', 8: 'int64' };
const UNSIGNED: Readonly<Record<number, ArrayDtype>> = { 1: 'uint8', 2: 'uint16', 4: 'uint32', 8: 'uint64' };

/** The names that real and imaginary part go by: h5py's, MATLAB's, others'. */
const COMPLEX_FIELDS = [
  ['r', 'i'],
  ['real', 'imag'],
  ['re', 'im'],
];

/** What the numbers of a dataset are; `undefined` where they are no numbers. */
export function dtypeOf(type: Hdf5Type): ArrayDtype | undefined {
  switch (type.type) {
    case CLASS.integer:
      return (type.signed ? SIGNED : UNSIGNED)[type.size];
    case CLASS.bits:
      return UNSIGNED[type.size];
    case CLASS.float:
      return FLOATS[type.size];
    case CLASS.enumeration:
      return isBool(type) ? 'bool' : (type.signed ? SIGNED : UNSIGNED)[type.size];
    case CLASS.compound:
      return complexOf(type);
    default:
      return undefined;
  }
}

/** How h5py writes truth values. */
function isBool({ size, enum_type }: Hdf5Type): boolean {
  const members = Object.entries(enum_type?.members ?? {});
  return size === 1 && members.length === 2 && members.every(([name]) => name === 'TRUE' || name === 'FALSE');
}

function complexOf({ size, compound_type }: Hdf5Type): ArrayDtype | undefined {
  const [re, im, ...others] = compound_type?.members ?? [];
  if (!re || !im || others.length > 0 || re.type !== CLASS.float || im.type !== CLASS.float) return undefined;
  if (!COMPLEX_FIELDS.some(([a, b]) => a === re.name && b === im.name)) return undefined;
  const packed = re.offset === 0 && im.offset === re.size && im.size === re.size && size === 2 * re.size;
  return packed ? ({ 4: 'complex64', 8: 'complex128' } as const)[re.size] : undefined;
}
