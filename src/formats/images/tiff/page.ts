import { check } from '../../../util/errors.ts';
import type { ArrayDtype } from '../../array/dtype.ts';
import { type Directory, damagedTiff } from './directory.ts';

/** The tags that matter (TIFF 6.0, section 8). */
const TAG = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  xResolution: 282,
  yResolution: 283,
  planar: 284,
  resolutionUnit: 296,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  sampleFormat: 339,
} as const;

/** What values stand for. */
export const PHOTOMETRIC = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3, separated: 5 } as const;

/** A page of a TIFF file: its size, how its values are stored, and where. */
export interface TiffPage {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bits: number;
  readonly dtype: ArrayDtype;
  readonly photometric: number;
  readonly compression: number;
  readonly predictor: number;
  /** Whether each sample has chunks of its own. */
  readonly planar: boolean;
  /** The size of a strip or tile; the last ones jut out, or are shorter. */
  readonly chunk: { readonly rows: number; readonly columns: number; readonly tiled: boolean };
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
  /** Reds, then greens, then blues, of 16 bits. */
  readonly colorMap?: readonly number[];
  readonly orientation: number;
  /** Millimeters between rows and columns, where they are given by the centimeter: by the inch they are hardly true. */
  readonly spacing?: readonly [number, number];
}

const CENTIMETER = 3;

/**
 * Reads what a directory says of its image.
 *
 * @throws InputError where something is missing, or of a kind that cannot be read.
 */
export function pageOf(directory: Directory, where: string): TiffPage {
  const first = (tag: number, otherwise: number) => directory.get(tag)?.[0] ?? otherwise;
  const [rows, columns, samples] = [first(TAG.height, 0), first(TAG.width, 0), first(TAG.samples, 1)];
  const photometric = first(TAG.photometric, PHOTOMETRIC.blackIsZero);
  check(
    rows > 0 && columns > 0 && samples > 0,
    () => damagedTiff(where, 'an image without a size').complaint,
  );
  check(
    Object.values(PHOTOMETRIC).some((known) => known === photometric),
    () => ({
      where,
      expected: 'TIFF of gray, RGB, CMYK or palette colors',
      received: `photometric interpretation ${photometric}`,
      remedy: 'Save it as RGB.',
    }),
  );
  check(first(TAG.fillOrder, 1) === 1, () => ({
    where,
    expected: 'bits from high to low',
    received: 'the reverse',
  }));
  const tiled = directory.has(TAG.tileOffsets);
  const colorMap = directory.get(TAG.colorMap);
  const spacing = spacingOf(directory);
  return {
    ...{ rows, columns, samples, photometric },
    ...valuesOf(directory, where),
    compression: first(TAG.compression, 1),
    predictor: first(TAG.predictor, 1),
    planar: first(TAG.planar, 1) === 2,
    chunk: {
      rows: tiled ? first(TAG.tileHeight, 0) : Math.min(first(TAG.rowsPerStrip, rows), rows),
      columns: tiled ? first(TAG.tileWidth, 0) : columns,
      tiled,
    },
    offsets: directory.get(tiled ? TAG.tileOffsets : TAG.stripOffsets) ?? [],
    byteCounts: directory.get(tiled ? TAG.tileBytes : TAG.stripBytes) ?? [],
    ...(photometric === PHOTOMETRIC.palette && colorMap && { colorMap }),
    orientation: first(TAG.orientation, 1),
    ...(spacing && { spacing }),
  };
}

/** Bits and dtype, which all samples must share. */
function valuesOf(
  directory: Directory,
  where: string,
): { readonly bits: number; readonly dtype: ArrayDtype } {
  const bits = new Set(directory.get(TAG.bits) ?? [1]);
  const formats = new Set(directory.get(TAG.sampleFormat) ?? [1]);
  const [each = 0, format = 0] = [[...bits][0], [...formats][0]];
  const dtype = bits.size === 1 && formats.size === 1 ? DTYPES[`${format}:${each}`] : undefined;
  if (dtype !== undefined) return { bits: each, dtype };
  check(false, () => ({
    where,
    expected: 'TIFF of 1, 2, 4, 8, 16 or 32 bits, or floats of 16, 32 or 64 bits, alike for all samples',
    received: `${[...bits].join(', ')} bits of format ${[...formats].join(', ')}`,
  }));
}

/** By sample format (1 unsigned, 2 signed, 3 float) and bits. */
const DTYPES: Readonly<Record<string, ArrayDtype>> = {
  '1:1': 'bool',
  '1:2': 'uint8',
  '1:4': 'uint8',
  '1:8': 'uint8',
  '1:16': 'uint16',
  '1:32': 'uint32',
  '2:8': 'int8',
  '2:16': 'int16',
  '2:32': 'int32',
  '3:16': 'float16',
  '3:32': 'float32',
  '3:64': 'float64',
};

function spacingOf(directory: Directory): readonly [number, number] | undefined {
  const [x = 0, y = 0] = [directory.get(TAG.xResolution)?.[0], directory.get(TAG.yResolution)?.[0]];
  const given = directory.get(TAG.resolutionUnit)?.[0] === CENTIMETER && x > 0 && y > 0;
  return given && Number.isFinite(x) && Number.isFinite(y) ? [10 / y, 10 / x] : undefined;
}
