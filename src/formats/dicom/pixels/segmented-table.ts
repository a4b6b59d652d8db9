import { InputError } from '../../../util/errors.ts';

/** The kinds of segments (PS3.3, C.7.9.2). */
const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

type Coded = Uint8Array | Uint16Array;

/**
 * Expands a lookup table that is coded in segments: values as they are, straight lines, and earlier segments once more
 * (PS3.3, C.7.9.2).
 *
 * @throws InputError where the segments are damaged, or make up another number of entries than `length`.
 */
export function expandedSegments(coded: Coded, littleEndian: boolean, length: number, where: string): Coded {
  const entries = coded instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);
  const expansion = { coded, littleEndian, entries, where, filled: 0 };
  // Something shorter than a segment may be there as padding.
  expand(expansion, 0, coded.length, Number.POSITIVE_INFINITY, true);
  if (expansion.filled !== length) throw damagedTable(where, `${expansion.filled} of ${length} entries`);
  return entries;
}

interface Expansion {
  readonly coded: Coded;
  readonly littleEndian: boolean;
  readonly entries: Coded;
  readonly where: string;
  filled: number;
}

function expand(expansion: Expansion, start: number, end: number, most: number, outermost: boolean): void {
  const { coded, where } = expansion;
  for (let at = start, segments = 0; at + 1 < end && segments < most; segments++) {
    const [kind, length = 0] = coded.subarray(at, at + 2);
    at += 2;
    if (kind === DISCRETE) {
      append(expansion, coded.subarray(at, at + length), length);
      at += length;
    } else if (kind === LINEAR) {
      append(expansion, line(expansion, coded[at] ?? 0, length), length);
      at += 1;
    } else if (kind === INDIRECT && outermost) {
      const place = placeOf(expansion, at);
      expand(expansion, place, coded.length, length, false);
      at += coded instanceof Uint8Array ? 4 : 2;
    } else throw damagedTable(where, `a segment of kind ${kind}`);
  }
}

function append(expansion: Expansion, values: ArrayLike<number>, length: number): void {
  const { entries, where, filled } = expansion;
  if (values.length < length || filled + length > entries.length) {
    throw damagedTable(where, 'segments that are too long');
  }
  entries.set(values, filled);
  expansion.filled = filled + length;
}

/** From the entry before, which is left out, to a last one. */
function line({ entries, filled, where }: Expansion, last: number, length: number): number[] {
  if (filled === 0) throw damagedTable(where, 'a line that begins nowhere');
  const before = entries[filled - 1] ?? 0;
  const start = before + (last - before) / length;
  const step = length > 1 ? (last - start) / (length - 1) : 0;
  return Array.from({ length }, (_, i) => (i === length - 1 ? last : roundedToEven(i * step + start)));
}

/** Where an indirect segment points: a count of bytes in two words, the low one first; or in four bytes. */
function placeOf({ coded, littleEndian, where }: Expansion, at: number): number {
  const parts = coded.subarray(at, at + (coded instanceof Uint8Array ? 4 : 2));
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  const byWords = a + b * 0x10000;
  const byBytes = littleEndian ? ((d * 256 + c) * 256 + b) * 256 + a : ((c * 256 + d) * 256 + a) * 256 + b;
  const place = coded instanceof Uint8Array ? byBytes : byWords;
  if (place >= at) throw damagedTable(where, 'a segment that repeats itself');
  return place;
}

function roundedToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}

function damagedTable(where: string, received: string): InputError {
  return new InputError({
    where,
    expected: 'a lookup table in segments',
    received,
    remedy: 'The header is damaged.',
  });
}
