import type { ArrayFile, AxisName } from '../../formats/index.ts';
import { product } from '../../util/arrays.ts';
import type { ComplexPlane } from './complex-plane.ts';

/** Fewer lines or samples than this say nothing. */
const LEAST_SIDE = 32;
/** More values than this are not read for one slice's sake. */
const MOST_VALUES = 2 ** 26;

/** The axes of k-space's own dimensions, in the order in which two are taken. */
const DIMENSIONS: readonly AxisName[] = ['readout', 'phaseEncode', 'partition'];
/** The most coils that an axis without a name may count. */
const MOST_COILS = 128;

/** Which axes of an array are what. */
interface Roles {
  readonly column: number;
  readonly row: number;
  /** -1 where there is none. */
  readonly coil: number;
}

/**
 * The coils of the middle slice of a complex array that is sampled on a grid; `undefined` where it has no two dimensions
 * of k-space, or they are too short. Axes without names (npy, MATLAB) are taken as coils and, fastest, the two.
 */
export async function kspaceSlice(file: ArrayFile): Promise<ComplexPlane[] | undefined> {
  const roles = file.axes.includes('readout') ? namedRoles(file) : unnamedRoles(file);
  if (!roles || product(file.shape) > MOST_VALUES) return undefined;
  const { shape, axes } = file;
  const strides = stridesOf(file);
  const place = shape.map((length, axis) => (isSlices(axes[axis], axis, roles) ? length >> 1 : 0));
  const start = place.reduce((total, index, axis) => total + index * (strides[axis] ?? 0), 0);
  const values = await allValues(file);
  const coils = roles.coil === -1 ? 1 : (shape[roles.coil] ?? 1);
  return Array.from({ length: coils }, (_, coil) =>
    planeAt(values, start + coil * (strides[roles.coil] ?? 0), file, roles),
  );
}

function namedRoles({ axes, shape }: ArrayFile): Roles | undefined {
  const long = DIMENSIONS.map((name) => axes.indexOf(name)).filter(
    (axis) => (shape[axis] ?? 0) >= LEAST_SIDE,
  );
  const [column, row] = long;
  return column === undefined || row === undefined ? undefined : { column, row, coil: axes.indexOf('coil') };
}

function unnamedRoles({ axes, shape, order }: ArrayFile): Roles | undefined {
  if (!axes.every((name) => name === 'other') || shape.length < 2) return undefined;
  const last = shape.length - 1;
  const [column, row, third] = order === 'row-major' ? [last, last - 1, last - 2] : [0, 1, 2];
  if (Math.min(shape[column] ?? 0, shape[row] ?? 0) < LEAST_SIDE) return undefined;
  const coils = shape[third] ?? 0;
  return { column, row, coil: shape.length === 3 && coils <= MOST_COILS ? third : -1 };
}

/** Whether the middle of an axis is taken: that of slices, and of a third dimension. */
function isSlices(name: AxisName | undefined, axis: number, { column, row }: Roles): boolean {
  const isThird = name !== undefined && DIMENSIONS.includes(name) && axis !== column && axis !== row;
  return isThird || name === 'slice' || name === 'item';
}

/** How far apart in memory, in values, neighbors along each axis are. */
function stridesOf({ shape, order }: ArrayFile): number[] {
  const faster = (axis: number) => (order === 'row-major' ? shape.slice(axis + 1) : shape.slice(0, axis));
  return shape.map((_, axis) => product(faster(axis)));
}

async function allValues(file: ArrayFile): Promise<Float64Array> {
  const values = new Float64Array(2 * product(file.shape));
  let at = 0;
  for (let block = 0; block < file.blockCount; block++) {
    const piece = await file.readBlock(block);
    values.set(piece, at);
    at += piece.length;
  }
  return values;
}

function planeAt(values: Float64Array, start: number, file: ArrayFile, { row, column }: Roles): ComplexPlane {
  const [rows, columns] = [file.shape[row] ?? 0, file.shape[column] ?? 0];
  const strides = stridesOf(file);
  const [down, across] = [strides[row] ?? 0, strides[column] ?? 0];
  const pick = (part: 0 | 1) =>
    Float64Array.from({ length: rows * columns }, (_, i) => {
      const at = start + Math.floor(i / columns) * down + (i % columns) * across;
      return values[2 * at + part] ?? 0;
    });
  return { re: pick(0), im: pick(1), rows, columns };
}
