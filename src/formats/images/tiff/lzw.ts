import { damagedTiff } from './directory.ts';

const CLEAR = 256;
const END = 257;
const FIRST = 258;
const MOST_CODES = 4096;

/**
 * Unpacks LZW as TIFF uses it (TIFF 6.0, section 13): codes of 9 to 12 bits, the high bit first, which grow one code
 * early.
 *
 * @throws InputError where there are fewer bytes than wanted.
 */
export function decodeLzw(packed: Uint8Array, length: number, where: string): Uint8Array {
  const result = new Uint8Array(length);
  // What a code stands for lies in the result already: a stretch of it, by its place and length.
  const starts = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES);
  let [next, width, to, previous] = [FIRST, 9, 0, 0];
  for (let bit = 0; bit + width <= 8 * packed.length && to < length; ) {
    const code = codeAt(packed, bit, width);
    bit += width;
    if (code === END) break;
    if (code === CLEAR) {
      [next, width, previous] = [FIRST, 9, 0];
      continue;
    }
    // A new code stands for the last string and the byte that follows it.
    if (previous > 0 && next < MOST_CODES) {
      starts[next] = to - previous;
      lengths[next++] = previous + 1;
    }
    if (code >= next) throw damagedTiff(where, 'LZW codes that stand for nothing');
    previous = code < CLEAR ? 1 : (lengths[code] ?? 0);
    if (code < CLEAR) result[to] = code;
    else repeat(result, starts[code] ?? 0, to, previous);
    to += previous;
    if (next >= (1 << width) - 1 && width < 12) width++;
  }
  if (to < length) throw damagedTiff(where, `${to} of ${length} bytes of a strip`);
  return result;
}

/** Writes a stretch of the result once more; it may reach into itself. */
function repeat(result: Uint8Array, from: number, to: number, size: number): void {
  const end = Math.min(to + size, result.length);
  for (let at = to, source = from; at < end; at++, source++) result[at] = result[source] ?? 0;
}

function codeAt(packed: Uint8Array, bit: number, width: number): number {
  const at = bit >> 3;
  const three = ((packed[at] ?? 0) << 16) | ((packed[at + 1] ?? 0) << 8) | (packed[at + 2] ?? 0);
  return (three >> (24 - width - (bit & 7))) & ((1 << width) - 1);
}
