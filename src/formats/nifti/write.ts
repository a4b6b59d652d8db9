import { product } from '../../util/arrays.ts';
import { check, InputError } from '../../util/errors.ts';
import { checkShape } from '../array/array-file.ts';
import { type ArrayDtype, DTYPE_BYTES, isComplex, type Numbers } from '../array/dtype.ts';
import { cross, type Geometry, scaled, type Vector3 } from '../array/geometry.ts';
import { putNumbers } from '../bytes/number-bytes.ts';
import { leftPosteriorSuperior } from './affine.ts';
import { niftiCode } from './dtypes.ts';

/** An image to be written. */
export interface NiftiImage {
  /** 1 to 7 axes: i, j, k, time, ... */
  readonly shape: readonly number[];
  /** With the first index fastest; of a row-major array these are the same values, the axes reversed. */
  readonly values: Numbers;
  readonly dtype: Exclude<ArrayDtype, 'bool' | 'float16'>;
  /**
   * Where it lies; its axes are the first ones of the shape. Without directions only the spacing is written; without an
   * origin the first voxel lies at (0, 0, 0).
   */
  readonly geometry?: Geometry;
  /** Seconds from one volume to the next. */
  readonly timeStep?: number;
  /** At most 79 characters of Latin-1. */
  readonly description?: string;
  /** 2 for axes longer than 32,767 or float64 positions; 1 by default, which every program reads. */
  readonly version?: 1 | 2;
}

/** Where the fields lie that are written, in NIfTI-1 and NIfTI-2 (nifti1.h, nifti2.h), and how wide they are. */
const LAYOUTS = {
  1: {
    size: 348,
    dim: 40,
    datatype: 70,
    bitpix: 72,
    pixdim: 76,
    offset: 108,
    slope: 112,
    units: 123,
    text: 148,
    code: 254,
    rows: 280,
  },
  2: {
    size: 540,
    dim: 16,
    datatype: 12,
    bitpix: 14,
    pixdim: 104,
    offset: 168,
    slope: 176,
    units: 500,
    text: 240,
    code: 348,
    rows: 400,
  },
} as const;

const MAGIC = { 1: { at: 344, text: 'n+1\0' }, 2: { at: 4, text: 'n+2\0\r\n\x1a\n' } } as const;

/** Millimeters and seconds, in `xyzt_units`. */
const UNITS = 2 | 8;

/** Behind the header come four bytes that say that no extension follows. */
const NO_EXTENSION = 4;

const SCANNER = 1;

const MOST_TEXT = 79;

/**
 * Writes a NIfTI-1 or NIfTI-2 file, little-endian, unscaled, with its affine as sform. `packGzip` makes a `.nii.gz` of
 * it.
 *
 * @example
 * const bytes = writeNifti({ shape: [64, 64, 20], values, dtype: 'float32', geometry });
 * await writeFile('mask.nii.gz', await packGzip(bytes));
 * @throws InputError for values that do not fit shape or dtype, and axes that the version cannot hold.
 */
export function writeNifti(image: NiftiImage): Uint8Array {
  checkImage(image);
  const version = image.version ?? 1;
  const start = LAYOUTS[version].size + NO_EXTENSION;
  const view = new DataView(new ArrayBuffer(start + product(image.shape) * DTYPE_BYTES[image.dtype]));
  writeHeader(view, image, version);
  putNumbers(view, start, image.values, image.dtype, 'writeNifti');
  return new Uint8Array(view.buffer);
}

