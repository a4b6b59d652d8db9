import { z } from 'zod';
import type { Shape } from '../graph/index.ts';
import { product } from '../util/arrays.ts';
import type { RandomStream } from '../util/random.ts';

/** Draws the initial values of a weight of some shape, row-major. */
export type Initializer = (shape: Shape, stream: RandomStream) => Float32Array;

/** All zeros. */
export const zeros: Initializer = (shape) => new Float32Array(product(shape));

/** All ones. */
export const ones: Initializer = constant(1);

/** One value everywhere. */
export function constant(value = 0): Initializer {
  return (shape) => new Float32Array(product(shape)).fill(value);
}

/** Uniform in [minval, maxval). */
export function randomUniform({ minval = -0.05, maxval = 0.05 } = {}): Initializer {
  return draw((stream) => minval + (maxval - minval) * stream.uniform());
}

/** Normal. */
export function randomNormal({ mean = 0, stddev = 0.05 } = {}): Initializer {
  return draw((stream) => mean + stddev * stream.normal());
}

/** Normal, with what falls beyond two standard deviations drawn again. */
export function truncatedNormal({ mean = 0, stddev = 0.05 } = {}): Initializer {
  return draw((stream) => mean + stddev * normalWithin(2, stream));
}

/** Uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010, eq. 16). */
export const glorotUniform = uniformOfVariance((fanIn, fanOut) => 2 / (fanIn + fanOut));

/** Truncated normal of variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010, eq. 12). */
export const glorotNormal = normalOfVariance((fanIn, fanOut) => 2 / (fanIn + fanOut));

/** Uniform of variance 2 / fanIn, for ReLU (He et al. 2015, eq. 10). */
export const heUniform = uniformOfVariance((fanIn) => 2 / fanIn);

/** Truncated normal of variance 2 / fanIn, for ReLU (He et al. 2015, eq. 10). */
export const heNormal = normalOfVariance((fanIn) => 2 / fanIn);

/** Truncated normal of variance 1 / fanIn (LeCun et al. 1998, Efficient BackProp, eq. 16). */
export const lecunNormal = normalOfVariance((fanIn) => 1 / fanIn);

/**
 * Orthonormal rows or columns, whichever are fewer (Saxe et al. 2014), scaled by `gain`. Shapes of more than two
 * axes count as matrices of their first axis (a convolution's filters) by all others.
 */
export function orthogonal({ gain = 1 } = {}): Initializer {
  return (shape, stream) => {
    const rows = shape[0] ?? 1;
    const columns = product(shape.slice(1));
    const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
    const vectors = orthonormalVectors(count, length, stream);
    const at = (row: number, column: number) =>
      rows <= columns ? vectors[row]?.[column] : vectors[column]?.[row];
    return Float32Array.from({ length: rows * columns }, (_, i) => {
      return gain * (at(Math.floor(i / columns), i % columns) ?? 0);
    });
  };
}

const names = z.literal([
  'zeros',
  'ones',
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunNormal',
  'randomUniform',
  'randomNormal',
  'truncatedNormal',
  'orthogonal',
]);

const byName: Readonly<Record<z.output<typeof names>, Initializer>> = {
  zeros,
  ones,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunNormal,
  randomUniform: randomUniform(),
  randomNormal: randomNormal(),
  truncatedNormal: truncatedNormal(),
  orthogonal: orthogonal(),
};

const settings = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('constant'), value: z.number() }),
  z.strictObject({ type: z.literal('randomUniform'), minval: z.number(), maxval: z.number() }),
  z.strictObject({ type: z.literal('randomNormal'), mean: z.number().default(0), stddev: z.number() }),
  z.strictObject({ type: z.literal('truncatedNormal'), mean: z.number().default(0), stddev: z.number() }),
  z.strictObject({ type: z.literal('orthogonal'), gain: z.number() }),
]);

/** An initializer in a layer's options: its name, or its name with settings. */
export const initializerOption = z.union([names, settings], {
  error:
    `an initializer, ${[...names.values].join(', ')}, or one with settings such as ` +
    "{ type: 'truncatedNormal', stddev: 0.1 } or { type: 'constant', value: 1 }",
});

/** The initializer that an option names. */
export function initializerOf(option: z.output<typeof initializerOption>): Initializer {
  if (typeof option === 'string') return byName[option];
  switch (option.type) {
    case 'constant':
      return constant(option.value);
    case 'randomUniform':
      return randomUniform(option);
    case 'randomNormal':
      return randomNormal(option);
    case 'truncatedNormal':
      return truncatedNormal(option);
    case 'orthogonal':
      return orthogonal(option);
  }
}

/**
 * How many inputs reach an output and how many outputs an input reaches: a matrix is [in, out], a convolution's
 * kernel [out, in, ...spatial].
 */
function fans(shape: Shape): { fanIn: number; fanOut: number } {
  const [first = 1, second = first, ...spatial] = shape;
  if (spatial.length === 0) return { fanIn: first, fanOut: second };
  return { fanIn: second * product(spatial), fanOut: first * product(spatial) };
}

function draw(next: (stream: RandomStream) => number): Initializer {
  return (shape, stream) => Float32Array.from({ length: product(shape) }, () => next(stream));
}

function uniformOfVariance(variance: (fanIn: number, fanOut: number) => number): Initializer {
  return (shape, stream) => {
    const { fanIn, fanOut } = fans(shape);
    const limit = Math.sqrt(3 * variance(fanIn, fanOut));
    return randomUniform({ minval: -limit, maxval: limit })(shape, stream);
  };
}

/** The standard deviation of a standard normal variable cut off at ±2. */
const TRUNCATED_DEVIATION = 0.8796256610342398;

function normalOfVariance(variance: (fanIn: number, fanOut: number) => number): Initializer {
  return (shape, stream) => {
    const { fanIn, fanOut } = fans(shape);
    const stddev = Math.sqrt(variance(fanIn, fanOut)) / TRUNCATED_DEVIATION;
    return truncatedNormal({ stddev })(shape, stream);
  };
}

function normalWithin(limit: number, stream: RandomStream): number {
  for (;;) {
    const value = stream.normal();
    if (Math.abs(value) <= limit) return value;
  }
}

/** Gram and Schmidt on normal draws, each vector cleared of the others twice against rounding. */
function orthonormalVectors(count: number, length: number, stream: RandomStream): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => stream.normal());
    for (const other of [...vectors, ...vectors]) {
      const overlap = dot(vector, other);
      for (let i = 0; i < length; i++) vector[i] = (vector[i] ?? 0) - overlap * (other[i] ?? 0);
    }
    const size = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / size));
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, i) => total + value * (b[i] ?? 0), 0);
}
