import { check } from '../../util/errors.ts';
import { type ArrayFile, checkShape, type FormatName } from '../array/array-file.ts';
import type { ArrayDtype, Numbers } from '../array/dtype.ts';
import { checkBlock } from '../array/flat-values.ts';
import type { Geometry } from '../array/geometry.ts';

/** What an image's header says. */
export interface ImageHeader {
  readonly format: FormatName;
  readonly rows: number;
  readonly columns: number;
  /** Values a pixel: 1 gray, 2 gray and opacity, 3 red, green and blue, 4 with opacity or cyan to black. */
  readonly samples: number;
  /** How many images of this kind; left out, one, without an axis. */
  readonly frames?: number;
  readonly dtype: ArrayDtype;
  /** Millimeters between rows and between columns, where the file says. */
  readonly spacing?: readonly [row: number, column: number];
  readonly essentials?: readonly (readonly [name: string, value: string])[];
  readonly warnings?: readonly string[];
}

/** The most values that an image file may have: more is no image, but an attack on the memory. */
const MOST_VALUES = 2 ** 31;

/**
 * Checks the size that a header declares, before anything is decoded.
 *
 * @param most how many bytes the file can make up at all: packed images cannot grow without bound.
 * @throws InputError
 */
export function checkImage(header: ImageHeader, bytesEach: number, most: number, where: string): void {
  const shape = shapeOf(header);
  checkShape(shape, where);
  const values = shape.reduce((product, length) => product * length, 1);
  check(values <= MOST_VALUES && values * bytesEach <= most, () => ({
    where,
    expected: values > MOST_VALUES ? `at most ${MOST_VALUES} values` : 'as many pixels as fit in the file',
    received: `shape [${shape.join(', ')}]`,
    remedy: 'The file is cut off or its header is wrong: get it again.',
  }));
}

function shapeOf({ frames, rows, columns, samples }: ImageHeader): number[] {
  return [...(frames === undefined ? [] : [frames]), rows, columns, ...(samples > 1 ? [samples] : [])];
}

/** An image file, a block being an image. */
export function imageFile(
  header: ImageHeader,
  where: string,
  read: (frame: number) => Numbers | Promise<Numbers>,
): ArrayFile {
  const { format, dtype, frames, samples, essentials = [], warnings } = header;
  const geometry = geometryOf(header);
  return {
    format,
    shape: shapeOf(header),
    axes: [
      ...(frames === undefined ? [] : (['frame'] as const)),
      'row',
      'column',
      ...(samples > 1 ? (['sample'] as const) : []),
    ],
    dtype,
    order: 'row-major',
    ...(geometry && { geometry }),
    acquisition: {},
    essentials,
    ...(warnings && { warnings }),
    blockCount: frames ?? 1,
    readBlock: async (frame) => {
      checkBlock(frame, frames ?? 1, where);
      return read(frame);
    },
    close: () => {},
  };
}

function geometryOf({ spacing, frames }: ImageHeader): Geometry | undefined {
  const first = frames === undefined ? 0 : 1;
  return spacing && { axes: [first, first + 1], spacing };
}
