import { check, InputError } from '../../util/errors.ts';

/** The diffusion weighting of each volume of a series. */
export interface Gradients {
  /** b values in s/mm². */
  readonly bValues: Float64Array;
  /** Unit vectors along the image's axes, as FSL defines them; (0, 0, 0) where the volume has none. */
  readonly directions: readonly (readonly [x: number, y: number, z: number])[];
}

/** Up to this b value, in s/mm², a volume counts as not weighted and needs no direction. */
export const UNWEIGHTED = 50;

/**
 * Reads the two text files beside a diffusion series: `.bval`, one number a volume, and `.bvec`, three rows of one
 * number a volume, or one row of three a volume. Three rows of three are taken as FSL does: a row is a coordinate.
 *
 * @example const { bValues, directions } = readGradients('0 1000', '0 1\n0 0\n0 0');
 * @throws InputError for what is no table of numbers, counts that differ, and a weighted volume without a direction.
 */
export function readGradients(bval: string, bvec: string, where = 'bval, bvec'): Gradients {
  const bValues = Float64Array.from(numberRows(bval, where).flat());
  const rows = numberRows(bvec, where);
  const vectors = rows.length === 3 ? transposed(rows, where) : rows;
  check(vectors.length === bValues.length && vectors.every((vector) => vector.length === 3), () => ({
    where,
    expected: `3 × ${bValues.length} or ${bValues.length} × 3 numbers in bvec, for ${bValues.length} b values`,
    received: `${rows.length} × ${rows[0]?.length ?? 0}`,
  }));
  return { bValues, directions: vectors.map((vector, at) => unit(vector, bValues[at] ?? 0, at, where)) };
}

function numberRows(text: string, where: string): number[][] {
  const rows = text.split(/\r\n|\r|\n/).map((line) => line.split(/[\s,]+/).filter((word) => word !== ''));
  return rows.filter((row) => row.length > 0).map((row) => row.map((word) => numberOf(word, where)));
}

function numberOf(word: string, where: string): number {
  if (/^[+-]?nan$/i.test(word)) return Number.NaN;
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(word)) return Number(word);
  throw new InputError({ where, expected: 'numbers', received: JSON.stringify(word.slice(0, 40)) });
}

function transposed(rows: readonly (readonly number[])[], where: string): number[][] {
  const [first = []] = rows;
  check(
    rows.every((row) => row.length === first.length),
    () => ({
      where,
      expected: 'rows of one length in bvec',
      received: rows.map(({ length }) => length).join(', '),
    }),
  );
  return first.map((_, at) => rows.map((row) => row[at] ?? 0));
}

function unit(
  vector: readonly number[],
  b: number,
  volume: number,
  where: string,
): Gradients['directions'][number] {
  const [x = 0, y = 0, z = 0] = vector;
  const length = Math.hypot(x, y, z);
  if (length > 0 && Number.isFinite(length)) return [x / length, y / length, z / length];
  check(b <= UNWEIGHTED, () => ({
    where,
    expected: `a direction for volume ${volume}, with b = ${b} s/mm²`,
    received: `(${vector.join(', ')})`,
  }));
  return [0, 0, 0];
}
