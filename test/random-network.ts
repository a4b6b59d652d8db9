import fc from 'fast-check';
import { input } from '../src/graph/leaf.ts';
import { relu } from '../src/graph/ops/activation.ts';
import { add, mul } from '../src/graph/ops/arithmetic.ts';
import { concat } from '../src/graph/ops/concat.ts';
import { conv } from '../src/graph/ops/conv.ts';
import { normalizeOver } from '../src/graph/ops/normalization.ts';
import { averagePool, maxPool } from '../src/graph/ops/pool.ts';
import { upsample } from '../src/graph/ops/upsample.ts';
import type { Shape, Tensor } from '../src/graph/tensor.ts';
import { sizeOf } from '../src/graph/tensor.ts';
import { type Sample, Sampler } from './samples.ts';

/** A random convolutional network, [batch, channel, row, column] to the like, and values for all its inputs. */
export interface RandomNetwork {
  readonly y: Tensor;
  /** The images and the weights. */
  readonly inputs: readonly Tensor[];
  readonly samples: readonly Sample[];
}

/** Channels are multiples of `block`, images at least `side` pixels high and wide. */
export interface NetworkOptions {
  readonly batch: number;
  readonly block: number;
  readonly side: number;
  readonly depth: number;
}

const step = fc.record({
  kind: fc.constantFrom(
    ...(['conv', 'conv', 'conv', 'relu', 'relu', 'max', 'max'] as const),
    ...(['overlapping', 'average', 'normalize', 'scale', 'branch', 'residual', 'upsample'] as const),
  ),
  channels: fc.integer({ min: 1, max: 3 }),
  size: fc.integer({ min: 1, max: 3 }),
  window: fc.integer({ min: 2, max: 3 }),
  stride: fc.constantFrom(1, 1, 1, 2),
  dilation: fc.constantFrom(1, 1, 2),
  pad: fc.integer({ min: 0, max: 2 }),
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Networks whose first step is a convolution and whose others are drawn. */
export function randomNetworks(options: NetworkOptions): fc.Arbitrary<RandomNetwork> {
  const steps = fc.array(step, { minLength: 1, maxLength: options.depth });
  return fc.tuple(step, steps, fc.nat(), fc.nat(3)).map(([first, rest, seed, odd]) => {
    const sides = [options.side + odd, options.side];
    const network = new Builder(new Sampler(seed), options.block);
    const x = network.weight([options.batch, options.block, ...sides]);
    const y = [{ ...first, kind: 'conv' as const }, ...rest].reduce((t, s) => network.apply(t, s), x);
    return { y, inputs: network.inputs, samples: network.samples };
  });
}

class Builder {
  readonly inputs: Tensor[] = [];
  readonly samples: Sample[] = [];
  readonly #sampler: Sampler;
  readonly #block: number;

  constructor(sampler: Sampler, block: number) {
    this.#sampler = sampler;
    this.#block = block;
  }

  /** An input of values of variance 1 / `fanIn`, the number of products that are summed. */
  weight(shape: Shape, fanIn = 1): Tensor {
    const tensor = input(`x${this.inputs.length}`, shape);
    const most = Math.sqrt(3 / fanIn);
    this.inputs.push(tensor);
    this.samples.push(this.#sampler.uniform(shape, -most, most));
    return tensor;
  }

  #kernel(filters: number, channels: number, size: number): Tensor {
    return this.weight([filters, channels, size, size], channels * size * size);
  }

  apply(t: Tensor, s: Step): Tensor {
    const channels = sizeOf(t, 1);
    const fits = sizeOf(t, 2) >= 4 && sizeOf(t, 3) >= 4;
    switch (s.kind) {
      case 'conv':
        return this.#conv(t, s.channels * this.#block, s);
      case 'relu':
        return relu(t);
      case 'max':
        return fits ? maxPool(t, { size: [s.window, s.window] }) : t;
      case 'overlapping':
        return fits ? maxPool(t, { size: [3, 3], strides: [s.stride, 2], pads: [1, 1, 1, 1] }) : t;
      case 'average':
        return fits ? averagePool(t, { size: [s.window, 2] }) : t;
      case 'normalize':
        return normalizeOver(t, [0, 2, 3], { epsilon: 0.1 }).y;
      case 'scale':
        return add(mul(t, this.weight([channels, 1, 1])), this.weight([1, channels, 1, 1]));
      case 'branch':
        return concat([t, relu(this.#same(t))], 1);
      case 'residual':
        return add(t, this.#same(t));
      case 'upsample':
        return sizeOf(t, 2) <= 12 ? upsample(t, [2, 2]) : t;
    }
  }

  #conv(t: Tensor, filters: number, { size, stride, dilation, pad }: Step): Tensor {
    const reach = dilation * (size - 1) + 1;
    const least = Math.max(0, reach - Math.min(sizeOf(t, 2), sizeOf(t, 3)));
    const pads = [pad, least, Math.max(pad, least), pad];
    const kernel = this.#kernel(filters, sizeOf(t, 1), size);
    const bias = pad === 0 ? undefined : this.weight([filters]);
    return conv(t, kernel, bias, { strides: [1, stride], dilations: [dilation, dilation], pads });
  }

  /** A 3 × 3 convolution of the same shape. */
  #same(t: Tensor): Tensor {
    const channels = sizeOf(t, 1);
    return conv(t, this.#kernel(channels, channels, 3), undefined, { pads: [1, 1, 1, 1] });
  }
}
