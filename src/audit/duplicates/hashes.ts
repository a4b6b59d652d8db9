import { FREQUENCIES } from './spectrum.ts';

/** The frequencies, of each axis, whose signs are the hash: 8 × 8 without the mean, 63 bits. */
export const HASH_FREQUENCIES = 8;

/** The hashes of many images: 63 bits each, in two words. */
export interface Hashes {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** 0 for images that show nothing and have no hash. */
  readonly known: Uint8Array;
}

/** The signs of whitened spectra's low frequencies; about half of all bits are set, in any set of images. */
export function hashesOf(spectra: readonly (Float32Array | undefined)[]): Hashes {
  const hashes = {
    high: new Uint32Array(spectra.length),
    low: new Uint32Array(spectra.length),
    known: new Uint8Array(spectra.length),
  };
  for (const [image, spectrum] of spectra.entries()) {
    if (!spectrum) continue;
    hashes.known[image] = 1;
    hashes.high[image] = signs(spectrum, 0);
    hashes.low[image] = signs(spectrum, HASH_FREQUENCIES / 2);
  }
  return hashes;
}

function signs(spectrum: Float32Array, fromRow: number): number {
  let word = 0;
  for (let i = 0; i < 32; i++) {
    const row = fromRow + Math.floor(i / HASH_FREQUENCIES);
    const value = spectrum[row * FREQUENCIES + (i % HASH_FREQUENCIES)] ?? 0;
    word = (word << 1) | (value > 0 ? 1 : 0);
  }
  return word >>> 0;
}

/** How many bits are set (Warren, Hacker's Delight, section 5-1). */
function bitCount(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Calls `visit` for every second image, after `first`, that differs from it in at most `most` bits. */
export function visitNear(
  a: Hashes,
  first: number,
  b: Hashes,
  most: number,
  visit: (second: number) => void,
): void {
  if (a.known[first] === 0) return;
  const [high = 0, low = 0] = [a.high[first], a.low[first]];
  const { high: highs, low: lows, known } = b;
  for (let second = first + 1; second < highs.length; second++) {
    const bits = bitCount(high ^ (highs[second] ?? 0)) + bitCount(low ^ (lows[second] ?? 0));
    if (bits <= most && known[second] === 1) visit(second);
  }
}
