import type { AxisName } from '../../formats/index.ts';
import { product, sameItems } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import type { Item } from '../manifest/item.ts';

/** An axis of an array, and whether its index is to run backwards. */
export interface Axis {
  readonly at: number;
  readonly length: number;
  readonly reversed: boolean;
}

/** Which axes of an array are rows, columns and so on. */
export interface AxisRoles {
  readonly channels: readonly Axis[];
  readonly slice: Axis | undefined;
  /** None of a plain list of numbers. */
  readonly row: Axis | undefined;
  readonly column: Axis;
  /** All others: each entry is an image of its own. */
  readonly others: readonly Axis[];
}

type Role = 'channel' | 'slice' | 'row' | 'column';

const ROLES: Readonly<Partial<Record<AxisName, Role>>> = {
  sample: 'channel',
  coil: 'channel',
  slice: 'slice',
  k: 'slice',
  partition: 'slice',
  row: 'row',
  j: 'row',
  readout: 'row',
  column: 'column',
  i: 'column',
  phaseEncode: 'column',
};

/** How upright each direction in the patient is in a picture: of two axes in the plane, the more upright one is the rows. */
const UPRIGHT: Readonly<Record<string, number>> = { L: 0, R: 0, P: 1, A: 1, S: 2, I: 2 };

type Described = Pick<Item, 'id' | 'shape' | 'axes' | 'orientation' | 'format'>;

/**
 * Which axes of an item are what. The slices of NIfTI files (k) are turned as a radiologist looks at them, as DICOM
 * images mostly lie: rows grow toward the patient's feet or else back, columns toward the left or else the back; slices
 * grow toward the head, the back or the left. k-space with a readout of one, of which planes at right angles to it are
 * left, has phase encoding and partitions as rows and columns. Where axes have no telling names, the last two (in MATLAB
 * the first two) that are longer than 1 are rows and columns.
 *
 * @throws InputError for an item of a single value.
 */
export function axisRoles(item: Described): AxisRoles {
  const named = namedAxes(item);
  const find = (role: Role) => named.find((axis) => axis.role === role);
  const unnamed = named.filter((axis) => axis.role === undefined && axis.length > 1);
  const last = item.format === 'matlab' ? unnamed.slice(0, 2) : unnamed;
  const column = find('column') ?? last.pop() ?? named.find((axis) => axis.length > 1);
  if (!column) {
    throw new InputError({ where: item.id, expected: 'an image', received: 'a single value' });
  }
  const row = find('row') ?? last.pop();
  const taken = new Set<unknown>([column, row, find('slice')]);
  return {
    channels: named.filter((axis) => axis.role === 'channel' && !taken.has(axis)),
    slice: find('slice'),
    row,
    column,
    others: named.filter((axis) => axis.role !== 'channel' && !taken.has(axis) && axis.length > 1),
  };
}

interface NamedAxis extends Axis {
  readonly role: Role | undefined;
}

function namedAxes(item: Described): NamedAxis[] {
  const named = item.shape.map((length, at) => ({ at, length, ...roleOf(item, at) }));
  const lengthOf = (name: AxisName) => item.shape[item.axes.indexOf(name)] ?? 1;
  if (!item.axes.includes('readout') || lengthOf('readout') > 1 || lengthOf('partition') < 2) return named;
  const shifted: Readonly<Partial<Record<AxisName, Role>>> = {
    readout: 'slice',
    phaseEncode: 'row',
    partition: 'column',
  };
  return named.map((axis) => ({ ...axis, role: shifted[item.axes[axis.at] ?? 'other'] ?? axis.role }));
}

const VOXEL_AXES: readonly AxisName[] = ['i', 'j', 'k'];

function roleOf(
  { axes, orientation = '' }: Described,
  at: number,
): { role: Role | undefined; reversed: boolean } {
  const name = axes[at] ?? 'other';
  const voxel = VOXEL_AXES.indexOf(name);
  const hasAll = sameItems(
    axes.filter((axis) => VOXEL_AXES.includes(axis)),
    VOXEL_AXES,
  );
  if (voxel < 0 || !hasAll || orientation.length !== 3) return { role: ROLES[name], reversed: false };
  const upright = (axis: number) => UPRIGHT[orientation[axis] ?? ''] ?? 0;
  const isTurned = upright(0) > upright(1);
  const role = voxel === 2 ? 'slice' : (voxel === 0) === isTurned ? 'row' : 'column';
  return { role, reversed: (role === 'row' ? 'RAS' : 'RAI').includes(orientation[voxel] ?? '') };
}

/** How many images an item holds: one for each slice, and each entry of its other axes. */
export function imagesIn({ slice, others }: AxisRoles): number {
  return (slice?.length ?? 1) * product(others.map(({ length }) => length));
}