function checkImage({ shape, values, dtype, version = 1, geometry, description = '' }: NiftiImage): void {
  const where = 'writeNifti';
  checkShape(shape, where);
  const longest = version === 1 ? 0x7fff : Number.MAX_SAFE_INTEGER;
  check(shape.length >= 1 && shape.length <= 7 && shape.every((length) => length <= longest), () => ({
    where,
    expected: `1 to 7 axes of at most ${longest}`,
    received: `[${shape.join(', ')}]`,
    ...(version === 1 && { remedy: 'Version 2 holds longer ones.' }),
  }));
  const count = product(shape) * (isComplex(dtype) ? 2 : 1);
  check(values.length === count, () => ({
    where,
    expected: `${count} numbers`,
    received: `${values.length}`,
  }));
  check(geometry?.axes.every((axis, at) => axis === at && at < shape.length) ?? true, () => ({
    where,
    expected: 'a geometry of the first axes',
    received: `of axes ${geometry?.axes.join(', ')}`,
    remedy: 'Reverse the shape of a row-major array, and its geometry with it.',
  }));
  check(/^[ -ÿ]*$/.test(description) && description.length <= MOST_TEXT, () => ({
    where,
    expected: `a description of at most ${MOST_TEXT} characters of Latin-1`,
    received: JSON.stringify(description.slice(0, 100)),
  }));
}

function writeHeader(view: DataView, image: NiftiImage, version: 1 | 2): void {
  const { shape, dtype, geometry, timeStep = 1, description = '' } = image;
  const at = LAYOUTS[version];
  const fields = new FieldWriter(view, version);
  const [x = 1, y = 1, z = 1] = geometry?.spacing ?? [];
  view.setInt32(0, at.size, true);
  fields.lengths(at.dim, [shape.length, ...shape, ...new Array<number>(7 - shape.length).fill(1)]);
  view.setInt16(at.datatype, codeOf(dtype), true);
  view.setInt16(at.bitpix, 8 * DTYPE_BYTES[dtype], true);
  fields.floats(at.pixdim, [1, x, y, z, timeStep, 1, 1, 1]);
  fields.offset(at.offset, at.size + NO_EXTENSION);
  fields.floats(at.slope, [1, 0]);
  view.setUint8(at.units, UNITS);
  fields.text(at.text, description);
  fields.text(MAGIC[version].at, MAGIC[version].text);
  const rows = affineRows(geometry);
  if (rows) fields.code(at.code, SCANNER);
  if (rows) fields.floats(at.rows, rows);
}

function codeOf(dtype: ArrayDtype): number {
  const code = niftiCode(dtype);
  if (code !== undefined) return code;
  throw new InputError({ where: 'writeNifti', expected: 'a dtype that NIfTI knows', received: dtype });
}

/** Writes fields in the widths of the version's header. */
class FieldWriter {
  readonly #view: DataView;
  readonly #wide: boolean;

  constructor(view: DataView, version: 1 | 2) {
    this.#view = view;
    this.#wide = version === 2;
  }

  lengths(at: number, values: readonly number[]): void {
    for (const [i, value] of values.entries()) {
      if (this.#wide) this.#view.setBigInt64(at + 8 * i, BigInt(value), true);
      else this.#view.setInt16(at + 2 * i, value, true);
    }
  }

  floats(at: number, values: readonly number[]): void {
    for (const [i, value] of values.entries()) {
      if (this.#wide) this.#view.setFloat64(at + 8 * i, value, true);
      else this.#view.setFloat32(at + 4 * i, value, true);
    }
  }

  offset(at: number, value: number): void {
    if (this.#wide) this.lengths(at, [value]);
    else this.floats(at, [value]);
  }

  code(at: number, value: number): void {
    if (this.#wide) this.#view.setInt32(at, value, true);
    else this.#view.setInt16(at, value, true);
  }

  text(at: number, text: string): void {
    for (let i = 0; i < text.length; i++) this.#view.setUint8(at + i, text.charCodeAt(i));
  }
}

/** The affine's three rows, toward right, anterior and superior; undefined where the geometry has no directions. */
function affineRows(geometry: Geometry | undefined): number[] | undefined {
  const { directions, origin = [0, 0, 0], spacing = [] } = geometry ?? {};
  const [i, j] = directions ?? [];
  if (!i || !j) return undefined;
  const k = directions?.[2] ?? cross(i, j);
  const columns = [i, j, k].map((direction, axis) => scaled(direction, spacing[axis] ?? 1));
  const all: readonly Vector3[] = [...columns, origin].map(leftPosteriorSuperior);
  return [0, 1, 2].flatMap((row) => all.map((column) => column[row] ?? 0));
}
