import { type ComplexPlane, powerOf } from '../src/audit/kspace/complex-plane.ts';
import { imageOf, kspaceOf } from '../src/audit/kspace/fourier.ts';
import { present } from '../src/util/errors.ts';

/** The coils of one slice of k-space. */
export type Coils = readonly ComplexPlane[];

type Place = readonly [y: number, x: number];

/** A plane of values by their place, from -1 to 1 in both directions. */
function planeOf(rows: number, columns: number, valueAt: (place: Place, i: number) => Place): ComplexPlane {
  const [re, im] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
  for (let i = 0; i < re.length; i++) {
    const place: Place = [(2 * Math.floor(i / columns)) / rows - 1, (2 * (i % columns)) / columns - 1];
    [re[i], im[i]] = valueAt(place, i);
  }
  return { re, im, rows, columns };
}

function sizeOf(coils: Coils) {
  return present(coils[0], 'a coil');
}

/** The image of all coils: the root of the sum of squares. */
export function magnitudeOf(coils: Coils): Float64Array {
  return powerOf(coils.map(imageOf)).map(Math.sqrt);
}

/** k-space of a real image, as if measured by one coil. */
export function fromMagnitude(image: Float64Array, rows: number, columns: number): Coils {
  return [kspaceOf(planeOf(rows, columns, (_, i) => [image[i] ?? 0, 0]))];
}

/** k-space of a complex image times smooth sensitivities of `count` coils. */
export function throughCoils(image: ComplexPlane, count: number): Coils {
  const { rows, columns, re, im } = image;
  return Array.from({ length: count }, (_, coil) => {
    const angle = (2 * Math.PI * coil) / count;
    return kspaceOf(
      planeOf(rows, columns, ([y, x], i) => {
        const level = Math.exp(-((x - Math.cos(angle)) ** 2 + (y - Math.sin(angle)) ** 2) / 2);
        const phase = x * Math.cos(2 * angle) + y * Math.sin(angle) + angle;
        const [c, s] = [level * Math.cos(phase), level * Math.sin(phase)];
        return [c * (re[i] ?? 0) - s * (im[i] ?? 0), s * (re[i] ?? 0) + c * (im[i] ?? 0)];
      }),
    );
  });
}

/** A real image with a smooth phase put on. */
export function withPhase(image: Float64Array, rows: number, columns: number): ComplexPlane {
  return planeOf(rows, columns, ([y, x], i) => {
    const phase = 1.5 * x - 0.8 * y + x * y + x * x;
    return [(image[i] ?? 0) * Math.cos(phase), (image[i] ?? 0) * Math.sin(phase)];
  });
}

/** k-space times a window in both directions; 0 at the center, 1 at the edge. */
export function filtered(coils: Coils, window: (way: number) => number): Coils {
  return coils.map(({ re, im, rows, columns }) =>
    planeOf(rows, columns, ([y, x], i) => {
      const factor = window(Math.abs(y)) * window(Math.abs(x));
      return [factor * (re[i] ?? 0), factor * (im[i] ?? 0)];
    }),
  );
}

/** k-space within zeros, `factor` times as large. */
export function padded(coils: Coils, factor: number): Coils {
  const { rows, columns } = sizeOf(coils);
  const [height, width] = [Math.floor(rows * factor), Math.floor(columns * factor)];
  const [top, left] = [(height >> 1) - (rows >> 1), (width >> 1) - (columns >> 1)];
  return coils.map(({ re, im }) =>
    planeOf(height, width, (_, i) => {
      const [row, column] = [Math.floor(i / width) - top, (i % width) - left];
      const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
      const at = row * columns + column;
      return isInside ? [re[at] ?? 0, im[at] ?? 0] : [0, 0];
    }),
  );
}

/** The steps by which JPEG divides luminance at quality 50 (ITU-T T.81, table K.1). */
const STEPS = [
  [16, 11, 10, 16, 24, 40, 51, 61],
  [12, 12, 14, 19, 26, 58, 60, 55],
  [14, 13, 16, 24, 40, 57, 69, 56],
  [14, 17, 22, 29, 51, 87, 80, 62],
  [18, 22, 37, 56, 68, 109, 103, 77],
  [24, 35, 55, 64, 81, 104, 113, 92],
  [49, 64, 78, 87, 103, 121, 120, 101],
  [72, 92, 95, 98, 112, 100, 103, 99],
];

function cosine(u: number, x: number): number {
  return Math.sqrt((u === 0 ? 1 : 2) / 8) * Math.cos((Math.PI * (x + 0.5) * u) / 8);
}

/** The image as it comes back from a JPEG file: 8 bits, blocks of 8 × 8, coefficients rounded to steps of `share`. */
export function throughJpeg(image: Float64Array, rows: number, columns: number, share: number): Float64Array {
  const most = image.reduce((a, b) => Math.max(a, b), 0);
  const result = image.map((value) => Math.round((255 * value) / most));
  for (let top = 0; top + 8 <= rows; top += 8) {
    for (let left = 0; left + 8 <= columns; left += 8)
      compressBlock(result, top * columns + left, columns, share);
  }
  return result;
}

function compressBlock(image: Float64Array, start: number, columns: number, share: number): void {
  const at = (y: number, x: number) => start + y * columns + x;
  const rounded = STEPS.map((steps, u) =>
    steps.map((step, v) => {
      let total = 0;
      for (let y = 0; y < 8; y++)
        for (let x = 0; x < 8; x++) total += (image[at(y, x)] ?? 0) * cosine(u, y) * cosine(v, x);
      const size = Math.max(1, Math.round(step * share));
      return size * Math.round(total / size);
    }),
  );
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      let total = 0;
      for (const [u, line] of rounded.entries())
        for (const [v, value] of line.entries()) total += value * cosine(u, y) * cosine(v, x);
      image[at(y, x)] = Math.max(0, Math.min(255, Math.round(total)));
    }
  }
}
