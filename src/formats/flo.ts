import { check } from '../util/errors.ts';
import type { ArrayFile } from './array/array-file.ts';
import type { ArrayFormat } from './array/array-format.ts';
import { flatPieces } from './array/flat-values.ts';
import { ByteCursor, latin1 } from './bytes/cursor.ts';
import type { ByteSource } from './bytes/source.ts';

/** The float 202021.25, which reads "PIEH". */
const MAGIC = 'PIEH';

const HEADER = 12;

/** Two numbers a pixel: the displacement to the right, and down. */
const PER_PIXEL = 2;

/**
 * Optical flow as the Middlebury benchmark keeps it (Baker et al. 2011): [row, column, 2] float32, the displacement of
 * each pixel in pixels, to the right and down. Displacements above 10⁹ stand for unknown.
 */
export const flo: ArrayFormat = {
  name: 'flo',
  recognizes: (head) => latin1(head.subarray(0, 4)) === MAGIC,
  open: async (source) => openFlo(source),
};

function openFlo(source: ByteSource): ArrayFile {
  const cursor = new ByteCursor(source, MAGIC.length);
  const [columns, rows] = [cursor.int32(), cursor.int32()];
  const shape = [rows, columns, PER_PIXEL];
  const layout = {
    source,
    offset: HEADER,
    shape,
    order: 'row-major',
    dtype: 'float32',
    littleEndian: true,
  } as const;
  const pieces = flatPieces(layout);
  const size = HEADER + rows * columns * PER_PIXEL * 4;
  check(source.size === size, () => ({
    where: source.name,
    expected: `${size} bytes for ${rows} × ${columns} pixels`,
    received: `${source.size}`,
    remedy: 'The file is damaged, or no optical flow.',
  }));
  return {
    format: 'flo',
    shape,
    axes: ['row', 'column', 'sample'],
    dtype: 'float32',
    order: 'row-major',
    unit: 'pixels',
    acquisition: {},
    essentials: [],
    ...pieces,
    close: () => undefined,
  };
}
