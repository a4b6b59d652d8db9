/** A scan of one's own choice, reconstructed by a method of one's own choice and watched: what the lesson's page plays with. */
import { nrmse } from 'echotrain/evaluate';
import { constant, div, input, reduceSum, sqrt, square, sub, type Tensor } from 'echotrain/graph';
import { brainPhantom, gaussianMask, type ShapedArray, sense, shaped, sheppLogan } from 'echotrain/imaging';
import { toOnnx } from 'echotrain/onnx';
import {
  cgSense,
  type Method,
  magnitudeImage,
  totalVariation,
  waveletRegularization,
  zeroFilled,
} from 'echotrain/reconstruct';
import type { Execution } from 'echotrain/train';
import { everyLine, type Scan, type Scene, seed, simulate, undersampled } from './problem.ts';

/** Pixels of an image's side. */
export const SIZE = 128;

/** Lines in the middle that random masks always keep. */
const CALIBRATION = 12;

/** What is scanned, and how. */
export interface ScanChoice {
  readonly head: 'shepp-logan' | 'brain';
  readonly acceleration: number;
  readonly lines: 'regular' | 'random';
  /** Of the complete scan; `Infinity` for no noise. */
  readonly snr: number;
  readonly coils: number;
}

/** How it is reconstructed. */
export interface MethodChoice {
  readonly method: keyof typeof methods;
  /** λ, relative to data whose zero-filled image is 1 at most; 0 for none. */
  readonly regularization: number;
  readonly iterations: number;
}

const methods = {
  'zero-filled': () => zeroFilled(),
  sense: cgSense,
  tv: totalVariation,
  wavelet: waveletRegularization,
} satisfies Readonly<Record<string, (options: Execution & { readonly iterations: number }) => Method>>;

/** The scene, and what of it is measured. */
export interface Trial {
  readonly scene: Scene;
  readonly scan: Scan;
}

/** A reconstruction after an iteration; the number 0 is the zero-filled image, from which all of them begin. */
export interface Reached {
  readonly iteration: number;
  /** ‖A x − y‖ / ‖y‖: what of the data the image does not explain. */
  readonly misfit: number;
  readonly nrmse: number;
  /** The magnitude [row, column]. */
  readonly image: ShapedArray;
}

/** Simulates a scan, always the same for the same choice. */
export function trialOf({ head, acceleration, lines, snr, coils }: ScanChoice): Trial {
  const scene = simulate(SIZE, snr, head === 'brain' ? brainPhantom({ seed }) : sheppLogan(), coils);
  const size = { rows: SIZE, columns: SIZE };
  const mask =
    lines === 'regular'
      ? everyLine(SIZE, acceleration)
      : gaussianMask({ ...size, acceleration, calibrationLines: CALIBRATION, seed }).mask;
  return { scene, scan: undersampled(scene, mask) };
}

/** Reconstructs, and tells what is reached after every iteration; a promise is awaited before the next one. */
export async function follow(
  { scene, scan }: Trial,
  { method: name, regularization, iterations }: MethodChoice,
  execution: Execution,
  onReached: (reached: Reached) => Promise<void>,
): Promise<void> {
  const misfit = await misfitOf(scan, execution);
  const reference = shaped(scene.reference, [SIZE, SIZE]);
  const judge = async (iteration: number, complex: ShapedArray) => {
    const image = magnitudeImage(complex);
    await onReached({
      iteration,
      misfit: await misfit.of(complex.data),
      nrmse: nrmse(reference, image),
      image,
    });
  };
  const method = methods[name]({ ...execution, iterations });
  await judge(0, await zeroFilled().reconstruct(scan));
  const parameters = name === 'zero-filled' ? {} : { regularization };
  await method.reconstruct(scan, parameters, {
    onIteration: (iteration, image) => judge(iteration, image()),
  });
  await Promise.all([method.release(), misfit.release()]);
}

/** ‖A x − y‖ / ‖y‖ of an image, as a graph: A is a part of it. */
async function misfitOf({ kspace, maps, mask }: Scan, { device, threads }: Execution) {
  const x = input('x', [2, SIZE, SIZE]);
  const y = constant(kspace.data, kspace.shape);
  const norm = (z: Tensor) => sqrt(reduceSum(square(z)));
  const misfit = div(norm(sub(sense({ maps, mask }).apply(x), y)), norm(y));
  const session = await device.load(toOnnx({ misfit }), threads === undefined ? {} : { threads });
  return {
    of: async (image: Float32Array) => Number((await session.run({ x: image })).misfit?.[0]),
    release: () => session.release(),
  };
}
