/** What all levels of this lesson share: a simulated head, what coils measure of it, and how a level is run. */
import { nrmse } from 'echotrain/evaluate';
import {
  biotSavartCoils,
  type Phantom,
  regularMask,
  type ShapedArray,
  shaped,
  sheppLogan,
  simulateAcquisition,
} from 'echotrain/imaging';
import { isStarted } from '../started.ts';

/** Where coils, noise and random masks come from. */
export const seed = 1;

/** When the residual has fallen to this share of its start, float32 has no more to say. */
export const tolerance = 1e-6;

/** How many coils there are around the head, and how much stronger than the noise a complete scan's signal is. */
const [COILS, SNR] = [8, 50];

/** An undersampled scan: complex data are planar, an axis of real and imaginary part before the rows. */
export interface Scan {
  /** What the coils measured, zeros where nothing was: [coil, 2, row, column]. */
  readonly kspace: ShapedArray;
  /** What each coil sees of a point: [coil, 2, row, column]. */
  readonly maps: ShapedArray;
  /** 1 where it was sampled: [row, column]. */
  readonly mask: ShapedArray;
}

/** The course of a reconstruction. */
export interface Course {
  /** ‖A* (A x − y)‖ after each iteration, as a share of ‖A* y‖. */
  readonly residuals: readonly number[];
  /** The image after each iteration: [2, row, column]. */
  readonly images: readonly Float32Array[];
}

/** How a level reconstructs: always the same way, whatever it is written in. */
export type Level = (scan: Scan, iterations: number) => Course | Promise<Course>;

/** A head in the scanner, measured completely. */
export interface Scene {
  readonly kspace: ShapedArray;
  readonly maps: ShapedArray;
  /** The magnitude of the true image, as sharp as the complete scan: [row, column]. */
  readonly reference: Float32Array;
}

/**
 * A head, that of Shepp and Logan, as eight coils measure it. It is painted twice as fine as it will be reconstructed, and
 * the high frequencies are then left out, as a scanner does: nobody's head is made of our pixels.
 */
export function simulate(
  size: number,
  snr: number = SNR,
  head: Phantom = sheppLogan(),
  coils = COILS,
): Scene {
  const array = biotSavartCoils({ coils, seed });
  const scan = { coils: array, rows: size, columns: size, snr, seed };
  const { kspace, maps, reference } = simulateAcquisition(head, scan);
  return { kspace, maps, reference: magnitude(reference.data) };
}

/** The part of a scene that a mask lets through. */
export function undersampled({ kspace, maps }: Scene, mask: ShapedArray): Scan {
  const kept = kspace.data.map((value, i) => value * (mask.data[i % mask.data.length] ?? 0));
  return { kspace: shaped(kept, kspace.shape), maps, mask };
}

/** The magnitude of a complex image [2, row, column]. */
export function magnitude(image: Float32Array): Float32Array {
  const size = image.length / 2;
  return image.subarray(0, size).map((re, i) => Math.hypot(re, image[size + i] ?? 0));
}

/** 1 where there is something of the head. */
export function bodyOf({ reference }: Scene): Uint8Array {
  return Uint8Array.from(reference, (value) => (value > 0.05 ? 1 : 0));
}

/** Every R-th column of a square k-space. */
export function everyLine(size: number, acceleration: number): ShapedArray {
  return regularMask({ rows: size, columns: size, acceleration }).mask;
}

/** Pixels of a side, acceleration and iterations of what a level prints and the test compares. */
export const program = { size: 48, acceleration: 3, iterations: 20 } as const;

/** Reconstructs and prints, where the module with this `import.meta` was started. */
export async function main(meta: ImportMeta, solve: Level): Promise<void> {
  if (isStarted(meta)) console.log(await describe(solve));
}

/** The course of a level's reconstruction of a small scan, for people. */
export async function describe(solve: Level): Promise<string> {
  const { size, acceleration, iterations } = program;
  const scene = simulate(size);
  const scan = undersampled(scene, everyLine(size, acceleration));
  const start = performance.now();
  const { residuals, images } = await solve(scan, iterations);
  const seconds = (performance.now() - start) / 1000;
  const shape = [size, size];
  const rows = [1, 2, 5, 10, 20].map((i) => {
    const image = magnitude(images[i - 1] ?? new Float32Array(2 * size * size));
    const error = nrmse({ data: scene.reference, shape }, { data: image, shape });
    const cells = [`${i}`, (residuals[i - 1] ?? Number.NaN).toFixed(5), error.toFixed(4)];
    return cells.map((cell) => cell.padStart(10)).join('');
  });
  return [' iteration  residual     NRMSE', ...rows, `${seconds.toFixed(2)} s`].join('\n');
}
