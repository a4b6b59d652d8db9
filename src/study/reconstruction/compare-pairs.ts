import { imageQuality } from '../../evaluate/index.ts';
import { type ShapedArray, shaped } from '../../imaging/index.ts';
import type { ImagePairs } from '../../reconstruct/dataset/image-pairs.ts';
import { predict } from '../../train/index.ts';
import { range } from '../../util/arrays.ts';
import type { ComparedAnswers } from '../answers.ts';
import type { KeptImages } from '../recording/cases/case-table.ts';
import { EvenSpread } from '../recording/cases/even-spread.ts';
import { imageCapacity } from '../recording/cases/image-capacity.ts';
import type { Surroundings, Trained } from '../train-repetition.ts';
import {
  type ComparedCase,
  type ComparedMethod,
  type IntervalSettings,
  NETWORK,
  type Quality,
  summarizeCases,
} from './comparison.ts';
import { networkLabel } from './network-label.ts';
import type { ReconstructedSlice } from './reconstruct-cases.ts';

/** The key of the images as they come among the methods. */
const INPUT = 'input';

/** Compares what a network makes of degraded images with these images themselves. */
export async function comparePairs(
  { model, fitted }: Trained,
  part: ImagePairs,
  { device, threads, signal, onReconstruction }: Surroundings,
  { imageBytes, ...settings }: IntervalSettings & { readonly imageBytes: number },
): Promise<ComparedAnswers> {
  const { name, origin, before, shape } = part.source;
  const size = shape.slice(1);
  const cases: ComparedCase[] = [];
  const slices: ReconstructedSlice[] = [];
  const spread = new EvenSpread<KeptImages>(imageCapacity(3 * 4 * part.inputSize, imageBytes));
  let seconds = 0;
  for (const item of range(part.count)) {
    const { clean, degraded } = await part.pair(item);
    const started = performance.now();
    const { values } = await predict(model, fitted.weights, degraded, { device, threads, signal });
    seconds += (performance.now() - started) / 1000;
    const quality = (image: Float32Array) => qualityOf(clean, image, part);
    const subject = part.metadata('id')[item] ?? `${item}`;
    const ofNetwork = quality(values);
    cases.push({ subject, slices: 1, quality: { [INPUT]: quality(degraded), [NETWORK]: ofNetwork } });
    const images = [
      { name: INPUT, label: before, image: shaped(degraded, size) },
      { name: NETWORK, label: networkLabel(model.name), image: shaped(values, size) },
    ];
    const reference = shaped(clean, size);
    slices.push({ subject, reference, images });
    spread.offer(ofNetwork.nrmse, { index: item, images: namedImages(reference, images) });
    onReconstruction?.(`${part.name}, by ${networkLabel(model.name)}`, item + 1, part.count);
  }
  const methods: ComparedMethod[] = [
    { name: INPUT, label: before },
    { name: NETWORK, label: networkLabel(model.name), seconds: seconds / Math.max(1, part.count) },
  ];
  const definition = definitionOf(part);
  const summary = summarizeCases(methods, cases, settings);
  const comparison = { data: name, origin, definition, methods, cases, ...summary };
  return { comparison, slices: toShow(slices, cases), kept: spread.values };
}

function namedImages(reference: ShapedArray, images: ReconstructedSlice['images']): KeptImages['images'] {
  return new Map([['reference', reference], ...images.map(({ name, image }) => [name, image] as const)]);
}

function definitionOf({ count, source }: ImagePairs): string {
  const peak = source.range === undefined ? 'the largest value of the reference' : `${source.range}`;
  return `What the network makes of ${count === 1 ? 'an image' : `${count} images`}, beside the images as it gets them (${source.before}). PSNR takes ${peak} as the range, SSIM has windows of 7 × 7 pixels, NRMSE is ‖x\u00a0−\u00a0x_ref‖\u00a0/\u00a0‖x_ref‖.`;
}

/** The image in the middle of the network's NRMSE, and the one with the largest. */
function toShow(slices: readonly ReconstructedSlice[], cases: readonly ComparedCase[]): ReconstructedSlice[] {
  const error = (i: number) => cases[i]?.quality[NETWORK]?.nrmse ?? 0;
  const order = range(slices.length).sort((a, b) => error(a) - error(b));
  const shown = new Set([order[(order.length - 1) >> 1], order.at(-1)]);
  return [...shown].flatMap((i) => (i === undefined ? [] : (slices[i] ?? [])));
}

/** PSNR by the range of values that images of the kind have, where they have one. */
function qualityOf(clean: Float32Array, image: Float32Array, { source }: ImagePairs): Quality {
  const shape = source.shape.slice(1);
  const { psnr, ssim, nrmse } = imageQuality({ data: clean, shape }, { data: image, shape });
  const peak = clean.reduce((most, value) => Math.max(most, value), 0);
  return { psnr: psnr + 20 * Math.log10((source.range ?? peak) / peak), ssim, nrmse };
}
