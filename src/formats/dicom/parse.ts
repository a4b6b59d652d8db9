import { InputError } from '../../util/errors.ts';
import type { ByteSource } from '../source.ts';
import { DataSet, type DataSetEncoding, type DicomElement } from './data-set.ts';
import { dictionaryEntry, implicitVr, isPrivate, tagName } from './dictionary.ts';
import { Tag } from './tags.ts';
import { hasLongLength, isVr } from './vr.ts';

/** A length field that says "up to the delimiter". */
const UNDEFINED_LENGTH = 0xffffffff;

const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;

const DEEPEST = 64;

/** How many elements and items a data set may have: 10,000 frames with 200 each. It bounds the memory. */
const MOST_ELEMENTS = 2_000_000;

/** UN, and sequences in it, are encoded so whatever the rest of the file is (PS3.5, 6.2.2). */
const IMPLICIT_LITTLE: DataSetEncoding = { littleEndian: true, explicit: false };

/** What parsing a data set gives: the set, and where it ended. */
export interface Parsed {
  readonly dataSet: DataSet;
  readonly end: number;
  /** Why what follows the pixels was left out. */
  readonly unread?: InputError;
}

/** The data set that an element is in. */
interface Place {
  readonly set: DataSet;
  readonly depth: number;
  /** Whether its pixels are signed, by which some other values are read. */
  signed: boolean;
}

/** The stretch of a file that a data set or sequence is in, and up to what it goes. */
interface Span {
  readonly offset: number;
  /** Nothing of it lies beyond. */
  readonly end: number;
  readonly delimited: boolean;
}

interface Head {
  readonly tag: number;
  readonly vr: string;
  readonly offset: number;
  readonly length: number;
}

/** Whether to stop before an element. */
export type Stop = (tag: number) => boolean;

/**
 * Parses the elements from `offset` up to the end of the source, or to the first that `stop` tells.
 *
 * @throws InputError naming the element that does not fit, and for items nested deeper than 64 levels.
 */
export function parseElements(
  source: ByteSource,
  offset: number,
  encoding: DataSetEncoding,
  stop: Stop = () => false,
): Parsed {
  return new Parser(source, stop).top({ offset, end: source.size, delimited: false }, encoding);
}

/** The value of a length field of an item, and its tag; undefined where the source ends. */
export function readItemHead(
  source: ByteSource,
  offset: number,
  littleEndian: boolean,
): { readonly tag: number; readonly length: number } | undefined {
  if (offset + 8 > source.size) return undefined;
  const bytes = source.read(offset, 8);
  return { tag: tagAt(bytes, littleEndian), length: uint32(bytes, 4, littleEndian) };
}

class Parser {
  readonly #source: ByteSource;
  readonly #stop: Stop;
  #count = 0;

  constructor(source: ByteSource, stop: Stop) {
    this.#source = source;
    this.#stop = stop;
  }

