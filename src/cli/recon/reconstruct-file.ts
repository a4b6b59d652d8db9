import { FileSource } from '../../data/reading/file-source.ts';
import { noiseCovariance, prewhiten } from '../../imaging/calibration/prewhiten.ts';
import type { ShapedArray } from '../../imaging/shaped-array.ts';
import { type CalibrationScan, openCalibration } from '../../reconstruct/kspace/calibration-scan.ts';
import { type KspaceFile, openKspace } from '../../reconstruct/kspace/kspace-file.ts';
import { readNoise } from '../../reconstruct/kspace/noise-scan.ts';
import { outOfRange } from '../../reconstruct/out-of-range.ts';
import {
  type ReconstructedSlice,
  reconstructSlice,
  type SlicePlan,
} from '../../reconstruct/reconstruct-slice.ts';
import { range } from '../../util/arrays.ts';
import { closing } from '../../util/closing.ts';
import { check } from '../../util/errors.ts';
import { LateProgress } from '../data/late-progress.ts';
import { interruption } from '../interruption.ts';
import type { ReconOptions } from '../recon.ts';
import { clean } from '../terminal-text.ts';
import { type ChosenMask, chooseMask } from './choose-mask.ts';
import { type ChosenMethod, chooseMethod } from './choose-method.ts';
import { type MapsFile, openMaps } from './open-maps.ts';
import { type Reconstruction, resultJson, resultText } from './result-text.ts';
import { checkPlace, writeImage } from './write-image.ts';

/** `echotrain recon`: reconstructs a file slice by slice, compares where it can, and writes the image when it is whole. */
export async function reconstructFile(input: string, options: ReconOptions): Promise<void> {
  const begun = performance.now();
  if (options.out !== undefined) await checkPlace(options.out, input);
  const result = await interruption.heed((signal) =>
    closing(new FileSource({ path: input }), async (source) =>
      closing(await openKspace(source, options), (scan) => reconstruct(source, scan, options, signal)),
    ),
  );
  if (options.out !== undefined) await writeImage(options.out, result);
  const seconds = (performance.now() - begun) / 1000;
  const people = options.json ? process.stderr : process.stdout;
  people.write(`${clean(input)}\n${resultText(result, seconds, options)}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(resultJson(result, seconds, options))}\n`);
}

async function reconstruct(
  source: FileSource,
  scan: KspaceFile,
  options: ReconOptions,
  signal: AbortSignal,
): Promise<Reconstruction> {
  for (const note of scan.notes) warn(note);
  const numbers = chosenSlices(scan, options);
  const mask = await chooseMask(options, scan.shape);
  const chosen = await chooseMethod(options);
  const maps = await openMaps(options, chosen);
  try {
    const whiten = options.prewhiten ? await whitening(source) : (kspace: ShapedArray) => kspace;
    const calibration = mask ? undefined : await openCalibration(source, scan, options.member);
    const shared = { source, options, mask, chosen, maps, calibration, whiten, signal };
    const slices = await eachSlice(scan, numbers, shared);
    checkUseful(slices, options);
    return { slices, scan, mask, method: options.method };
  } finally {
    maps?.close();
    await chosen.method.release();
  }
}

/** All that the slices of a scan share. */
interface Shared {
  readonly source: FileSource;
  readonly options: ReconOptions;
  readonly mask: ChosenMask | undefined;
  readonly chosen: ChosenMethod;
  readonly maps: MapsFile | undefined;
  readonly calibration: CalibrationScan | undefined;
  readonly whiten: (kspace: ShapedArray) => ShapedArray;
  readonly signal: AbortSignal;
}

async function eachSlice(
  scan: KspaceFile,
  numbers: readonly number[],
  shared: Shared,
): Promise<ReconstructedSlice[]> {
  const { source, options, chosen, whiten, signal } = shared;
  const progress = new LateProgress({ label: options.method, total: numbers.length, unit: 'slices' });
  const slices: ReconstructedSlice[] = [];
  try {
    for (const [done, number] of numbers.entries()) {
      signal.throwIfAborted();
      const kspace = whiten(await scan.read(number));
      const where = scan.slices > 1 ? `${source.name}, slice ${number + 1}` : source.name;
      const plan = await planOf(number, shared);
      const slice = await reconstructSlice(kspace, where, plan, { signal });
      if (done === 0) warnOfNetwork(scan, slice, chosen, shared);
      slices.push(slice);
      progress.update({ done: done + 1 });
    }
    progress.finish('reconstructed');
  } catch (error) {
    progress.fail('not reconstructed');
    throw error;
  }
  return slices;
}

async function planOf(
  number: number,
  { options, mask, chosen, maps, calibration, whiten }: Shared,
): Promise<SlicePlan> {
  const { regularization, compress } = options;
  const estimated = options.maps === 'low-resolution' ? 'low-resolution' : 'espirit';
  return {
    method: chosen.method,
    ...(regularization !== undefined && { parameters: { regularization } }),
    mask: mask?.mask,
    maps: maps ? await maps.read(number) : chosen.findsMaps ? estimated : 'none',
    calibration: calibration && whiten(await calibration.read(number)),
    coils: compress,
  };
}

function chosenSlices({ slices }: KspaceFile, { slice }: ReconOptions): number[] {
  if (slice === undefined) return range(slices);
  check(slice <= slices, () => ({ where: '--slice', expected: `1 to ${slices}`, received: `${slice}` }));
  return [slice - 1];
}

function checkUseful(slices: readonly ReconstructedSlice[], { out }: ReconOptions): void {
  check(out !== undefined || slices.some(({ reference }) => reference), () => ({
    where: '--out',
    expected: 'a file to write, or --acceleration to compare with all samples',
    received: 'neither',
  }));
}

async function whitening(source: FileSource): Promise<(kspace: ShapedArray) => ShapedArray> {
  const covariance = noiseCovariance(await readNoise(source));
  return (kspace) => prewhiten(kspace, covariance);
}

function warnOfNetwork(
  { shape }: KspaceFile,
  { acceleration }: ReconstructedSlice,
  { trainedFor }: ChosenMethod,
  { options, mask }: Shared,
): void {
  if (!trainedFor) return;
  const [coils = 1, ...rest] = shape;
  const conditions = {
    shape: [options.compress ?? coils, ...rest],
    acceleration: options.acceleration ?? acceleration,
    mask: mask?.kind,
    calibrationLines: mask?.calibrationLines,
  };
  for (const sentence of outOfRange(trainedFor, conditions)) warn(sentence);
}

function warn(text: string): void {
  process.stderr.write(`warning: ${clean(text)}\n`);
}
