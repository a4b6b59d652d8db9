import { type ArrayFile, type AxisName, blockSize, type Numbers } from '../../formats/index.ts';
import { product } from '../../util/arrays.ts';
import type { ComplexPlane } from './complex-plane.ts';

/** Fewer lines or samples than this say nothing. */
const LEAST_SIDE = 32;
/** So many coils are read at most, the first ones: their planes are in memory together. */
const MOST_READ = 32;
/** Larger planes are no slice of an image. */
const MOST_SAMPLES = 2 ** 22;

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
  if (!roles) return undefined;
  const { shape, axes } = file;
  if ((shape[roles.row] ?? 0) * (shape[roles.column] ?? 0) > MOST_SAMPLES) return undefined;
  const strides = stridesOf(file);
  const place = shape.map((length, axis) => (isSlices(axes[axis], axis, roles) ? length >> 1 : 0));
  const start = place.reduce((total, index, axis) => total + index * (strides[axis] ?? 0), 0);
  return readCoils(file, roles, start);
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

/** Reads the planes of all coils, in the order in which they lie in the file, so that each block is read once. */
async function readCoils(file: ArrayFile, roles: Roles, start: number): Promise<ComplexPlane[]> {
  const strides = stridesOf(file);
  const along = (axis: number, most = Infinity) => ({
    length: Math.min(most, axis === -1 ? 1 : (file.shape[axis] ?? 1)),
    stride: axis === -1 ? 0 : (strides[axis] ?? 0),
  });
  const [coil, row, column] = [along(roles.coil, MOST_READ), along(roles.row), along(roles.column)];
  const size = row.length * column.length;
  const planes = Array.from({ length: coil.length }, () => ({
    re: new Float64Array(size),
    im: new Float64Array(size),
    rows: row.length,
    columns: column.length,
  }));
  // The result's index of a value is a sum of steps along the three axes, as its place in the file is.
  const ways = [
    { ...coil, result: size },
    { ...row, result: column.length },
    { ...column, result: 1 },
  ].toSorted((a, b) => b.stride - a.stride);
  const [outer, middle, inner] = ways;
  if (!outer || !middle || !inner) return planes;
  const reader = new PairReader(file);
  for (let i = 0; i < outer.length; i++) {
    for (let j = 0; j < middle.length; j++) {
      const from = start + i * outer.stride + j * middle.stride;
      const to = i * outer.result + j * middle.result;
      for (let k = 0; k < inner.length; k++) {
        const at = from + k * inner.stride;
        if (!reader.holds(at)) await reader.fetch(at);
        const result = to + k * inner.result;
        const plane = planes[Math.floor(result / size)];
        if (!plane) continue;
        plane.re[result % size] = reader.number(at, 0);
        plane.im[result % size] = reader.number(at, 1);
      }
    }
  }
  return planes;
}

/** Complex values by their place in the file; one block is kept. */
class PairReader {
  readonly #file: ArrayFile;
  readonly #size: number;
  #values: Numbers = new Float64Array(0);
  #first = 0;
  #end = 0;

  constructor(file: ArrayFile) {
    this.#file = file;
    this.#size = blockSize(file);
  }

  holds(at: number): boolean {
    return at >= this.#first && at < this.#end;
  }

  async fetch(at: number): Promise<void> {
    const block = Math.floor(at / this.#size);
    this.#values = await this.#file.readBlock(block);
    this.#first = block * this.#size;
    this.#end = this.#first + this.#size;
  }

  number(at: number, part: 0 | 1): number {
    return this.#values[2 * (at - this.#first) + part] ?? 0;
  }
}
