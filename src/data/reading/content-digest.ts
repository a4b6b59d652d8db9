import { createHash } from 'node:crypto';
import type { ArrayFile } from '../../formats/array/array-file.ts';
import { isComplex, type Numbers } from '../../formats/array/dtype.ts';
import { type ArrayStatistics, magnitudes, RunningStatistics } from '../../formats/array/statistics.ts';

/** What identifies an array, and what its values are like. */
export interface ContentDigest {
  readonly statistics: ArrayStatistics;
  /** SHA-256 of shape, dtype and decoded values, in hexadecimal. */
  readonly hash: string;
}

type Described = Pick<ArrayFile, 'shape' | 'dtype' | 'order'>;

/**
 * Goes through an array's values piece by piece, once. The hash is of the shape as the values lie in memory, slowest
 * axis first, the dtype and the values: the same array has the same hash in any format, in row- or column-major order.
 */
export class DigestingReader {
  readonly #statistics = new RunningStatistics();
  readonly #hash = createHash('sha256');
  readonly #complex: boolean;

  constructor({ shape, dtype, order }: Described) {
    this.#complex = isComplex(dtype);
    const inMemory = order === 'row-major' ? shape : shape.toReversed();
    this.#hash.update(`${JSON.stringify([inMemory, dtype])}\n`);
  }

  /** Takes in the next values, in memory order; pairs (real, imaginary) of complex ones. */
  add(values: Numbers): void {
    this.#statistics.add(this.#complex ? magnitudes(values) : values);
    this.#hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  /** What all values gave; to be asked once. */
  digest(): ContentDigest {
    return { statistics: this.#statistics.statistics, hash: this.#hash.digest('hex') };
  }
}
