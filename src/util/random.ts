import { type xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** The whole state of a stream: four 32-bit words, to be kept in checkpoints. */
export type RandomState = readonly number[];

/**
 * A seeded stream of random numbers (xoroshiro128+). There is no global generator: every stream derives from a
 * seed and the names of what it is for, so that adding one consumer never shifts the numbers of another.
 *
 * @example const order = RandomStream.derive(7, 'shuffle', epoch).permutation(items.length);
 */
export class RandomStream {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  constructor(state: RandomState) {
    this.#generator = xoroshiro128plusFromState(state);
  }

  /** The stream that belongs to `names` under `seed`. Equal arguments give equal streams. */
  static derive(seed: number, ...names: readonly (string | number)[]): RandomStream {
    const key = `${seed}/${names.join('/')}`;
    const state = [hash(key, 1), hash(key, 2), hash(key, 3), hash(key, 4) | 1];
    return new RandomStream(state);
  }

  /** The state from which `new RandomStream(state)` goes on with the same numbers. */
  get state(): RandomState {
    return this.#generator.getState();
  }

  /** A number uniform in [0, 1), with 32 random bits. */
  uniform(): number {
    return (this.#generator.next() >>> 0) / 2 ** 32;
  }

  /** A number from the standard normal distribution (Box and Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** An integer uniform in [0, n). */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** The integers 0 to n - 1 in random order (Fisher and Yates). */
  permutation(n: number): Uint32Array {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = order[i] ?? 0;
      order[i] = order[j] ?? 0;
      order[j] = held;
    }
    return order;
  }

  /** Fills `target` with numbers uniform in [0, 1), each exact in float32. */
  fillUniform(target: Float32Array): void {
    const generator = this.#generator;
    for (let i = 0; i < target.length; i++) target[i] = (generator.next() >>> 8) / 2 ** 24;
  }
}

/** FNV-1a over the key with a final avalanche (Appleby's fmix32), one of several by `salt`. */
function hash(key: string, salt: number): number {
  let h = Math.imul(0x811c9dc5 ^ salt, 0x01000193);
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
