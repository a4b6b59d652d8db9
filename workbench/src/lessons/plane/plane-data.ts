import { Dataset, iris, split } from 'echotrain/data';
import { seed, species } from '../../../../lessons/02-iris/problem.ts';
import { GRID, type PlaneView } from './plane-view.ts';
import { type ToySet, toyPoints } from './toy-sets.ts';

/** Which points, and what a network is told of them. */
export type PlaneChoice =
  | {
      readonly kind: 'toy';
      readonly set: ToySet;
      readonly noise: number;
      readonly features: FeatureSet;
    }
  | {
      readonly kind: 'iris';
      /** Which measurements the axes of the plane are. */
      readonly across: number;
      readonly up: number;
      /** Whether the network gets all four; those that are not drawn are at their mean in the drawing. */
      readonly isGivenAll: boolean;
      /** Whether the measurements are in standard deviations from the mean, or in cm. */
      readonly isStandardized: boolean;
    };

/** What can be computed of x and y for a network, before it learns anything. */
const features = {
  plain: { inputs: 2, of: (x: number, y: number) => [x, y] },
  squares: { inputs: 5, of: (x: number, y: number) => [x, y, x * x, y * y, x * y] },
  waves: { inputs: 4, of: (x: number, y: number) => [x, y, Math.sin(5 * x), Math.sin(5 * y)] },
  all: {
    inputs: 7,
    of: (x: number, y: number) => [x, y, x * x, y * y, x * y, Math.sin(5 * x), Math.sin(5 * y)],
  },
} as const;

/** A name for some features. */
export type FeatureSet = keyof typeof features;

/** The names of the inputs, in their order. */
const inputNames: Readonly<Record<FeatureSet, readonly string[]>> = {
  plain: ['x', 'y'],
  squares: ['x', 'y', 'x²', 'y²', 'x y'],
  waves: ['x', 'y', 'sin 5x', 'sin 5y'],
  all: ['x', 'y', 'x²', 'y²', 'x y', 'sin 5x', 'sin 5y'],
};

/** The names of the measurements of a flower. */
export const measurements = ['sepal length', 'sepal width', 'petal length', 'petal width'] as const;

/** Points in a plane, and what a network is told of any place in it. */
export interface PlaneData extends PlaneView {
  readonly inputNames: readonly string[];
  /** What the network is told of an item. */
  readonly inputsOf: (item: number) => readonly number[];
  /** What the network is told of a place. */
  readonly inputsAt: (x: number, y: number) => readonly number[];
}

/** The points of a choice: the same every time. */
export function planeData(choice: PlaneChoice): PlaneData {
  return choice.kind === 'toy' ? toyData(choice) : irisData(choice);
}

function toyData({ set, noise, features: name }: Extract<PlaneChoice, { kind: 'toy' }>): PlaneData {
  const points = toyPoints(set, noise);
  const labels = Int32Array.from(points, ({ label }) => label);
  const inputsAt = features[name].of;
  return {
    points,
    parts: split({ count: points.length, labels }, { validation: 0.25, test: 0.25, seed }),
    classes: ['first', 'second'],
    axes: ['x', 'y'],
    x: [-1.1, 1.1],
    y: [-1.1, 1.1],
    inputNames: inputNames[name],
    inputsOf: (item) => inputsAt(points[item]?.x ?? 0, points[item]?.y ?? 0),
    inputsAt,
  };
}

function irisData({
  across,
  up,
  isGivenAll,
  isStandardized,
}: Extract<PlaneChoice, { kind: 'iris' }>): PlaneData {
  const flowers = iris();
  const parts = split(flowers, { validation: 0.2, test: 0.2, seed });
  const scales = measurements.map((_, feature) => scaleOf(flowers, feature, parts.train));
  const value = (item: number, feature: number) => flowers.input(item)[feature] ?? 0;
  const scaled = (feature: number, of: number) => {
    const { mean, deviation } = scales[feature] ?? { mean: 0, deviation: 1 };
    return isStandardized ? (of - mean) / deviation : of;
  };
  const meanOf = (feature: number) => scaled(feature, scales[feature]?.mean ?? 0);
  const shown = isGivenAll ? measurements.map((_, feature) => feature) : [across, up];
  const points = Array.from({ length: flowers.count }, (_, item) => ({
    x: value(item, across),
    y: value(item, up),
    label: flowers.labels?.[item] ?? 0,
  }));
  return {
    points,
    parts,
    classes: species,
    axes: [`${measurements[across] ?? ''} (cm)`, `${measurements[up] ?? ''} (cm)`],
    x: roomAround(points.map(({ x }) => x)),
    y: roomAround(points.map(({ y }) => y)),
    inputNames: shown.map((feature) => measurements[feature] ?? ''),
    inputsOf: (item) => shown.map((feature) => scaled(feature, value(item, feature))),
    inputsAt: (x, y) =>
      shown.map((feature) =>
        feature === across ? scaled(feature, x) : feature === up ? scaled(feature, y) : meanOf(feature),
      ),
  };
}

/** The mean and the standard deviation of a measurement in the training part. */
function scaleOf(flowers: Dataset, feature: number, train: Uint32Array) {
  const values = Array.from(train, (item) => flowers.input(item)[feature] ?? 0);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

function roomAround(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.06 * (high - low);
  return [low - room, high + room];
}

/** The items of a part as a dataset. */
export function partOf({ points, classes, inputNames, inputsOf }: PlaneData, items: Uint32Array): Dataset {
  return new Dataset({
    name: 'points',
    inputs: Float32Array.from(Array.from(items).flatMap((item) => inputsOf(item))),
    inputShape: [inputNames.length],
    targets: {
      kind: 'classes',
      data: Int32Array.from(items, (item) => points[item]?.label ?? 0),
      shape: [],
      classNames: classes,
    },
  });
}

/** What a network is told of every place of the grid, row after row from the top. */
export function gridInputs({ x, y, inputsAt }: PlaneData): Float32Array {
  const at = ([low, high]: readonly [number, number], share: number) => low + share * (high - low);
  const places = Array.from({ length: GRID * GRID }, (_, place) => {
    const [column, row] = [(place % GRID) + 0.5, Math.floor(place / GRID) + 0.5];
    return inputsAt(at(x, column / GRID), at(y, 1 - row / GRID));
  });
  return Float32Array.from(places.flat());
}
