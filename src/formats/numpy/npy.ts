import type { ArrayFile, AxisName } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import { flatPieces } from '../array/flat-values.ts';
import type { ByteSource } from '../bytes/source.ts';
import { isNpy, readNpyHeader } from './header.ts';

/** numpy's npy files, version 1 to 3: one array of numbers, in the order that the file keeps it. */
export const npy: ArrayFormat = {
  name: 'npy',
  recognizes: (head) => isNpy(head),
  open: async (source) => npyArray(source, 'npy'),
};

/** An npy file as an array. What its axes count it does not say: `axes` names as many as fit. */
export function npyArray(
  source: ByteSource,
  format: 'npy' | 'npz',
  axes: readonly AxisName[] = [],
): ArrayFile {
  const header = readNpyHeader(source);
  const { shape, dtype, order, littleEndian } = header;
  const pieces = flatPieces({ source, ...header });
  return {
    format,
    shape,
    axes: shape.map((_, at) => axes[at] ?? 'other'),
    dtype,
    order,
    acquisition: {},
    essentials: [['byte order', littleEndian ? 'little-endian' : 'big-endian']],
    ...pieces,
    close: () => undefined,
  };
}
