import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { gridPositions, type Phantom } from './phantom.ts';
import { randomPhase } from './scene/random-phase.ts';

/**
 * A slice of a magnitude image as an object to scan, with a smooth random phase: what is made from it is simulated, for
 * the image was filtered, cut and stripped of its phase before. It fills the field of view; between its samples it is
 * interpolated by cubic splines through four samples (Catmull and Rom 1974), beyond them it is zero.
 *
 * Ask for k-space of at most half its rows and columns where no inverse crime is to be committed: simulations sample
 * objects twice as densely as the k-space that they cut from them.
 *
 * @param slice magnitudes [row, column]
 * @throws InputError for another shape, or values that are negative or not finite.
 * @example magnitudePhantom(shaped(values, [256, 256]), 1).image(128, 128);
 */
export function magnitudePhantom(slice: ShapedArray, seed: number): Phantom {
  const [rows = 0, columns = 0] = slice.shape;
  check(slice.shape.length === 2 && rows > 0 && columns > 0, () => ({
    where: 'magnitudePhantom',
    expected: 'a slice [row, column]',
    received: `shape [${slice.shape.join(', ')}]`,
  }));
  const wrong = slice.data.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  check(wrong < 0, () => ({
    where: 'magnitudePhantom',
    expected: 'finite magnitudes of at least 0',
    received: `${slice.data[wrong]} at index ${wrong}`,
  }));
  const scale =
    1 /
    Math.max(
      1e-30,
      slice.data.reduce((a, b) => Math.max(a, b), 0),
    );
  const phase = randomPhase(RandomStream.derive(seed, 'phase'));
  return {
    origin: 'simulated from magnitude images',
    image: (into, across, pose) => {
      const { x, y } = gridPositions(into, across, pose);
      const data = new Float32Array(2 * x.length);
      for (let i = 0; i < x.length; i++) {
        const [px, py] = [x[i] ?? 0, y[i] ?? 0];
        const row = Math.floor(rows / 2) - (py * rows) / 2;
        const value =
          scale *
          Math.max(
            0,
            interpolated(slice.data, rows, columns, row, Math.floor(columns / 2) + (px * columns) / 2),
          );
        const angle = phase(px, py);
        data[i] = value * Math.cos(angle);
        data[x.length + i] = value * Math.sin(angle);
      }
      return shaped(data, [2, into, across]);
    },
  };
}

/** The value between samples, by four along each axis. */
function interpolated(
  data: Float32Array,
  rows: number,
  columns: number,
  row: number,
  column: number,
): number {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const t = column - left;
  let total = 0;
  for (let k = -1; k <= 2; k++) {
    const r = top + k;
    if (r < 0 || r >= rows) continue;
    let along = 0;
    for (let m = -1; m <= 2; m++) {
      const c = left + m;
      if (c >= 0 && c < columns) along += cubicWeight(m - t) * (data[r * columns + c] ?? 0);
    }
    total += cubicWeight(k - (row - top)) * along;
  }
  return total;
}

/** The weight of a sample at distance d. */
function cubicWeight(d: number): number {
  const a = Math.abs(d);
  if (a >= 2) return 0;
  return a < 1 ? 1 + a * a * (1.5 * a - 2.5) : 2 + a * (-4 + a * (2.5 - 0.5 * a));
}
