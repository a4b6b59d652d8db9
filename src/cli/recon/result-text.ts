import { type ImageQuality, imageQuality } from '../../evaluate/image-quality/image-quality.ts';
import type { ShapedArray } from '../../imaging/shaped-array.ts';
import type { KspaceFile } from '../../reconstruct/kspace/kspace-file.ts';
import { magnitudeImage } from '../../reconstruct/magnitude-image.ts';
import type { ReconstructedSlice } from '../../reconstruct/reconstruct-slice.ts';
import { formatNumber } from '../../report/numbers.ts';
import type { ReconOptions } from '../recon.ts';
import { clean } from '../terminal-text.ts';
import { textTable } from '../text-table.ts';
import type { ChosenMask } from './choose-mask.ts';

/** What came out of a file. */
export interface Reconstruction {
  readonly slices: readonly ReconstructedSlice[];
  readonly scan: KspaceFile;
  readonly mask: ChosenMask | undefined;
  readonly method: string;
}

type Row = Pick<ImageQuality, 'nrmse' | 'psnr' | 'ssim'>;

/** Images one behind the other, [slice, row, column]. */
function volume(images: readonly ShapedArray[]): ShapedArray {
  const [first] = images;
  const size = first?.data.length ?? 0;
  const data = new Float32Array(size * images.length);
  for (const [i, image] of images.entries()) data.set(image.data, i * size);
  return { data, shape: [images.length, ...(first?.shape ?? [])] };
}

/** The metrics over all slices, where each has a reference. */
function quality(
  slices: readonly ReconstructedSlice[],
  imageOf: (slice: ReconstructedSlice) => ShapedArray | undefined,
): Row | undefined {
  const references = slices.flatMap(({ reference }) => reference ?? []);
  const images = slices.flatMap((slice) => imageOf(slice) ?? []);
  if (references.length !== slices.length || images.length !== slices.length) return undefined;
  return imageQuality(volume(references), volume(images));
}

/** How good the image is, and the one without a method; nothing where there is nothing to compare with. */
function rowsOf({ slices, method }: Reconstruction): Readonly<Record<string, Row | undefined>> {
  const plain = quality(slices, ({ zeroFilled }) => zeroFilled);
  if (method === 'zero-filled' || method === 'rss') return { [method]: plain };
  return { 'zero-filled': plain, [method]: quality(slices, ({ image }) => magnitudeImage(image)) };
}

/** A few lines for people: what was reconstructed, how, and how good it is. */
export function resultText(result: Reconstruction, seconds: number, { out, compress }: ReconOptions): string {
  const { slices, scan } = result;
  const [coils = 1, , rows, columns] = scan.shape;
  const table = Object.entries(rowsOf(result)).flatMap(([name, row]) => (row ? [rowOf(name, row)] : []));
  const what = `${counted(coils, 'coil')}, ${rows} × ${columns}, ${counted(slices.length, 'slice')}`;
  return [
    `  ${what}, ${samplingText(result)}`,
    ...(compress === undefined ? [] : [`  ${counted(compress, 'virtual coil')}, ${energyText(slices)}`]),
    ...(table.length > 0 ? [textTable([['', 'NRMSE', 'PSNR', 'SSIM'], ...table], [1, 2, 3])] : []),
    `  ${seconds.toFixed(2)} s${out === undefined ? '' : `, written to ${clean(out)}`}`,
  ].join('\n');
}

function energyText(slices: readonly ReconstructedSlice[]): string {
  const least = Math.min(...slices.map(({ energy }) => energy));
  const where = slices.length > 1 ? ' in every slice' : '';
  return `${(100 * least).toFixed(1)} % of the energy${where}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function samplingText({ slices, mask }: Reconstruction): string {
  const acceleration = slices[0]?.acceleration ?? 1;
  if (!mask && acceleration === 1) return 'fully sampled';
  const lines = mask?.calibrationLines;
  const kind = mask ? `${mask.kind} mask, ` : '';
  const calibration = lines ? `, ${lines} calibration lines` : '';
  return `${kind}one sample in ${formatNumber(Number(acceleration.toFixed(2)))}${calibration}`;
}

function rowOf(name: string, { nrmse, psnr, ssim }: Row): string[] {
  const decibels = Number.isFinite(psnr) ? `${psnr.toFixed(1)} dB` : 'equal';
  return [name, nrmse.toFixed(4), decibels, ssim.toFixed(4)];
}

/** What `--json` promises. */
export function resultJson(result: Reconstruction, seconds: number, { acceleration }: ReconOptions) {
  const { slices, method } = result;
  const own = rowsOf(result)[method];
  const number = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    method,
    acceleration: acceleration ?? slices[0]?.acceleration ?? 1,
    metrics: own ? { nrmse: own.nrmse, psnr: number(own.psnr), ssim: own.ssim } : null,
    seconds,
  };
}
