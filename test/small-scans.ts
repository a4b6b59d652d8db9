import type { InputField } from '../src/data/index.ts';
import { coils, compose, fourier, type ShapedArray, sampling, shaped } from '../src/imaging/index.ts';
import { RandomStream } from '../src/util/random.ts';

/** One undersampled scan, scaled so that the largest magnitude of its zero-filled image is 1. */
export interface SmallScan {
  /** [coil, 2, row, column] */
  readonly kspace: Float32Array;
  readonly maps: Float32Array;
  /** [1, 1, row, column] */
  readonly mask: Float32Array;
  /** What was scanned: [2, row, column]. */
  readonly image: Float32Array;
}

/** How small scans are. */
export interface ScanSize {
  readonly coils: number;
  readonly rows: number;
  readonly columns: number;
}

/** The arrays of a scan that a reconstruction is given, as a dataset names them. */
export function scanFields({ coils: count, rows, columns }: ScanSize): InputField[] {
  const shape = [count, 2, rows, columns];
  return [
    { name: 'kspace', shape },
    { name: 'maps', shape },
    { name: 'mask', shape: [1, 1, rows, columns] },
  ];
}

/** A scan of three ellipses with a smooth phase by smooth coils: every second line and four in the center. */
export function smallScan(seed: number, { coils: count, rows, columns }: ScanSize): SmallScan {
  const stream = RandomStream.derive(seed, 'small scan');
  const image = threeEllipses(stream, rows, columns);
  const maps = smoothMaps(stream, count, rows, columns);
  const lines = Float32Array.from({ length: columns }, (_, c) =>
    Number(c % 2 === 0 || Math.abs(c - columns / 2) < 3),
  );
  const mask = shaped(lines, [1, columns]);
  const shape = [count, 2, rows, columns];
  const scan = compose(sampling(mask, shape), fourier(shape), coils(maps));
  const kspace = scan.apply(image);
  const scale = 1 / largestMagnitude(scan.adjoint(kspace));
  return {
    kspace: kspace.map((value) => scale * value),
    maps: maps.data,
    mask: Float32Array.from({ length: rows * columns }, (_, i) => lines[i % columns] ?? 0),
    image: image.map((value) => scale * value),
  };
}

/** The magnitude of a planar complex image. */
export function magnitudeOf(image: Float32Array): Float32Array {
  const points = image.length / 2;
  return Float32Array.from({ length: points }, (_, i) => Math.hypot(image[i] ?? 0, image[points + i] ?? 0));
}

function largestMagnitude(image: Float32Array): number {
  return magnitudeOf(image).reduce((most, value) => Math.max(most, value), 0);
}

function threeEllipses(stream: RandomStream, rows: number, columns: number): Float32Array {
  const ellipses = [0.85, 0.4, 0.3].map((size) => {
    const [y, x] = [(1 - size) * (stream.uniform() - 0.5), (1 - size) * (stream.uniform() - 0.5)];
    return {
      y,
      x,
      height: size,
      width: size * (0.7 + 0.3 * stream.uniform()),
      value: 0.3 + 0.7 * stream.uniform(),
    };
  });
  const tilt = 2 * stream.uniform();
  return complexImage(rows, columns, (y, x) => {
    const inside = ellipses.filter((e) => ((y - e.y) / e.height) ** 2 + ((x - e.x) / e.width) ** 2 <= 1);
    const magnitude = inside.reduce((total, { value }) => total + value, 0);
    return [magnitude * Math.cos(tilt * (x + y)), magnitude * Math.sin(tilt * (x + y))];
  });
}

/** Gaussian sensitivities around the object, each with a phase, their squares adding up to 1. */
function smoothMaps(stream: RandomStream, count: number, rows: number, columns: number): ShapedArray {
  const points = rows * columns;
  const maps = new Float32Array(count * 2 * points);
  for (let coil = 0; coil < count; coil++) {
    const [angle, phase] = [(2 * Math.PI * coil) / count, 6 * stream.uniform()];
    const seen = complexImage(rows, columns, (y, x) => {
      const size = Math.exp(-((y - Math.sin(angle)) ** 2) - (x - Math.cos(angle)) ** 2);
      return [size * Math.cos(phase + x), size * Math.sin(phase + x)];
    });
    maps.set(seen, coil * 2 * points);
  }
  const power = new Float32Array(points);
  maps.forEach((value, i) => {
    power[i % points] = (power[i % points] ?? 0) + value ** 2;
  });
  return shaped(
    maps.map((value, i) => value / Math.sqrt(power[i % points] ?? 1)),
    [count, 2, rows, columns],
  );
}

/** A complex image of what a function of the place, from −1 to 1 along both axes, says. */
function complexImage(
  rows: number,
  columns: number,
  at: (y: number, x: number) => readonly [number, number],
): Float32Array {
  const points = rows * columns;
  const image = new Float32Array(2 * points);
  for (let i = 0; i < points; i++) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const [re, im] = at((2 * row + 1) / rows - 1, (2 * column + 1) / columns - 1);
    image[i] = re;
    image[points + i] = im;
  }
  return image;
}
