import { product } from '../../util/arrays.ts';
import { type ArrayFile, checkShape, type Member, type OpenOptions } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import { type ArrayDtype, DTYPE_BYTES, type Numbers } from '../array/dtype.ts';
import { checkBlock, countPieces, type Pieces } from '../array/flat-values.ts';
import { chosenMember } from '../array/members.ts';
import { splitName } from '../bytes/file-name.ts';
import { numbersOf } from '../bytes/numbers.ts';
import { type ByteSource, headOf } from '../bytes/source.ts';
import { level4Order, readLevel4 } from './level4.ts';
import { level5Order, readLevel5 } from './level5.ts';
import type { MatArray, MatContents, StoredPart } from './matrix.ts';

/** How many texts are shown, and how many variables that were left out. */
const MOST_SHOWN = 12;

/** How many bytes of a file tell its level. */
const HEAD = 128;

/**
 * MATLAB's MAT files of level 5 (versions 5 to 7) and 4; those of version 7.3 are HDF5. Arrays of numbers within
 * structures and cells are members too: `CtDataLimited.sinogram`, `runs(2).kspace`, `coils{3}`. The order is
 * column-major.
 */
export const matlab: ArrayFormat = {
  name: 'matlab',
  recognizes: (head, { name }) =>
    level5Order(head) !== undefined || (splitName(name).ending === 'mat' && level4Order(head) !== undefined),
  open: async (source, options) => openMat(source, options),
};

function openMat(source: ByteSource, { member }: OpenOptions): ArrayFile {
  const contents = readContents(source);
  const array = chosenMember(contents.arrays, member, source.name, contents.leftOut[0]);
  checkShape(array.shape, source.name);
  return {
    format: 'matlab',
    shape: array.shape,
    axes: array.shape.map(() => 'other' as const),
    dtype: array.dtype,
    order: 'column-major',
    acquisition: {},
    essentials: [['variable', array.name], ...contents.texts.slice(0, MOST_SHOWN)],
    members: contents.arrays.map(plainMember),
    warnings: leftOutOf(contents),
    ...piecesOf(array),
    close: () => undefined,
  };
}

function leftOutOf({ leftOut }: MatContents): string[] {
  const named = leftOut.slice(0, MOST_SHOWN).map((what) => `${what}, and was left out.`);
  return leftOut.length > MOST_SHOWN
    ? [...named, `${leftOut.length} variables were left out in all.`]
    : named;
}

function plainMember({ name, shape, dtype }: Member): Member {
  return { name, shape, dtype };
}

function readContents(source: ByteSource): MatContents {
  const head = headOf(source, HEAD);
  const order = level5Order(head);
  return order ? readLevel5(source, order === 'little') : readLevel4(source, level4Order(head) === 'little');
}

function piecesOf(array: MatArray): Pieces {
  const { source, shape, dtype, real, imaginary } = array;
  const blockCount = countPieces({ shape, order: 'column-major', dtype });
  const count = product(shape) / blockCount;
  const readBlock = async (block: number) => {
    checkBlock(block, blockCount, source.name);
    const re = readPart(array, real, block * count, count);
    const im = imaginary && readPart(array, imaginary, block * count, count);
    const values = im ? interleaved(re, im, dtype) : converted(re, dtype);
    if (block === blockCount - 1) source.finish?.();
    return values;
  };
  return { blockCount, readBlock };
}

function readPart(
  { source, littleEndian }: MatArray,
  { offset, dtype }: StoredPart,
  from: number,
  count: number,
): Numbers {
  const bytes = DTYPE_BYTES[dtype];
  return numbersOf(source.read(offset + from * bytes, count * bytes), dtype, littleEndian, source.name);
}

/** What values of a class come as. */
const ARRAYS = {
  bool: Uint8Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: Float64Array,
  int64: Float64Array,
  float16: Float32Array,
  float32: Float32Array,
  float64: Float64Array,
  complex64: Float32Array,
  complex128: Float64Array,
} as const;

/** MATLAB stores numbers in the smallest type that holds them; this gives them back in their class. */
function converted(values: Numbers, dtype: ArrayDtype): Numbers {
  const kind = ARRAYS[dtype];
  return values instanceof kind ? values : new kind(values);
}

function interleaved(re: Numbers, im: Numbers, dtype: ArrayDtype): Numbers {
  const pairs = new ARRAYS[dtype](2 * im.length);
  for (let i = 0; i < im.length; i++) {
    pairs[2 * i] = re[i] ?? 0;
    pairs[2 * i + 1] = im[i] ?? 0;
  }
  return pairs;
}
