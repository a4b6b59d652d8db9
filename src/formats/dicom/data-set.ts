import type { ByteSource } from '../bytes/source.ts';
import { decodeText } from './charset.ts';
import { Tag } from './tags.ts';
import { asciiText, binaryNumbers, isInternational, isText, numberOf, splitTexts } from './vr.ts';

/** An element: where its value lies in the data set's source. */
export interface DicomElement {
  /** Group in the upper 16 bits, element in the lower. */
  readonly tag: number;
  /** As the file says, or for implicit encoding and UN the dictionary. */
  readonly vr: string;
  /** Where the value begins, and how many bytes it has; with an undefined length, up to its delimiter. */
  readonly offset: number;
  readonly length: number;
  /** The items of a sequence. */
  readonly items?: readonly DataSet[];
  /** Whether the value is in fragments: encapsulated pixel data. */
  readonly encapsulated?: boolean;
}

/** Up to how many elements are looked through one by one: most items of sequences are small. */
const FEW = 8;

/** How a data set was encoded. */
export interface DataSetEncoding {
  readonly littleEndian: boolean;
  readonly explicit: boolean;
}

/**
 * The elements of a DICOM file or of a sequence's item, in the file's order. Values are read from the source and decoded
 * when they are asked for.
 *
 * @example const name = dataSet.text(Tag.PatientName);
 */
export class DataSet implements Iterable<DicomElement> {
  /** What the elements' offsets count in. */
  readonly source: ByteSource;
  readonly encoding: DataSetEncoding;
  readonly elements: readonly DicomElement[];
  /** The data set whose sequence this is an item of. */
  readonly parent: DataSet | undefined;
  /** Where its first element begins; an item's own tag is 8 bytes before. */
  readonly offset: number;
  #byTag: ReadonlyMap<number, DicomElement> | undefined;

  constructor(
    source: ByteSource,
    elements: readonly DicomElement[],
    encoding: DataSetEncoding,
    parent: DataSet | undefined,
    offset: number,
  ) {
    this.source = source;
    this.elements = elements;
    this.encoding = encoding;
    this.parent = parent;
    this.offset = offset;
  }

  [Symbol.iterator](): Iterator<DicomElement> {
    return this.elements[Symbol.iterator]();
  }

  /** The element, where there is one; the last, where a damaged file has several. */
  element(tag: number): DicomElement | undefined {
    if (this.elements.length <= FEW) return this.elements.findLast((element) => element.tag === tag);
    this.#byTag ??= new Map(this.elements.map((element) => [element.tag, element]));
    return this.#byTag.get(tag);
  }

  /** The value's bytes as they are in the file; undefined where there is no such element. */
  bytes(tag: number): Uint8Array | undefined {
    const element = this.element(tag);
    return element && this.source.read(element.offset, element.length);
  }

  /** The first text of a value; undefined where it is missing or empty. */
  text(tag: number): string | undefined {
    return this.texts(tag)[0] || undefined;
  }

  /** All texts of a value, without padding; numbers as JavaScript writes them. */
  texts(tag: number): readonly string[] {
    const element = this.element(tag);
    if (!element || element.items || element.encapsulated) return [];
    const bytes = this.source.read(element.offset, element.length);
    const numbers = binaryNumbers(bytes, element.vr, this.encoding.littleEndian);
    if (numbers) return numbers.map(String);
    const text = isInternational(element.vr) ? decodeText(bytes, this.charsets) : asciiText(bytes);
    return splitTexts(text, element.vr);
  }

  /** The first number of a value; undefined where it is missing, empty, or no number. */
  number(tag: number): number | undefined {
    const first = this.numbers(tag)[0];
    return first === undefined || Number.isNaN(first) ? undefined : first;
  }

  /** All numbers of a value; NaN for a text that is none. Integers beyond 2⁵³ come rounded. */
  numbers(tag: number): readonly number[] {
    const element = this.element(tag);
    if (!element || element.items || element.encapsulated) return [];
    if (isText(element.vr)) return this.texts(tag).map(numberOf);
    const bytes = this.source.read(element.offset, element.length);
    return binaryNumbers(bytes, element.vr, this.encoding.littleEndian) ?? [];
  }

  /** The items of a sequence; none where it is missing. */
  sequence(tag: number): readonly DataSet[] {
    return this.element(tag)?.items ?? [];
  }

  /** The terms of Specific Character Set, which items inherit. */
  get charsets(): readonly string[] {
    const own = this.element(Tag.SpecificCharacterSet);
    if (!own) return this.parent?.charsets ?? [];
    return asciiText(this.source.read(own.offset, own.length))
      .split('\\')
      .map((term) => term.replace(/[\0 ]+/g, ' ').trim());
  }
}
