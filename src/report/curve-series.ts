import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { type CurvePoint, drawableStretches, LONG, type Stretch, trend } from './curve-points.ts';
import { PALETTE, seriesColor } from './palette.ts';

/** A loss, an error or another number over the epochs or steps of a training. */
export interface Curve {
  /** Which run it is of, where there are several. */
  readonly run?: string;
  readonly part?: 'training' | 'validation' | 'test';
  /** Where the values lie on the horizontal axis, rising; 1, 2, 3 ... by default. */
  readonly x?: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A curve as it is drawn. */
export interface CurveSeries {
  readonly run: string;
  readonly part: string;
  readonly color: string;
  readonly dash: readonly number[];
  readonly stretches: readonly Stretch[];
  /** Where the label belongs: the last point, or for long curves the end of the trend. */
  readonly last: CurvePoint;
  /** How many values are missing, because they are not finite or, on a logarithmic axis, not positive. */
  readonly missing: number;
}

const DASHES = { training: [1, 0], validation: [6, 3], test: [2, 3] } as const;
const PARTS = ['training', 'validation', 'test'] as const;

/** The curves that have something to draw: of one run in a color for each part, of several in one for each run. */
export function curveSeries(curves: readonly Curve[], log: boolean, most: number): readonly CurveSeries[] {
  const runs = [...new Set(curves.map((curve) => curve.run))];
  const isDrawable = (value: number): boolean => Number.isFinite(value) && (!log || value > 0);
  return curves.flatMap((curve) => {
    checkCurve(curve);
    const x = curve.x ?? range(1, curve.y.length + 1);
    const stretches = drawableStretches(x, curve.y, isDrawable);
    const last = endOf(stretches.at(-1) ?? []);
    if (!last) return [];
    const missing = curve.y.length - stretches.reduce((count, stretch) => count + stretch.length, 0);
    return [{ ...looks(curve, runs, curves.length > most), stretches, last, missing }];
  });
}

function endOf(stretch: Stretch): CurvePoint | undefined {
  const last = stretch.at(-1);
  const settled = stretch.length > LONG ? trend(stretch).at(-1) : last;
  return last && settled && { x: last.x, y: settled.y };
}

function checkCurve({ x, y }: Curve): void {
  check(x === undefined || x.length === y.length, () => ({
    where: 'curvesFigure',
    expected: 'an x for each y',
    received: `${x?.length} x and ${y.length} y`,
  }));
}

function looks(
  { run, part }: Curve,
  runs: readonly (string | undefined)[],
  crowded: boolean,
): Pick<CurveSeries, 'run' | 'part' | 'color' | 'dash'> {
  const several = runs.length > 1;
  const known = part ?? 'training';
  const color = crowded
    ? PALETTE.slate.light
    : seriesColor(several ? runs.indexOf(run) : PARTS.indexOf(known));
  return {
    run: several ? (run ?? '') : '',
    part: part ?? '',
    color,
    dash: DASHES[several ? known : 'training'],
  };
}
