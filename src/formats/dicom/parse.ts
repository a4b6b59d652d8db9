import { InputError } from '../../util/errors.ts';
import type { ByteSource } from '../bytes/source.ts';
import { DataSet, type DataSetEncoding, type DicomElement } from './data-set.ts';
import { tagName } from './dictionary.ts';
import {
  type ElementHead,
  looksExplicit,
  readElementHead,
  readItemHead,
  resolvedVr,
  uint16,
} from './element-head.ts';
import { Tag } from './tags.ts';
import { printable } from './vr.ts';

/** A length field that says "up to the delimiter". */
const UNDEFINED_LENGTH = 0xffffffff;

const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;

const DEEPEST = 64;

/** How many elements and items a data set may have: 10,000 frames with 100 each. It bounds the memory. */
const MOST_ELEMENTS = 1_000_000;

/** UN, and sequences in it, are encoded so whatever the rest of the file is (PS3.5, 6.2.2). */
const IMPLICIT_LITTLE: DataSetEncoding = { littleEndian: true, explicit: false };

/** What parsing a data set gives: the set, and where it ended. */
export interface Parsed {
  readonly dataSet: DataSet;
  readonly end: number;
  /** What is wrong although it could be read, in a sentence each. */
  readonly warnings: readonly string[];
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

class Parser {
  readonly #source: ByteSource;
  readonly #stop: Stop;
  readonly #warnings: string[] = [];
  #count = 0;

  constructor(source: ByteSource, stop: Stop) {
    this.#source = source;
    this.#stop = stop;
  }

  /** The data set itself, at the top. What cannot be read behind its pixels is left out. */
  top(span: Span, encoding: DataSetEncoding): Parsed {
    const actual = this.#actual(span, encoding);
    const elements: DicomElement[] = [];
    const place = {
      set: new DataSet(this.#source, elements, actual, undefined, span.offset),
      depth: 0,
      signed: false,
    };
    const end = this.#elementsAndTrailer(span, place, elements);
    return { dataSet: place.set, end, warnings: this.#warnings };
  }

  /** The encoding that the first element shows. */
  #actual({ offset, end }: Span, encoding: DataSetEncoding): DataSetEncoding {
    const explicit = looksExplicit(this.#source, offset, end, encoding);
    return explicit === encoding.explicit ? encoding : { ...encoding, explicit };
  }

  #elementsAndTrailer(span: Span, place: Place, into: DicomElement[]): number {
    try {
      return this.#elements(span, place, into);
    } catch (error) {
      const pixels = into.findLast(({ tag }) => isPixels(tag));
      if (!pixels || !(error instanceof InputError)) throw error;
      this.#warnings.push(`What follows the pixels cannot be read: ${error.message}`);
      return pixels.offset + pixels.length;
    }
  }

  #item(span: Span, encoding: DataSetEncoding, within: Place): Omit<Parsed, 'warnings'> {
    const actual = this.#actual(span, encoding);
    const elements: DicomElement[] = [];
    const set = new DataSet(this.#source, elements, actual, within.set, span.offset);
    const end = this.#elements(span, { set, depth: within.depth + 1, signed: within.signed }, elements);
    if (end > span.end) throw this.#cutOff('an item that holds its elements');
    return { dataSet: set, end };
  }

  /** Reads elements up to the end of a span; where that is. */
  #elements(span: Span, place: Place, into: DicomElement[]): number {
    let at = span.offset;
    while (at < span.end) {
      this.#countOne();
      const head = readElementHead(this.#source, at, span.end, place.set.encoding);
      if (!head) throw this.#cutOff(`a whole element at byte ${at}`);
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
  #element(head: ElementHead, span: Span, place: Place): { element: DicomElement; end: number } {
    const { tag, length, offset } = head;
    const open = length === UNDEFINED_LENGTH;
    const vr = resolvedVr(head, place.signed);
    if (open && (tag === Tag.PixelData || /^O[BDFLVW]$/.test(vr))) {
      const end = this.#fragmentsEnd(offset, place.set.encoding.littleEndian);
      return {
        element: {
          tag,
          vr: vr === head.vr ? vr : 'OB',
          offset,
          length: end - offset,
          encapsulated: true,
        },
        end,
      };
    }
    if (vr === 'SQ' || (open && vr === 'UN')) return this.#sequence(head, span, place);
    if (open) throw this.#doesNotFit(head, 'a value of known length');
    if (offset + length > span.end && !isPixels(tag)) throw this.#doesNotFit(head, `${length} bytes`);
    return { element: { tag, vr, offset, length }, end: offset + length };
  }

  #sequence(head: ElementHead, outer: Span, place: Place): { element: DicomElement; end: number } {
    const { tag, offset } = head;
    if (place.depth >= DEEPEST) throw this.#tooDeep(tag);
    const span = this.#within(outer, offset, head.length, tag);
    const encoding = head.vr === 'UN' ? IMPLICIT_LITTLE : place.set.encoding;
    const items: DataSet[] = [];
    let at = offset;
    while (at < span.end) {
      const item = this.#itemHead(at, span.end, encoding.littleEndian, tag);
      this.#countOne();
      at += 8;
      if (item.tag === SEQUENCE_END) {
        if (span.delimited)
          return { element: { tag, vr: 'SQ', offset, length: at - 8 - offset, items }, end: at };
        continue;
      }
      const parsed = this.#item(this.#within(span, at, item.length, tag), encoding, place);
      items.push(parsed.dataSet);
      at = parsed.end;
    }
    if (span.delimited) throw this.#cutOff(`the sequence ${tagName(tag)} to end with a delimiter`);
    return { element: { tag, vr: 'SQ', offset, length: at - offset, items }, end: at };
  }

  /**
   * The stretch of a sequence or item. One that goes on beyond the file is taken up to the file's end: whatever it
   * holds has to be whole.
   */
  #within(outer: Span, offset: number, length: number, tag: number): Span {
    if (length === UNDEFINED_LENGTH) return { offset, end: outer.end, delimited: true };
    const end = offset + length;
    if (end <= outer.end) return { offset, end, delimited: false };
    if (outer.end < this.#source.size)
      throw this.#cutOff(`${length} bytes in ${tagName(tag)} from byte ${offset} on`);
    this.#warnings.push(`${tagName(tag)} is ${end - outer.end} bytes longer than the file.`);
    return { offset, end: outer.end, delimited: false };
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

  #doesNotFit({ tag, vr, offset }: ElementHead, expected: string): InputError {
    return this.#cutOff(`${expected} for ${tagName(tag)} (${printable(vr)}) from byte ${offset} on`);
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