  /** The data set itself, at the top. What cannot be read behind its pixels is left out. */
  top(span: Span, encoding: DataSetEncoding): Parsed {
    const actual = { ...encoding, explicit: this.#looksExplicit(span, encoding) };
    const elements: DicomElement[] = [];
    const place = { set: new DataSet(this.#source, elements, actual, undefined), depth: 0, signed: false };
    try {
      return { dataSet: place.set, end: this.#elements(span, place, elements) };
    } catch (error) {
      const end = elements.findLast(({ tag }) => isPixels(tag));
      if (!end || !(error instanceof InputError)) throw error;
      return { dataSet: place.set, end: end.offset + end.length, unread: error };
    }
  }

  #item(span: Span, encoding: DataSetEncoding, within: Place): Parsed {
    const actual = { ...encoding, explicit: this.#looksExplicit(span, encoding) };
    const elements: DicomElement[] = [];
    const set = new DataSet(this.#source, elements, actual, within.set);
    const end = this.#elements(span, { set, depth: within.depth + 1, signed: within.signed }, elements);
    if (end > span.end) throw this.#cutOff('an item that holds its elements');
    return { dataSet: set, end };
  }

  /** Reads elements up to the end of a span; where that is. */
  #elements(span: Span, place: Place, into: DicomElement[]): number {
    let at = span.offset;
    while (at < span.end) {
      this.#countOne();
      const head = this.#head(at, span.end, place.set.encoding);
      if (head.tag === ITEM_END && span.delimited) return head.offset;
      if (place.depth === 0 && this.#stop(head.tag)) return at;
      const { element, end } = this.#element(head, span, place);
      into.push(element);
      if (element.tag === Tag.PixelRepresentation) place.signed = this.#isOne(element, place.set.encoding);
      at = end;
    }
    if (span.delimited) throw this.#cutOff('an item that ends with a delimiter');
    return at;
  }

  #isOne({ offset, length }: DicomElement, { littleEndian }: DataSetEncoding): boolean {
    return length >= 2 && uint16(this.#source.read(offset, 2), 0, littleEndian) === 1;
  }

  /** An element, and where the next begins. */
  #element(head: Head, span: Span, place: Place): { element: DicomElement; end: number } {
    const { tag, length, offset } = head;
    const open = length === UNDEFINED_LENGTH;
    const vr = resolvedVr(head, place.signed);
    if (open && (tag === Tag.PixelData || /^O[BDFLVW]$/.test(vr))) {
      const end = this.#fragmentsEnd(offset, place.set.encoding.littleEndian);
      return { element: { tag, vr, offset, length: end - offset, encapsulated: true }, end };
    }
    if (vr === 'SQ' || (open && vr === 'UN')) return this.#sequence(head, span, place);
    if (open) throw this.#doesNotFit(head, 'a value of known length');
    if (offset + length > span.end && !isPixels(tag)) throw this.#doesNotFit(head, `${length} bytes`);
    return { element: { tag, vr, offset, length }, end: offset + length };
  }

  #sequence(head: Head, outer: Span, place: Place): { element: DicomElement; end: number } {
    const { tag, offset } = head;
    if (place.depth >= DEEPEST) throw this.#tooDeep(tag);
    const delimited = head.length === UNDEFINED_LENGTH;
    if (!delimited && offset + head.length > outer.end) throw this.#doesNotFit(head, `${head.length} bytes`);
    const span = { offset, end: delimited ? outer.end : offset + head.length, delimited };
    const encoding = head.vr === 'UN' ? IMPLICIT_LITTLE : place.set.encoding;
    const items: DataSet[] = [];
    let at = offset;
    while (at < span.end) {
      const item = this.#itemHead(at, span.end, encoding.littleEndian, tag);
      at += 8;
      if (item.tag === SEQUENCE_END) {
        if (delimited) return { element: { tag, vr: 'SQ', offset, length: at - 8 - offset, items }, end: at };
        continue;
      }
      const parsed = this.#item(this.#itemSpan(item.length, at, span, tag), encoding, place);
      items.push(parsed.dataSet);
      at = parsed.end;
    }
    if (delimited) throw this.#cutOff(`the sequence ${tagName(tag)} to end with a delimiter`);
    return { element: { tag, vr: 'SQ', offset, length: at - offset, items }, end: at };
  }

  #itemSpan(length: number, offset: number, span: Span, tag: number): Span {
    this.#countOne();
    if (length === UNDEFINED_LENGTH) return { offset, end: span.end, delimited: true };
    if (offset + length > span.end) throw this.#cutOff(`an item of ${length} bytes in ${tagName(tag)}`);
    return { offset, end: offset + length, delimited: false };
  }

  #itemHead(at: number, end: number, littleEndian: boolean, tag: number): { tag: number; length: number } {
    const item = at + 8 <= end ? readItemHead(this.#source, at, littleEndian) : undefined;
    if (!item) throw this.#cutOff(`another item of the sequence ${tagName(tag)}`);
    if (item.tag === ITEM || item.tag === SEQUENCE_END) return item;
    throw new InputError({
      where: this.#source.name,
      expected: `an item of the sequence ${tagName(tag)} at byte ${at}`,
      received: tagName(item.tag),
      remedy: 'The file is damaged: get it again.',
    });
  }

  /** Steps over the fragments of an encapsulated value, which end with a delimiter or, cut off, with the file. */
  #fragmentsEnd(offset: number, littleEndian: boolean): number {
    let at = offset;
    for (;;) {
      const item = readItemHead(this.#source, at, littleEndian);
      if (!item) return this.#source.size;
      at += 8;
      if (item.tag !== ITEM) return item.tag === SEQUENCE_END ? at : at - 8;
      at += item.length;
    }
  }

  /** Tag, VR and length of the element at a place. */
  #head(at: number, end: number, { explicit, littleEndian }: DataSetEncoding): Head {
    if (at + 8 > end) throw this.#cutOff(`an element at byte ${at}`);
    const bytes = this.#source.read(at, 8);
    const tag = tagAt(bytes, littleEndian);
    const delimiter = tag >>> 16 === 0xfffe;
    if (!explicit || delimiter) {
      const vr = delimiter ? '' : implicitVr(tag);
      return { tag, vr, offset: at + 8, length: uint32(bytes, 4, littleEndian) };
    }
    const vr = String.fromCharCode(bytes[4] ?? 0, bytes[5] ?? 0);
    if (!hasLongLength(vr)) return { tag, vr, offset: at + 8, length: uint16(bytes, 6, littleEndian) };
    if (at + 12 > end) throw this.#cutOff(`the length of ${tagName(tag)}`);
    return { tag, vr, offset: at + 12, length: uint32(this.#source.read(at + 8, 4), 0, littleEndian) };
  }

  /** Whether the first element has a VR: some writers encode items, or whole files, otherwise than they say. */
  #looksExplicit({ offset, end }: Span, { explicit, littleEndian }: DataSetEncoding): boolean {
    if (offset + 8 > end) return explicit;
    const bytes = this.#source.read(offset, 8);
    if (tagAt(bytes, littleEndian) >>> 16 === 0xfffe) return explicit;
    const letters = String.fromCharCode(bytes[4] ?? 0, bytes[5] ?? 0);
    return explicit
      ? /^[A-Z]{2}$/.test(letters)
      : isVr(letters) && !this.#fitsImplicit(offset, end, bytes, littleEndian);
  }

  #fitsImplicit(offset: number, end: number, bytes: Uint8Array, littleEndian: boolean): boolean {
    return offset + 8 + uint32(bytes, 4, littleEndian) <= end;
  }

  #countOne(): void {
    this.#count++;
    if (this.#count <= MOST_ELEMENTS) return;
    throw new InputError({
      where: this.#source.name,
      expected: `at most ${MOST_ELEMENTS} elements and items`,
      received: 'more',
      remedy: 'No scanner writes such a file: it is damaged.',
    });
  }

  #doesNotFit({ tag, vr, offset }: Head, expected: string): InputError {
    return this.#cutOff(`${expected} for ${tagName(tag)} (${vr}) from byte ${offset} on`);
  }

  #cutOff(expected: string): InputError {
    return new InputError({
      where: this.#source.name,
      expected,
      received: `a file of ${this.#source.size} bytes that ends, or a part of it that ends, before`,
      remedy: 'It is cut off or damaged: get it again.',
    });
  }

  #tooDeep(tag: number): InputError {
    return new InputError({
      where: this.#source.name,
      expected: `sequences nested at most ${DEEPEST} levels deep`,
      received: `one more, ${tagName(tag)}`,
      remedy: 'No scanner writes such a file: it is damaged.',
    });
  }
}

/** Whether an element holds pixels, whose being cut off shows when they are read. */
export function isPixels(tag: number): boolean {
  return tag === Tag.PixelData || tag === Tag.FloatPixelData || tag === Tag.DoubleFloatPixelData;
}

/** The VR with which the value can be read: of the dictionary for UN, and by other elements where it depends on them. */
function resolvedVr({ tag, vr, length }: Head, signed: boolean): string {
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

function uint16(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
  return littleEndian ? first + second * 256 : first * 256 + second;
}

function uint32(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  const [first, second] = [uint16(bytes, at, littleEndian), uint16(bytes, at + 2, littleEndian)];
  return littleEndian ? first + second * 0x10000 : first * 0x10000 + second;
}
