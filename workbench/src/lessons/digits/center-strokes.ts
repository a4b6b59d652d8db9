/** A place on the pad, in its pixels. */
export interface PadPoint {
  readonly x: number;
  readonly y: number;
}

/** What a pen draws without being lifted. */
export type Stroke = readonly PadPoint[];

/** The images of MNIST: 28 pixels to a side, a digit in a square of 20, its center of mass in the middle. */
const SIZE = 28;
const BOX = 20;
const PEN = 2.6;

/** Strokes as an image like those of MNIST: 784 values from 0, paper, to 1, ink. */
export function centeredPixels(strokes: readonly Stroke[]): Float32Array {
  const first = inked(strokes, SIZE / 2, SIZE / 2);
  const mass = centerOfMass(first);
  return inked(strokes, SIZE - mass.x, SIZE - mass.y);
}

/** The strokes in a square of 20 pixels whose middle is at x, y. */
function inked(strokes: readonly Stroke[], x: number, y: number): Float32Array {
  const context = new OffscreenCanvas(SIZE, SIZE).getContext('2d', { willReadFrequently: true });
  if (!context) return new Float32Array(SIZE * SIZE);
  const { scale, middle } = fitOf(strokes.flat());
  context.lineWidth = PEN;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) {
    context.beginPath();
    for (const point of [...stroke, ...stroke.slice(-1)]) {
      context.lineTo(x + scale * (point.x - middle.x), y + scale * (point.y - middle.y));
    }
    context.stroke();
  }
  const { data } = context.getImageData(0, 0, SIZE, SIZE);
  return Float32Array.from({ length: SIZE * SIZE }, (_, pixel) => (data[4 * pixel + 3] ?? 0) / 255);
}

function fitOf(points: readonly PadPoint[]): { readonly scale: number; readonly middle: PadPoint } {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const extent = Math.max(right - left, bottom - top, 30);
  return { scale: (BOX - PEN) / extent, middle: { x: (left + right) / 2, y: (top + bottom) / 2 } };
}

function centerOfMass(pixels: Float32Array): PadPoint {
  let [total, x, y] = [0, 0, 0];
  for (const [pixel, ink] of pixels.entries()) {
    total += ink;
    x += ink * ((pixel % SIZE) + 0.5);
    y += ink * (Math.floor(pixel / SIZE) + 0.5);
  }
  return total > 0 ? { x: x / total, y: y / total } : { x: SIZE / 2, y: SIZE / 2 };
}
