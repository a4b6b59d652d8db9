import { check } from '../../util/errors.ts';

const N = 624;
const M = 397;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;
const TWIST = 0x9908b0df;

/**
 * numpy's `RandomState`: the numbers that seeded code around numpy draws, bit for bit, so that masks of other people's
 * experiments can be made again. For everything else there is `RandomStream`.
 *
 * Source: Matsumoto and Nishimura, ACM Trans. Model. Comput. Simul. 8:3 (1998): MT19937, seeded as in their version of
 * 2002 by a number (`init_genrand`) or by a list (`init_by_array`), numpy's legacy seeding.
 *
 * @example new NumpyRandomState(42).uniform(); // 0.3745401188473625
 */
export class NumpyRandomState {
  readonly #state = new Uint32Array(N);
  #index = N;

  constructor(seed: number | readonly number[]) {
    checkSeed(seed);
    if (typeof seed === 'number') this.#seedByNumber(seed);
    else this.#seedByList(seed);
  }

  /** A number uniform in [0, 1), with 53 random bits (`uniform()`, `random_sample()`). */
  uniform(): number {
    const high = this.#next() >>> 5;
    const low = this.#next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** An integer uniform in [0, high) (`randint(0, high)`, `choice(high)`), by masks and rejection. */
  randint(high: number): number {
    const largest = high - 1;
    if (largest === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(largest)) - 1;
    for (;;) {
      const drawn = (this.#next() & mask) >>> 0;
      if (drawn <= largest) return drawn;
    }
  }

  #seedByNumber(seed: number): void {
    const mt = this.#state;
    mt[0] = seed;
    for (let i = 1; i < N; i++) mt[i] = Math.imul(1812433253, folded(mt[i - 1] ?? 0)) + i;
  }

  #seedByList(key: readonly number[]): void {
    this.#seedByNumber(19650218);
    const mt = this.#state;
    let i = 1;
    for (let k = 0; k < Math.max(N, key.length); k++) {
      const j = k % key.length;
      mt[i] = ((mt[i] ?? 0) ^ Math.imul(folded(mt[i - 1] ?? 0), 1664525)) + (key[j] ?? 0) + j;
      i = this.#advance(i);
    }
    for (let k = 1; k < N; k++) {
      mt[i] = ((mt[i] ?? 0) ^ Math.imul(folded(mt[i - 1] ?? 0), 1566083941)) - i;
      i = this.#advance(i);
    }
    mt[0] = UPPER_BIT;
  }

  /** The index after `i`; past the end, the last word becomes the first. */
  #advance(i: number): number {
    if (i + 1 < N) return i + 1;
    this.#state[0] = this.#state[N - 1] ?? 0;
    return 1;
  }

  /** The next 32 random bits, tempered. */
  #next(): number {
    if (this.#index === N) this.#twist();
    let y = this.#state[this.#index++] ?? 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** The next 624 words of the recurrence. */
  #twist(): void {
    const mt = this.#state;
    for (let k = 0; k < N; k++) {
      const y = ((mt[k] ?? 0) & UPPER_BIT) | ((mt[(k + 1) % N] ?? 0) & LOWER_BITS);
      mt[k] = (mt[(k + M) % N] ?? 0) ^ (y >>> 1) ^ (y & 1 ? TWIST : 0);
    }
    this.#index = 0;
  }
}

function folded(word: number): number {
  return word ^ (word >>> 30);
}

function checkSeed(seed: number | readonly number[]): void {
  const words = typeof seed === 'number' ? [seed] : seed;
  const fits = (word: number): boolean => Number.isInteger(word) && word >= 0 && word < 2 ** 32;
  check(words.length > 0 && words.every(fits), () => ({
    where: 'NumpyRandomState',
    expected: 'a seed from 0 to 2³² - 1, or a list of such',
    received: `${seed}`,
  }));
}
