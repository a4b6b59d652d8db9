import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { ArrayFile, AxisName } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import { DTYPE_BYTES } from '../array/dtype.ts';
import { flatPieces } from '../array/flat-values.ts';
import { type ByteSource, headOf } from '../bytes/source.ts';
import { readIdxHeader } from './idx.ts';

/** What the axes count in MNIST and its kin, by their number: labels, tables, images, colored images. */
const AXES: readonly (readonly AxisName[])[] = [
  [],
  ['item'],
  ['item', 'field'],
  ['item', 'row', 'column'],
  ['item', 'row', 'column', 'sample'],
];

/** Two zeros, dtype and number of axes, and at most 255 lengths. */
const MOST_HEADER = 4 + 4 * 255;

/** IDX, the format of MNIST, piece by piece; {@link readIdx} reads one whole. */
export const idx: ArrayFormat = {
  name: 'idx',
  recognizes: ([zero, alsoZero, code = 0, axes = 0]) =>
    zero === 0 && alsoZero === 0 && [8, 9, 11, 12, 13, 14].includes(code) && axes >= 1 && axes <= 8,
  open: async (source) => openIdx(source),
};

function openIdx(source: ByteSource): ArrayFile {
  const { dtype, shape, start } = readIdxHeader(headOf(source, MOST_HEADER), source.name);
  const values = { source, offset: start, shape, order: 'row-major', dtype, littleEndian: false } as const;
  const pieces = flatPieces(values);
  const size = start + product(shape) * DTYPE_BYTES[dtype];
  check(source.size === size, () => ({
    where: source.name,
    expected: `${size} bytes for shape [${shape.join(', ')}] of ${dtype}`,
    received: `${source.size}`,
    remedy: 'The file is longer than it says, or not IDX.',
  }));
  return {
    format: 'idx',
    shape,
    axes: AXES[shape.length] ?? shape.map(() => 'other' as const),
    dtype,
    order: 'row-major',
    acquisition: {},
    essentials: [],
    ...pieces,
    close: () => undefined,
  };
}
