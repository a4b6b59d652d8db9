import { GRID, type PlaneView } from '../plane/plane-view.ts';
import { type PreparedTable, scaled } from './prepare.ts';

/** More points are not drawn, and more classes not told apart by color. */
const MOST = { points: 1_500, classes: 7 } as const;

/** A plane of two columns, and what a network is told of every place of its grid: the other columns at their mean. */
interface TableView {
  readonly plane: PlaneView;
  readonly grid: Float32Array;
}

/** The plane of a table's first two columns of numbers; none where there are not two, or no few classes. */
export function viewOf({ data, parts, inputs, classes, scales }: PreparedTable): TableView | undefined {
  const [across, up] = inputs.flatMap(({ source }, at) => (source === undefined ? [] : [at]));
  if (across === undefined || up === undefined || classes.length === 0 || classes.length > MOST.classes) {
    return undefined;
  }
  const [xs, ys] = [inputs[across], inputs[up]];
  const plane = {
    points: pointsOf(xs?.values ?? [], ys?.values ?? [], data.labels ?? []),
    parts,
    classes,
    axes: [xs?.name ?? '', ys?.name ?? ''],
    x: middleOf(xs?.values ?? []),
    y: middleOf(ys?.values ?? []),
  } as const;
  const shown = thinned(plane);
  const grid = new Float32Array(GRID * GRID * inputs.length);
  for (let place = 0; place < GRID * GRID; place++) {
    const [column, row] = [((place % GRID) + 0.5) / GRID, 1 - (Math.floor(place / GRID) + 0.5) / GRID];
    const at = ([low, high]: readonly [number, number], share: number) => low + share * (high - low);
    const scale = (input: number) => scales[input] ?? { mean: 0, deviation: 1 };
    grid[place * inputs.length + across] = scaled(at(plane.x, column), scale(across));
    grid[place * inputs.length + up] = scaled(at(plane.y, row), scale(up));
  }
  return { plane: shown, grid };
}

function pointsOf(xs: ArrayLike<number>, ys: ArrayLike<number>, labels: ArrayLike<number>) {
  return Array.from({ length: xs.length }, (_, row) => ({
    x: xs[row] ?? Number.NaN,
    y: ys[row] ?? Number.NaN,
    label: labels[row] ?? 0,
  }));
}

/** From the 1st to the 99th hundredth, and some room: one odd value shall not make a dot of all others. */
function middleOf(values: ArrayLike<number>): readonly [number, number] {
  const sorted = Float64Array.from(Array.from(values).filter(Number.isFinite)).toSorted();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(0.01), at(0.99)];
  const room = 0.08 * (high - low) || 1;
  return [low - room, high + room];
}

/** The plane with as many points as can be seen. */
function thinned(plane: PlaneView): PlaneView {
  const every = Math.ceil(plane.points.length / MOST.points);
  if (every <= 1) return plane;
  const isShown = (item: number) => item % every === 0;
  const part = (items: Uint32Array) => items.filter(isShown).map((item) => item / every);
  const { train, validation, test } = plane.parts;
  return {
    ...plane,
    points: plane.points.filter((_, item) => isShown(item)),
    parts: { train: part(train), validation: part(validation), test: part(test) },
  };
}
