/**
 * Trained networks on any scan: `node lessons/06-learning-a-reconstruction/reconstruct-scan.ts SCAN RUN [UNET-RUN]`, RUN
 * being the folder that the study of the variational network has left, and SCAN a fully sampled scan of any format.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageQuality, imageQuality } from 'echotrain/evaluate';
import { gaussianMask, type ShapedArray, shaped } from 'echotrain/imaging';
import type { Model } from 'echotrain/layers';
import { fastmriUnet, variationalNetwork } from 'echotrain/models';
import {
  cgSense,
  learnedReconstruction,
  type Method,
  magnitudeImage,
  reconstructSlice,
  type SlicePlan,
  totalVariation,
  zeroFilled,
} from 'echotrain/reconstruct';
import { nodeDevice } from 'echotrain/runtime/node';
import { exportOnnx, loadWeights } from 'echotrain/train';
import { readScan } from '../05-inverse-problems/measured.ts';
import { isStarted } from '../started.ts';
import { comparisonOf } from './steps.ts';

/** What one method made of a scan. */
export interface MethodImage {
  readonly name: string;
  /** Magnitudes [row, column], and those of all samples. */
  readonly image: ShapedArray;
  readonly reference: ShapedArray;
  /** In the head. */
  readonly quality: ImageQuality;
}

/** The networks of the studies, for k-space of any shape: nothing in their weights depends on it. */
const networks = {
  variational: (kspaceShape: readonly number[]) =>
    variationalNetwork({ kspaceShape, stages: 8, filters: 12, kernelSize: 7, functions: 15 }),
  unet: (kspaceShape: readonly number[]) => fastmriUnet({ kspaceShape, channels: 16, pools: 3 }),
} as const;

/** The share of the lines that is calibration, as in the studies. */
const CALIBRATION = 1 / 8;

const device = nodeDevice('cpu');

async function trained(run: string, model: Model): Promise<Method> {
  const weights = loadWeights(model, readFileSync(join(run, 'weights.safetensors')));
  return learnedReconstruction(exportOnnx(model, weights, { batch: 1 }), { device });
}

/** A method by what it is called. */
interface NamedPlan extends SlicePlan {
  readonly name: string;
}

/** The methods, tuned and trained as the studies have left them. */
async function plansOf(shape: readonly number[], run: string, unetRun?: string): Promise<NamedPlan[]> {
  const { methods } = comparisonOf(run);
  const tuned = (method: string) => methods.find(({ name }) => name === method)?.parameters ?? {};
  const maps = 'espirit';
  const plans: NamedPlan[] = [
    { name: 'zero-filled', method: zeroFilled(), maps },
    { name: 'CG-SENSE', method: cgSense({ device }), parameters: tuned('sense'), maps },
    { name: 'total variation', method: totalVariation({ device }), parameters: tuned('tv'), maps },
  ];
  if (unetRun !== undefined) {
    plans.push({ name: 'U-Net', method: await trained(unetRun, networks.unet(shape)), maps: 'none' });
  }
  const network = await trained(run, networks.variational(shape));
  return [...plans, { name: 'VN', method: network, maps }];
}

/** A fully sampled slice, undersampled four times and reconstructed by all methods. */
export async function reconstructions(
  kspace: ShapedArray,
  run: string,
  unetRun?: string,
): Promise<MethodImage[]> {
  const [, , rows = 0, columns = 0] = kspace.shape;
  const calibrationLines = Math.round(CALIBRATION * columns);
  const { mask } = gaussianMask({ rows, columns, acceleration: 4, calibrationLines, seed: 1 });
  const images: MethodImage[] = [];
  for (const plan of await plansOf(kspace.shape, run, unetRun)) {
    const { name } = plan;
    const { image, reference } = await reconstructSlice(kspace, name, { ...plan, mask });
    if (!reference) throw new Error('the scan is not fully sampled');
    const magnitudes = magnitudeImage(image);
    const quality = imageQuality(reference, magnitudes, { region: headOf(reference) });
    images.push({ name, image: magnitudes, reference, quality });
    await plan.method.release();
  }
  return images;
}

/** 1 where the signal exceeds a twentieth of the strongest. */
function headOf({ data, shape }: ShapedArray): ShapedArray {
  const strongest = data.reduce((a, b) => Math.max(a, b));
  return shaped(
    data.map((value) => (value > strongest / 20 ? 1 : 0)),
    shape,
  );
}

/** What was measured, for people. */
export function describe(images: readonly MethodImage[]): string {
  const rows = images.map(({ name, quality: { psnr, ssim, nrmse } }) =>
    [
      name.padEnd(18),
      psnr.toFixed(2).padStart(8),
      ssim.toFixed(3).padStart(8),
      nrmse.toFixed(3).padStart(8),
    ].join(''),
  );
  return ['in the head        PSNR/dB    SSIM   NRMSE', ...rows].join('\n');
}

if (isStarted(import.meta)) {
  const [, , scan, run, unetRun] = process.argv;
  if (scan === undefined || run === undefined) throw new Error('say which scan, and which run');
  console.log(describe(await reconstructions(await readScan(scan), run, unetRun)));
}
