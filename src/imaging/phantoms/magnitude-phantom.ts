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
  checkSlice(slice);
  const phase = randomPhase(RandomStream.derive(seed, 'phase'));
  const scale =
    1 /
    Math.max(
      1e-30,
      slice.data.reduce((a, b) => Math.max(a, b), 0),
    );
  return {
    origin: 'simulated from magnitude images',
    image: (rows, columns, pose) => {
      const { x, y } = gridPositions(rows, columns, pose);
      const data = new Float32Array(2 * x.length);
      for (let i = 0; i < x.length; i++) {
        const [px, py] = [x[i] ?? 0, y[i] ?? 0];
        const value = scale * Math.max(0, interpolated(slice, px, py));
        const angle = phase(px, py);
        data[i] = value * Math.cos(angle);
        data[x.length + i] = value * Math.sin(angle);
      }
      return shaped(data, [2, rows, columns]);
    },
  };
}

function checkSlice({ data, shape }: ShapedArray): void {
  const where = 'magnitudePhantom';
  check(shape.length === 2 && data.length > 0, () => ({
    where,
    expected: 'a slice [row, column]',
    received: `shape [${shape.join(', ')}]`,
  }));
  const wrong = data.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  check(wrong < 0, () => ({
    where,
    expected: 'finite magnitudes of at least 0',
    received: `${data[wrong]} at index ${wrong}`,
  }));
}

/** The value at x (to the right) and y (up) from -1 to 1, by four samples along each axis. */
function interpolated({ data, shape }: ShapedArray, x: number, y: number): number {
  const [rows = 0, columns = 0] = shape;
  const row = Math.floor(rows / 2) - (y * rows) / 2;
  const column = Math.floor(columns / 2) + (x * columns) / 2;
  const [top, left] = [Math.floor(row), Math.floor(column)];
  let total = 0;
  for (let r = Math.max(0, top - 1); r <= Math.min(rows - 1, top + 2); r++) {
    let along = 0;
    for (let c = Math.max(0, left - 1); c <= Math.min(columns - 1, left + 2); c++) {
      along += cubicWeight(c - column) * (data[r * columns + c] ?? 0);
    }
    total += cubicWeight(r - row) * along;
  }
  return total;
}

/** The weight of a sample at distance d. */
function cubicWeight(d: number): number {
  const a = Math.abs(d);
  if (a >= 2) return 0;
  return a < 1 ? 1 + a * a * (1.5 * a - 2.5) : 2 + a * (-4 + a * (2.5 - 0.5 * a));
}
