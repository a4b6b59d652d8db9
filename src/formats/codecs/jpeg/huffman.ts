import { check } from '../../../util/errors.ts';
import { notJpeg, type Segment } from './header.ts';

/** A Huffman table: for the next 16 bits, the code's length above (0: none begins so) and its value in the low byte. */
export type HuffmanTable = Uint16Array;

/** Tables by class (0: DC or lossless, 1: AC) and destination: `class * 4 + destination`. */
export type HuffmanTables = Map<number, HuffmanTable>;

/** Reads the tables of a DHT segment (ITU-T T.81, B.2.4.2 and annex C) into `tables`. */
export function readHuffmanTables({ body }: Segment, tables: HuffmanTables, where: string): void {
  for (let at = 0; at < body.length; ) {
    const [selector = 0] = body.subarray(at);
    const lengths = body.subarray(at + 1, at + 17);
    const count = lengths.reduce((total, n) => total + n, 0);
    const values = body.subarray(at + 17, at + 17 + count);
    const whole =
      lengths.length === 16 && values.length === count && selector >> 4 < 2 && (selector & 15) < 4;
    check(whole, () => notJpeg(where, 'a damaged Huffman table'));
    tables.set((selector >> 4) * 4 + (selector & 15), lookupTable(lengths, values, where));
    at += 17 + count;
  }
}

function lookupTable(lengths: Uint8Array, values: Uint8Array, where: string): HuffmanTable {
  const table = new Uint16Array(1 << 16);
  let [start, next] = [0, 0];
  for (const [i, count] of lengths.entries()) {
    const span = 1 << (15 - i);
    check(start + count * span <= table.length, () => notJpeg(where, 'a Huffman table with too many codes'));
    for (let n = 0; n < count; n++, start += span) {
      table.fill(((i + 1) << 8) | (values[next++] ?? 0), start, start + span);
    }
  }
  return table;
}
