import type { RandomStream } from '../../util/random.ts';
import type { Glyph, Point, Stroke } from './glyphs.ts';

/** The image's edge, in pixels. */
export const SIZE = 28;

/** The edge of the box that the ink fills, in pixels, as in MNIST. */
const BOX = 20;

/** Over how many pixels the ink fades at its edge. */
const FADE = 1.1;

/** By how much the pen's width varies from one piece of line to the next. */
const ROUGHNESS = 0.12;

/**
 * Inks a glyph into an image [28, 28] that begins at `offset`, framed like MNIST: the ink as large as a box of 20
 * pixels allows, its center of mass in the middle. `pen` is the pen's width in pixels, which varies on the way.
 */
export function ink(
  glyph: Glyph,
  pen: number,
  stream: RandomStream,
  image: Float32Array,
  offset: number,
): void {
  for (const stroke of framed(glyph, BOX - pen - FADE)) {
    for (const [from, to] of lines(stroke)) {
      const radius = (pen / 2) * (1 + ROUGHNESS * stream.normal());
      inkLine(from, to, radius, image, offset);
    }
  }
}

/** The glyph in pixels, its path in a box of this edge, its center of mass in the middle of the image. */
function framed(glyph: Glyph, edge: number): Glyph {
  const points = glyph.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const scale = edge / Math.max(extent(xs), extent(ys));
  const [x0, y0] = centerOfMass(glyph);
  const middle = SIZE / 2;
  return glyph.map((stroke) =>
    stroke.map(([x, y]) => [middle + scale * (x - x0), middle + scale * (y - y0)]),
  );
}

function extent(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/** Of a line of even thickness. */
function centerOfMass(glyph: Glyph): Point {
  let [mass, x, y] = [0, 0, 0];
  for (const stroke of glyph) {
    for (const [from, to] of lines(stroke)) {
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      mass += length;
      x += (length * (from[0] + to[0])) / 2;
      y += (length * (from[1] + to[1])) / 2;
    }
  }
  return [x / mass, y / mass];
}

function lines(stroke: Stroke): [from: Point, to: Point][] {
  return stroke.slice(1).flatMap((to, i) => {
    const from = stroke[i];
    return from ? [[from, to]] : [];
  });
}

/** Inks a straight line: full within `radius`, fading at its edge; where ink is already, the darker counts. */
function inkLine(
  [x1, y1]: Point,
  [x2, y2]: Point,
  radius: number,
  image: Float32Array,
  offset: number,
): void {
  const reach = radius + FADE / 2;
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squared = dx * dx + dy * dy || 1;
  const [left, right] = [first(Math.min(x1, x2) - reach), last(Math.max(x1, x2) + reach)];
  const [top, bottom] = [first(Math.min(y1, y2) - reach), last(Math.max(y1, y2) + reach)];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = Math.min(Math.max(((x - x1) * dx + (y - y1) * dy) / squared, 0), 1);
      const distance = Math.sqrt((x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2);
      const gray = Math.min(Math.max((reach - distance) / FADE, 0), 1);
      const at = offset + y * SIZE + x;
      if (gray > (image[at] ?? 0)) image[at] = gray;
    }
  }
}

function first(place: number): number {
  return Math.max(Math.ceil(place), 0);
}

function last(place: number): number {
  return Math.min(Math.floor(place), SIZE - 1);
}
