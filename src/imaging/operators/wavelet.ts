import { concat, constant, matMul, matrixTranspose, slice, type Tensor } from '../../graph/index.ts';
import { check } from '../../util/errors.ts';
import { analyzeLines, synthesizeLines, waveletMatrix } from './daubechies.ts';
import { type LinearOperator, linearOperator } from './linear-operator.ts';

/** How far a wavelet transform goes. */
export interface WaveletOptions {
  /** An axis is halved as long as it has this many elements or more; 16 by default, as in BART. */
  readonly smallest?: number;
}

/** The rows and columns, from the first on, that a level splits; 0 where it leaves an axis alone. */
interface Level {
  readonly rows: number;
  readonly columns: number;
  readonly splitRows: boolean;
  readonly splitColumns: boolean;
}

/**
 * W, the orthogonal wavelet transform of images with Daubechies' filters of four taps (Daubechies 1988; BART's `dau2`,
 * MATLAB's `db2`), periodic, in Mallat's order: each level splits the low band of the one before in both directions,
 * and the low part comes first. W* W = 1.
 *
 * Sizes need not be powers of two: where a level finds an odd number, the last element joins the low band as it is, so
 * that the transform stays orthogonal.
 *
 * @param shape [..., row, column]
 * @throws InputError where no axis is large enough to be halved.
 * @example const coefficients = wavelet([2, 256, 256]).apply(image); // [2, 256, 256]
 */
export function wavelet(shape: readonly number[], { smallest = 16 }: WaveletOptions = {}): LinearOperator {
  const [rows = 1, columns = 1] = shape.slice(-2);
  const levels = levelsOf(rows, columns, Math.max(2, smallest));
  check(shape.length >= 2 && levels.length > 0, () => ({
    where: 'wavelet',
    expected: `images [..., row, column] of at least ${smallest} rows or columns`,
    received: `[${shape.join(', ')}]`,
  }));
  return linearOperator({
    name: 'wavelet transform',
    inputShape: shape,
    outputShape: shape,
    arrays: {
      apply: (x) => onArrays(x, rows, columns, levels, analyze),
      adjoint: (y) => onArrays(y, rows, columns, levels.toReversed(), synthesize),
      normal: (x) => x.slice(),
    },
    graph: {
      apply: (x) => analyzed(x, levels),
      adjoint: (y) => synthesized(y, levels),
      normal: (x) => x,
    },
  });
}

/** How often the transform of an image halves each axis: shifts by 2 to this power change nothing but places. */
export function waveletLevels(rows: number, columns: number, smallest = 16): number {
  return levelsOf(rows, columns, smallest).length;
}

function levelsOf(rows: number, columns: number, smallest: number): Level[] {
  const [splitRows, splitColumns] = [rows >= smallest, columns >= smallest];
  if (!splitRows && !splitColumns) return [];
  const half = (size: number, split: boolean) => (split ? Math.ceil(size / 2) : size);
  const level = { rows, columns, splitRows, splitColumns };
  return [level, ...levelsOf(half(rows, splitRows), half(columns, splitColumns), smallest)];
}

type OnLevel = (image: Float32Array, width: number, level: Level) => void;

function onArrays(x: Float32Array, rows: number, columns: number, levels: readonly Level[], use: OnLevel) {
  const y = x.slice();
  for (let at = 0; at < y.length; at += rows * columns) {
    for (const level of levels) use(y.subarray(at, at + rows * columns), columns, level);
  }
  return y;
}

function analyze(
  image: Float32Array,
  width: number,
  { rows, columns, splitRows, splitColumns }: Level,
): void {
  if (splitColumns) analyzeLines(image, columns, 1, rows, width);
  if (splitRows) analyzeLines(image, rows, width, columns, 1);
}

function synthesize(
  image: Float32Array,
  width: number,
  { rows, columns, splitRows, splitColumns }: Level,
): void {
  if (splitRows) synthesizeLines(image, rows, width, columns, 1);
  if (splitColumns) synthesizeLines(image, columns, 1, rows, width);
}

// In graphs a level is two products with banded matrices: dense, they still take less time than strided convolutions.

function analyzed(x: Tensor, levels: readonly Level[]): Tensor {
  const [level, ...others] = levels;
  if (!level) return x;
  const { rows, columns, splitRows, splitColumns } = level;
  const across = splitColumns ? matMul(x, matrixTranspose(matrix(columns))) : x;
  const both = splitRows ? matMul(matrix(rows), across) : across;
  return inLowBand(both, others, (low) => analyzed(low, others));
}

function synthesized(y: Tensor, levels: readonly Level[]): Tensor {
  const [level, ...others] = levels;
  if (!level) return y;
  const { rows, columns, splitRows, splitColumns } = level;
  const whole = inLowBand(y, others, (low) => synthesized(low, others));
  const down = splitRows ? matMul(matrixTranspose(matrix(rows)), whole) : whole;
  return splitColumns ? matMul(down, matrix(columns)) : down;
}

function matrix(size: number): Tensor {
  return constant(waveletMatrix(size), [size, size]);
}

/** The image with its low band, the first rows and columns that the next level is about, changed. */
function inLowBand(x: Tensor, [next]: readonly Level[], change: (low: Tensor) => Tensor): Tensor {
  if (!next) return x;
  const { rows, columns } = next;
  const [height = 0, width = 0] = x.shape.slice(-2);
  const top = slice(x, [{ axis: -2, start: 0, end: rows }]);
  const low = change(slice(top, [{ axis: -1, start: 0, end: columns }]));
  const right = slice(top, [{ axis: -1, start: columns, end: width }]);
  const bottom = slice(x, [{ axis: -2, start: rows, end: height }]);
  const upper = columns < width ? concat([low, right], -1) : low;
  return rows < height ? concat([upper, bottom], -2) : upper;
}
