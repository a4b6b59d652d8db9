import { type ArrayFile, type AxisName, orientationOf } from '../../formats/index.ts';

/** The letters of the patient's sides at the edges of a picture. */
export interface Sides {
  readonly top: string;
  readonly right: string;
  readonly bottom: string;
  readonly left: string;
}

/** How pictures are cut out of an array: which axes run down and to the right, and which one counts the pictures. */
export interface ViewingPlane {
  readonly rowAxis: number;
  readonly columnAxis: number;
  /** The axis along which there is a picture for each index, if any. */
  readonly pictureAxis: number | undefined;
  /** The color samples of each pixel, if any. */
  readonly sampleAxis: number | undefined;
  /** The place on each axis that is neither shown nor counted. */
  readonly fixed: readonly number[];
  /** Whether rows are shown from the last to the first, and columns. */
  readonly flipRows: boolean;
  readonly flipColumns: boolean;
  /** Millimeters between rows and between columns. */
  readonly spacing: readonly [rows: number, columns: number] | undefined;
  readonly sides: Sides | undefined;
}

type Place = Pick<ArrayFile, 'shape' | 'axes' | 'geometry' | 'order'>;

/**
 * The plane in which to show an array. What a scanner stored as rows and columns is shown so, and the sides say what is
 * where. A volume whose file knows voxels only (NIfTI) is cut across its coarsest axis, or axially where it has none,
 * and turned as radiologists look at it: the patient's left on the right, front or head up, and sagittal slices facing
 * left. k-space is shown with the readout downward, coil by coil.
 */
export function viewingPlane(file: Place): ViewingPlane {
  const sampleAxis = axisNamed(file, 'sample');
  const stored = storedPlane(file);
  if (stored) return planeOf(file, stored, sampleAxis);
  return planeOf(file, anatomicalPlane(file) ?? firstAxes(file, sampleAxis), sampleAxis);
}

/** The two axes that are shown, whether they are turned round, and the axis across which pictures are cut. */
interface Cut {
  readonly rowAxis: number;
  readonly columnAxis: number;
  readonly across?: number | undefined;
  readonly flipRows?: boolean;
  readonly flipColumns?: boolean;
}

const STORED: readonly (readonly [AxisName, AxisName])[] = [
  ['row', 'column'],
  ['readout', 'phaseEncode'],
  ['phaseEncode', 'partition'],
];

/** Rows and columns, or two directions of k-space, where axes are called so: the first ones that both have a length. */
function storedPlane(file: Place): Cut | undefined {
  const cuts = STORED.flatMap(([row, column]): Cut[] => {
    const [rowAxis, columnAxis] = [axisNamed(file, row), axisNamed(file, column)];
    return rowAxis === undefined || columnAxis === undefined ? [] : [{ rowAxis, columnAxis }];
  });
  const extended = ({ rowAxis, columnAxis }: Cut) =>
    file.shape[rowAxis] !== 1 && file.shape[columnAxis] !== 1;
  return cuts.find(extended) ?? cuts[0];
}

/** How much coarser an axis must be than the finest one to be the one that slices were made along. */
const COARSER = 1.2;

/** Letters of the axes that run from side to side, from front to back, and from foot to head. */
const SIDES = [/[LR]/, /[PA]/, /[SI]/] as const;

/** Of a volume with three directions: across the coarsest axis, turned as radiologists look at it. */
function anatomicalPlane({ geometry }: Place): Cut | undefined {
  const letters = geometry && orientationOf(geometry);
  if (!geometry || letters?.length !== 3) return undefined;
  const places = SIDES.map((side) => letters.search(side));
  const [left = 0, posterior = 1, superior = 2] = places;
  const coarsest = geometry.spacing.indexOf(Math.max(...geometry.spacing));
  const isCoarse = (geometry.spacing[coarsest] ?? 1) > COARSER * Math.min(...geometry.spacing);
  const across = isCoarse ? coarsest : superior;
  const columns = across === left ? posterior : left;
  const rows = across === superior ? posterior : superior;
  const axis = (place: number) => geometry.axes[place] ?? place;
  return {
    rowAxis: axis(rows),
    columnAxis: axis(columns),
    across: axis(across),
    flipRows: letters[rows] !== (rows === posterior ? 'P' : 'I'),
    flipColumns: letters[columns] !== (columns === posterior ? 'P' : 'L'),
  };
}

/** The two axes that run fastest in memory: the faster one to the right. */
function firstAxes({ shape, order }: Place, sampleAxis: number | undefined): Cut {
  const axes = shape.map((_, axis) => axis).filter((axis) => axis !== sampleAxis);
  const [fastest = 0, next = fastest] = order === 'row-major' ? axes.toReversed() : axes;
  return { rowAxis: next, columnAxis: fastest };
}

/** Which of the axes left over has a picture for each index: the first of these that there is. */
const COUNTED: readonly AxisName[] = ['slice', 'frame', 'k', 'coil', 'partition', 'item'];

function planeOf(file: Place, cut: Cut, sampleAxis: number | undefined): ViewingPlane {
  const { rowAxis, columnAxis, across, flipRows = false, flipColumns = false } = cut;
  const rest = file.shape
    .map((_, axis) => axis)
    .filter((axis) => axis !== rowAxis && axis !== columnAxis && axis !== sampleAxis);
  const several = rest.filter((axis) => (file.shape[axis] ?? 1) > 1);
  const named = COUNTED.map((name) => several.find((axis) => file.axes[axis] === name));
  const isRaw = file.axes.includes('readout');
  const coils = several.find((axis) => file.axes[axis] === 'coil');
  const pictureAxis =
    across ?? (isRaw ? coils : undefined) ?? named.find((axis) => axis !== undefined) ?? several[0];
  return {
    rowAxis,
    columnAxis,
    pictureAxis,
    sampleAxis,
    fixed: file.shape.map((length, axis) => (isSpatial(file.axes[axis]) ? length >> 1 : 0)),
    flipRows,
    flipColumns,
    ...spaceOf(file, { rowAxis, columnAxis, flipRows, flipColumns }),
  };
}

/** Axes of which the middle is the interesting place; of the others it is the first. */
function isSpatial(name: AxisName | undefined): boolean {
  return name !== undefined && ['slice', 'partition', 'i', 'j', 'k'].includes(name);
}

/** Spacing and sides, where both axes lie in space. */
function spaceOf(
  { geometry }: Place,
  cut: Required<Omit<Cut, 'across'>>,
): Pick<ViewingPlane, 'spacing' | 'sides'> {
  const place = (axis: number) => geometry?.axes.indexOf(axis) ?? -1;
  const [row, column] = [place(cut.rowAxis), place(cut.columnAxis)];
  const [down, across] = [geometry?.spacing[row], geometry?.spacing[column]];
  const spacing = down && across ? ([down, across] as const) : undefined;
  const letters = geometry && orientationOf(geometry);
  const [rows, columns] = [letters?.[row], letters?.[column]];
  if (!rows || !columns) return { spacing, sides: undefined };
  const [bottom, right] = [
    cut.flipRows ? opposite(rows) : rows,
    cut.flipColumns ? opposite(columns) : columns,
  ];
  return { spacing, sides: { top: opposite(bottom), right, bottom, left: opposite(right) } };
}

const OPPOSITES = 'LRPASI';

function opposite(letter: string): string {
  return OPPOSITES[OPPOSITES.indexOf(letter) ^ 1] ?? '?';
}

function axisNamed({ axes }: Place, name: AxisName): number | undefined {
  const axis = axes.indexOf(name);
  return axis < 0 ? undefined : axis;
}
