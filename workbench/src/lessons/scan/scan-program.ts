import { ssim } from 'echotrain/evaluate';
import {
  follow,
  type MethodChoice,
  type Reached,
  type ScanChoice,
  SIZE,
  type Trial,
  trialOf,
} from '../../../../lessons/05-inverse-problems/trial.ts';
import type { Program } from '../training/program.ts';

/** What is scanned, and how it is reconstructed. */
export type ScanParameters = ScanChoice & MethodChoice;

/** What is known before the first iteration. */
export interface ScanPicture {
  /** The true magnitudes. */
  readonly reference: Float32Array;
  /** Logarithms of the measured magnitudes of all coils, from 0 where nothing was measured. */
  readonly kspace: Float32Array;
  /** How many columns of k-space were measured. */
  readonly lines: number;
}

/** An iteration in numbers. */
export type IterationScores = Pick<Reached, 'iteration' | 'misfit' | 'nrmse'>;

/** What the program tells: the scan, then iterations with the last one's image, at the end its structural similarity. */
export interface ScanUpdate {
  readonly scan?: ScanPicture;
  readonly iterations: readonly IterationScores[];
  readonly image?: Float32Array;
  readonly ssim?: number;
}

/** Simulates a scan and reconstructs it before the reader's eyes. */
export const run: Program<ScanParameters, ScanUpdate> = async (parameters, host) => {
  const device = await host.device('small');
  const trial = trialOf(parameters);
  host.tell({ scan: pictureOf(trial), iterations: [] });
  let iterations: IterationScores[] = [];
  let last: Reached | undefined;
  await follow(trial, parameters, { device, threads: 1 }, async (reached) => {
    const { iteration, misfit, nrmse, image } = reached;
    iterations.push({ iteration, misfit, nrmse });
    last = reached;
    if (iteration > 0 && !host.isDue()) return;
    host.tell({ iterations, image: image.data });
    iterations = [];
    await host.follow();
  });
  if (last) {
    const reference = { data: trial.scene.reference, shape: [SIZE, SIZE] };
    host.tell({ iterations, image: last.image.data, ssim: ssim(reference, last.image) });
  }
  return undefined;
};

/** Magnitudes below this share of the largest are black. */
const FLOOR = 1e-4;

function pictureOf({ scene: { reference }, scan: { kspace, mask } }: Trial): ScanPicture {
  const points = mask.data.length;
  const energy = new Float64Array(points);
  for (const [i, value] of kspace.data.entries()) energy[i % points] = (energy[i % points] ?? 0) + value ** 2;
  const most = energy.reduce((a, b) => Math.max(a, b), 0);
  return {
    reference,
    kspace: Float32Array.from(energy, (value) => Math.log(Math.max(1, Math.sqrt(value / most) / FLOOR))),
    lines: mask.data.subarray(0, SIZE).reduce((sum, taken) => sum + taken, 0),
  };
}
