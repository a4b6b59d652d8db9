import type { ArrayFile, AxisName } from '../../formats/index.ts';
import { isComplex } from '../../formats/index.ts';
import { check, InputError } from '../../util/errors.ts';

/** What an axis of k-space is for a reconstruction of slices. */
export type KspaceRole = 'coil' | 'row' | 'column' | 'slice';

/** Which axes of a file are which; those of length 1 may be missing. */
export interface KspaceAxes {
  readonly coil: number | undefined;
  readonly row: number;
  readonly column: number;
  readonly slice: number | undefined;
  /** The other axes that are longer than 1, and which of their entries is read. */
  readonly chosen: ReadonlyMap<number, number>;
  /** What was assumed, in a sentence each. */
  readonly notes: readonly string[];
}

/** How axes are chosen where a file leaves it open. */
export interface AxesOptions {
  /** Names of all axes in the file's order, for formats that do not say: `coil`, `row`, `column`, `slice` or others. */
  readonly axes?: readonly string[] | undefined;
  /** Which entry of other axes is read, from 1, by the axis's name. */
  readonly at?: Readonly<Record<string, number>> | undefined;
}

/**
 * Finds the axes of k-space by their names.
 *
 * @throws InputError for values that are real, k-space of another rank, three encoded axes, and axes with several
 *   entries of which none was chosen.
 */
export function kspaceAxes(
  file: Pick<ArrayFile, 'shape' | 'axes' | 'dtype' | 'format' | 'order'>,
  where: string,
  { axes, at = {} }: AxesOptions = {},
): KspaceAxes {
  check(isComplex(file.dtype), () => ({
    where,
    expected: 'k-space: complex values',
    received: `${file.dtype} values of shape [${file.shape.join(', ')}]`,
    remedy: 'Images have no k-space; --member names another array of a file that holds several.',
  }));
  const { names, notes } = namedAxes(file, where, axes);
  const roles = rolesOf(names, file.shape, where);
  const taken = Object.values(roles);
  const others = names.map((name, axis) => ({ name, axis, length: file.shape[axis] ?? 1 }));
  const open = others.filter(({ axis, length }) => length > 1 && !taken.includes(axis));
  const chosen = new Map(open.map((one) => [one.axis, entryOf(one, at, where)]));
  const unknown = Object.keys(at).find((name) => !open.some((one) => one.name === name));
  check(unknown === undefined, () => ({
    where,
    expected: `--at for ${open.length > 0 ? open.map(({ name }) => name).join(', ') : 'no axis: all are needed'}`,
    received: String(unknown),
  }));
  return { ...roles, chosen, notes };
}

interface NamedAxes {
  readonly names: readonly string[];
  readonly notes: readonly string[];
}

function namedAxes(
  { shape, axes: own, format, order }: Pick<ArrayFile, 'shape' | 'axes' | 'format' | 'order'>,
  where: string,
  given: readonly string[] | undefined,
): NamedAxes {
  if (given) {
    check(given.length === shape.length, () => ({
      where,
      expected: `${shape.length} names of axes for shape [${shape.join(', ')}]`,
      received: given.join(','),
    }));
    return { names: given, notes: [] };
  }
  if (own.some((name) => name !== 'other')) return { names: own, notes: [] };
  const usual = order === 'row-major' ? USUAL_ROW_MAJOR : USUAL_COLUMN_MAJOR;
  const names = usual[shape.length];
  check(names !== undefined, () => ({
    where,
    expected: `k-space of 2 to 4 axes, or their names by --axes`,
    received: `shape [${shape.join(', ')}]`,
  }));
  const note = `${format} does not say what its axes count: taken as ${names.join(' × ')}. --axes says otherwise.`;
  return { names, notes: [note] };
}

/** How k-space is usually kept where a format does not name axes. */
const USUAL_ROW_MAJOR: Readonly<Record<number, readonly KspaceRole[]>> = {
  2: ['row', 'column'],
  3: ['coil', 'row', 'column'],
  4: ['slice', 'coil', 'row', 'column'],
};
const USUAL_COLUMN_MAJOR: Readonly<Record<number, readonly KspaceRole[]>> = {
  2: ['row', 'column'],
  3: ['row', 'column', 'coil'],
  4: ['row', 'column', 'coil', 'slice'],
};

function rolesOf(
  names: readonly string[],
  shape: readonly number[],
  where: string,
): Pick<KspaceAxes, KspaceRole> {
  const find = (...wanted: (KspaceRole | AxisName)[]) =>
    Math.max(...wanted.map((name) => names.indexOf(name)));
  const [coil, slice] = [find('coil'), find('slice')];
  const encoded = [find('row', 'readout'), find('column', 'phaseEncode'), find('partition')];
  const long = encoded.filter((axis) => axis >= 0 && (shape[axis] ?? 1) > 1);
  if (long.length > 2) throw threeAxes(where, shape);
  const [row, column] = long;
  check(row !== undefined && column !== undefined, () => ({
    where,
    expected: 'k-space with a readout and phase encodings (rows and columns)',
    received: `axes ${names.join(', ')} of shape [${shape.join(', ')}]`,
    remedy: 'Name the axes in their order: --axes coil,row,column.',
  }));
  return { coil: coil < 0 ? undefined : coil, slice: slice < 0 ? undefined : slice, row, column };
}

function threeAxes(where: string, shape: readonly number[]): InputError {
  return new InputError({
    where,
    expected: 'k-space of slices',
    received: `three encoded axes, shape [${shape.join(', ')}]`,
    remedy: 'Transform it along the readout first (bart fft -i 1), and name that axis slice.',
  });
}

function entryOf(
  { name, axis, length }: { readonly name: string; readonly axis: number; readonly length: number },
  at: Readonly<Record<string, number>>,
  where: string,
): number {
  const entry = at[name];
  check(entry !== undefined && entry >= 1 && entry <= length, () => ({
    where,
    expected: `one of the ${length} entries of axis ${axis + 1}, ${name}`,
    received: entry === undefined ? 'none' : `${entry}`,
    remedy: `Choose by --at ${name}=1, up to ${length}.`,
  }));
  return entry - 1;
}
