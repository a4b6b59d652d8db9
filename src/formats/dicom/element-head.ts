import type { ByteSource } from '../bytes/source.ts';
import type { DataSetEncoding } from './data-set.ts';
import { dictionaryEntry, implicitVr, isPrivate } from './dictionary.ts';
import { hasLongLength, isVr } from './vr.ts';

/** What stands before a value. */
export interface ElementHead {
  readonly tag: number;
  /** As written, or where it is left out, of the dictionary; empty for items and delimiters. */
  readonly vr: string;
  /** Where the value begins. */
  readonly offset: number;
  readonly length: number;
}

/** Tag, VR and length of the element at a place; undefined where they do not fit before `end`. */
export function readElementHead(
  source: ByteSource,
  at: number,
  end: number,
  { explicit, littleEndian }: DataSetEncoding,
): ElementHead | undefined {
  if (at + 8 > end) return undefined;
  const bytes = source.read(at, 8);
  const tag = tagAt(bytes, littleEndian);
  const delimiter = tag >>> 16 === 0xfffe;
  if (!explicit || delimiter) {
    const vr = delimiter ? '' : implicitVr(tag);
    return { tag, vr, offset: at + 8, length: uint32(bytes, 4, littleEndian) };
  }
  const vr = lettersOf(bytes);
  if (!hasLongLength(vr)) return { tag, vr, offset: at + 8, length: uint16(bytes, 6, littleEndian) };
  if (at + 12 > end) return undefined;
  return { tag, vr, offset: at + 12, length: uint32(source.read(at + 8, 4), 0, littleEndian) };
}

/** Tag and length of the item or delimiter at a place; undefined where the source ends. */
export function readItemHead(
  source: ByteSource,
  at: number,
  littleEndian: boolean,
): Pick<ElementHead, 'tag' | 'length'> | undefined {
  if (at + 8 > source.size) return undefined;
  const bytes = source.read(at, 8);
  return { tag: tagAt(bytes, littleEndian), length: uint32(bytes, 4, littleEndian) };
}

/** Whether the first element has a VR: some writers encode items, or whole files, otherwise than they say. */
export function looksExplicit(
  source: ByteSource,
  at: number,
  end: number,
  { explicit, littleEndian }: DataSetEncoding,
): boolean {
  if (at + 8 > end) return explicit;
  const bytes = source.read(at, 8);
  if (tagAt(bytes, littleEndian) >>> 16 === 0xfffe) return explicit;
  if (explicit) return /^[A-Z]{2}$/.test(lettersOf(bytes));
  const letters = lettersOf(bytes);
  const fits = at + 8 + uint32(bytes, 4, littleEndian) <= end;
  return isVr(letters) && (!fits || letters === implicitVr(tagAt(bytes, littleEndian)));
}

/** The VR letters, where an element has them, of its first bytes. */
export function lettersOf(bytes: Uint8Array): string {
  return String.fromCharCode(bytes[4] ?? 0, bytes[5] ?? 0);
}

/**
 * The VR with which a value can be read: of the dictionary for UN, and where it depends on others, by whether pixels are
 * signed.
 */
export function resolvedVr({ tag, vr, length }: ElementHead, signed: boolean): string {
  const known = vr === 'UN' && !isPrivate(tag) ? (dictionaryEntry(tag)?.vr ?? vr) : vr;
  switch (known) {
    case 'US or SS':
      return signed ? 'SS' : 'US';
    case 'US or OW':
    case 'US or SS or OW':
      return length <= 2 ? 'US' : 'OW';
    case 'OB or OW':
      return 'OW';
    default:
      return known;
  }
}

function tagAt(bytes: Uint8Array, littleEndian: boolean): number {
  return uint16(bytes, 0, littleEndian) * 0x10000 + uint16(bytes, 2, littleEndian);
}

/** An unsigned integer of 16 bits. */
export function uint16(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
  return littleEndian ? first + second * 256 : first * 256 + second;
}

function uint32(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  const [first, second] = [uint16(bytes, at, littleEndian), uint16(bytes, at + 2, littleEndian)];
  return littleEndian ? first + second * 0x10000 : first * 0x10000 + second;
}
