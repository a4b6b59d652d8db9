import { type Specification, sizeOf } from './workloads.ts';

/**
 * Initial weights and batches, from a counter and a hash: every contender, in any language, computes the same numbers
 * bit for bit without a file. peers/pytorch.py has the same formulas.
 */

/** Streams of numbers: the parameters have the numbers below `prototypes`. */
const streams = { prototypes: 900, batches: 1000 };

/** Numbers in memory of their own. */
type Floats = Float32Array<ArrayBuffer>;

/** Appleby's fmix32. */
function mix(word: number): number {
  let h = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function word(key: number, index: number): number {
  return mix(Math.imul(index, 0x9e3779b1) ^ key) >>> 0;
}

function words(stream: number, count: number): Uint32Array {
  const key = mix(stream + 1);
  const all = new Uint32Array(count);
  for (let i = 0; i < count; i++) all[i] = word(key, i);
  return all;
}

/** Numbers in [-1, 1), each exact in float32. */
function uniform(stream: number, count: number): Floats {
  const key = mix(stream + 1);
  const all = new Float32Array(count);
  for (let i = 0; i < count; i++) all[i] = (word(key, i) >>> 8) / 2 ** 23 - 1;
  return all;
}

/** An array and its shape. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: Floats;
}

/** Kernel and bias of every layer in turn: He-uniform kernels, biases zero. */
export function initialParameters({ layers }: Specification): Values[] {
  return layers.flatMap(({ kernel, outputs, fanIn }, index) => {
    const scale = Math.sqrt(6 / fanIn);
    const data = uniform(2 * index, sizeOf(kernel)).map((value) => value * scale);
    return [
      { shape: kernel, data },
      { shape: [outputs], data: new Float32Array(outputs) },
    ];
  });
}

/** Filters, influence functions and λ of every step of a variational network in turn: noise, 0.04 μ, and 1. */
export function initialStages(specification: Specification): Values[] {
  const limit = 1;
  return initialParameters(specification).map(({ shape, data }, i) => {
    const [outputs = 0] = shape;
    const [filters = 1] = specification.layers[i >> 1]?.kernel ?? [];
    const functions = (outputs - 1) / filters;
    const node = (j: number) => limit * ((2 * (j % functions)) / (functions - 1) - 1);
    if (i % 2 === 0) return { shape, data };
    return { shape, data: data.map((_, j) => (j === outputs - 1 ? 1 : 0.04 * node(j))) };
  });
}

/** A batch of examples and the class of each. */
export interface LabeledBatch {
  readonly input: Floats;
  readonly labels: Int32Array;
}

/**
 * Batches in which each example is its class's prototype, half covered by noise. Two by two they share their images
 * and differ in every label: no network fits both, so gradients never vanish.
 */
export function labeledBatches({ input, classes, batches }: Specification): LabeledBatch[] {
  const [examples = 0, ...shape] = input;
  const size = sizeOf(shape);
  const prototypes = uniform(streams.prototypes, classes * size);
  return Array.from({ length: batches }, (_, index) => {
    const pair = index >> 1;
    const classOf = words(streams.batches + 2 * pair, examples).map((word) => word % classes);
    const data = uniform(streams.batches + 2 * pair + 1, examples * size).map((noise, i) => {
      const example = Math.floor(i / size);
      const prototype = prototypes[(classOf[example] ?? 0) * size + (i % size)] ?? 0;
      return (prototype + noise) * 0.5;
    });
    return { input: data, labels: Int32Array.from(classOf, (label) => (label + (index & 1)) % classes) };
  });
}

/** A batch of inputs and what they should be turned into. */
export interface ImageBatch {
  readonly input: Floats;
  readonly target: Floats;
}

/** Batches as networks take them: classes one-hot, or images. */
export function batchesOf(specification: Specification): ImageBatch[] {
  const { classes } = specification;
  if (classes === 0) return noisyBatches(specification);
  return labeledBatches(specification).map(({ input, labels }) => {
    const target = new Float32Array(labels.length * classes);
    labels.forEach((label, example) => {
      target[example * classes + label] = 1;
    });
    return { input, target };
  });
}

/** Batches of an image with noise, and the image. */
function noisyBatches({ input, batches }: Specification): ImageBatch[] {
  const size = sizeOf(input);
  return Array.from({ length: batches }, (_, index) => {
    const target = uniform(streams.batches + 2 * index, size);
    const noise = uniform(streams.batches + 2 * index + 1, size);
    return { input: target.map((clean, i) => clean + 0.5 * (noise[i] ?? 0)), target };
  });
}

/** Batches of a complex image and the k-space it is compared with, both planar: [coil, 2, row, column]. */
export function complexBatches({ input, batches }: Specification): ImageBatch[] {
  return Array.from({ length: batches }, (_, index) => {
    const stream = streams.batches + 4 * index;
    return { input: planar(stream, input), target: planar(stream + 2, input) };
  });
}

/** Of every so many columns one is sampled, and so many about the center. */
const sampled = { every: 4, center: 24 };

/** 1 where k-space is sampled, else 0, of `columns`. */
function lineMask(columns: number): Floats {
  const { every, center } = sampled;
  const isCentral = (column: number) => Math.abs(column - columns / 2 + 0.5) < center / 2;
  return Float32Array.from({ length: columns }, (_, i) => Number(i % every === 0 || isCentral(i)));
}

/**
 * Batches of one undersampled k-space with sensitivities and mask, one behind the other, and an image that is to come of
 * them. All is noise, the image the first coil's; the sensitivities' squares add up to at most 1.
 */
export function reconstructionBatches(specification: Specification): ImageBatch[] {
  const [, ...kspace] = specification.input;
  const [columns = 0, rows = 0] = kspace.toReversed();
  const line = lineMask(columns);
  return complexBatches({ ...specification, input: kspace }).map(({ input, target }) => {
    const measured = input.map((value, i) => value * (line[i % columns] ?? 0));
    const maps = target.map((value) => value / 4);
    const mask = Float32Array.from({ length: rows * columns }, (_, i) => line[i % columns] ?? 0);
    const all = new Float32Array(measured.length + maps.length + mask.length);
    all.set(measured);
    all.set(maps, measured.length);
    all.set(mask, measured.length + maps.length);
    return { input: all, target: target.slice(0, 2 * rows * columns) };
  });
}

/** Real parts from one stream, imaginary parts from the next, both counted as [coil, row, column]. */
function planar(stream: number, [coils = 0, parts = 0, ...plane]: readonly number[]): Floats {
  const size = sizeOf(plane);
  const values = new Float32Array(coils * parts * size);
  for (let part = 0; part < parts; part++) {
    const all = uniform(stream + part, coils * size);
    for (let coil = 0; coil < coils; coil++)
      values.set(all.subarray(coil * size, (coil + 1) * size), (coil * parts + part) * size);
  }
  return values;
}

/**
 * Sixteen elements of a complex gradient, evenly spaced over [coil, row, column], real and imaginary parts in turn:
 * what contenders must agree on besides the loss.
 */
export function gradientProbe(gradient: Float32Array, { input }: Specification): number[] {
  const [coils = 0, , ...plane] = input;
  const size = sizeOf(plane);
  const every = Math.floor((coils * size) / 16);
  return Array.from({ length: 32 }, (_, i) => {
    const at = (i >> 1) * every;
    const part = 2 * Math.floor(at / size) + (i & 1);
    return gradient[part * size + (at % size)] ?? Number.NaN;
  });
}
