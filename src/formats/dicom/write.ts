import { Deflate } from 'fflate';
import { sum } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { ByteSource } from '../bytes/source.ts';
import type { DataSetEncoding } from './data-set.ts';
import { tagName } from './dictionary.ts';
import { encodingOf, TransferSyntax } from './transfer-syntax.ts';
import { hasLongLength } from './vr.ts';

/** An element to write. Values are in the byte order of the transfer syntax that they are written in. */
export type WrittenElement = { readonly tag: number; readonly vr: string } & WrittenValue;

/** A value: its bytes, or where they lie; fragments of encapsulated pixels, offset table first; or a sequence's items. */
export type WrittenValue =
  | { readonly bytes: Uint8Array }
  | { readonly stretch: WrittenStretch }
  | { readonly fragments: readonly WrittenStretch[] }
  | { readonly items: readonly (readonly WrittenElement[])[] };

/** Bytes of a source. */
export interface WrittenStretch {
  readonly source: ByteSource;
  readonly offset: number;
  readonly length: number;
}

/** What a DICOM file is to hold. */
export interface DicomContent {
  readonly transferSyntax: string;
  /** Elements of group 2 beyond those that every file has; the instance and its class are taken from the data set. */
  readonly meta?: readonly WrittenElement[];
  /** By ascending tags, without group lengths. */
  readonly elements: readonly WrittenElement[];
}

const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const SEQUENCE_END = 0xfffee0dd;
const META: DataSetEncoding = { explicit: true, littleEndian: true };
/** Bytes that are taken over at a time. */
const PIECE = 1 << 20;

/** Who wrote a file: a UID of our own, derived from a UUID (PS3.5, B.2), and a name. */
const IMPLEMENTATION = { uid: '2.25.220483627417391637904713865203348912741', name: 'ECHOTRAIN' };

const tags = {
  metaLength: 0x00020000,
  metaVersion: 0x00020001,
  mediaStorageClass: 0x00020002,
  mediaStorageInstance: 0x00020003,
  transferSyntax: 0x00020010,
  implementationUid: 0x00020012,
  implementationName: 0x00020013,
  sopClass: 0x00080016,
  sopInstance: 0x00080018,
};

/**
 * The bytes of a DICOM file (PS3.10), piece by piece: an empty preamble, the meta elements, the data set in its transfer
 * syntax, deflated where that says so. Sequences end with a delimiter; pixels are taken over as they are.
 *
 * @throws InputError where a value is too long for its VR, or its source ends before it does.
 */
export function* dicomBytes(content: DicomContent): Generator<Uint8Array, void, void> {
  const { transferSyntax, elements } = content;
  yield new Uint8Array(128);
  yield asciiBytes('DICM');
  yield* metaBytes(content);
  const body = elementsBytes(elements, encodingOf(transferSyntax));
  yield* transferSyntax === TransferSyntax.deflated ? deflated(body) : body;
}

/** A text's bytes, one a character, padded to an even number: with a zero for a UID, else with a space. */
export function asciiBytes(text: string, vr = ''): Uint8Array {
  const bytes = new Uint8Array(text.length + (text.length % 2)).fill(vr === 'UI' ? 0 : 0x20);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function* metaBytes({ transferSyntax, elements, meta = [] }: DicomContent): Generator<Uint8Array> {
  const own: WrittenElement[] = [
    { tag: tags.metaVersion, vr: 'OB', bytes: Uint8Array.of(0, 1) },
    { tag: tags.mediaStorageClass, vr: 'UI', bytes: bytesAt(elements, tags.sopClass) },
    { tag: tags.mediaStorageInstance, vr: 'UI', bytes: bytesAt(elements, tags.sopInstance) },
    { tag: tags.transferSyntax, vr: 'UI', bytes: asciiBytes(transferSyntax, 'UI') },
    { tag: tags.implementationUid, vr: 'UI', bytes: asciiBytes(IMPLEMENTATION.uid, 'UI') },
    { tag: tags.implementationName, vr: 'SH', bytes: asciiBytes(IMPLEMENTATION.name) },
  ];
  const all = [...own, ...meta].sort((a, b) => a.tag - b.tag);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, lengthOf(all, META), true);
  yield* elementsBytes([{ tag: tags.metaLength, vr: 'UL', bytes: length }, ...all], META);
}

function bytesAt(elements: readonly WrittenElement[], tag: number): Uint8Array {
  const found = elements.find((element) => element.tag === tag);
  if (found && 'stretch' in found)
    return found.stretch.source.read(found.stretch.offset, found.stretch.length);
  return found && 'bytes' in found ? found.bytes : new Uint8Array();
}

function* elementsBytes(
  elements: readonly WrittenElement[],
  encoding: DataSetEncoding,
): Generator<Uint8Array, void, void> {
  for (const element of elements) {
    yield head(element, encoding);
    yield* valueBytes(element, encoding);
  }
}

/** A value with its padding, or with the delimiter at its end. */
function* valueBytes(element: WrittenElement, encoding: DataSetEncoding): Generator<Uint8Array, void, void> {
  if ('items' in element) {
    for (const item of element.items) {
      yield itemHead(ITEM, lengthOf(item, encoding), encoding.littleEndian);
      yield* elementsBytes(item, encoding);
    }
    yield itemHead(SEQUENCE_END, 0, encoding.littleEndian);
  } else if ('fragments' in element) {
    for (const fragment of element.fragments) {
      yield itemHead(ITEM, even(fragment.length), encoding.littleEndian);
      yield* paddedBytes(stretchBytes(fragment), fragment.length, 'OB');
    }
    yield itemHead(SEQUENCE_END, 0, encoding.littleEndian);
  } else {
    const pieces = 'bytes' in element ? [element.bytes] : stretchBytes(element.stretch);
    yield* paddedBytes(pieces, plainLength(element), element.vr);
  }
}

function* paddedBytes(pieces: Iterable<Uint8Array>, length: number, vr: string): Generator<Uint8Array> {
  yield* pieces;
  if (length % 2 === 1) yield Uint8Array.of(isPaddedByZero(vr) ? 0 : 0x20);
}

function* stretchBytes({ source, offset, length }: WrittenStretch): Generator<Uint8Array, void, void> {
  for (let at = 0; at < length; at += PIECE) yield source.read(offset + at, Math.min(PIECE, length - at));
}

/** How many bytes elements take, with their heads. */
function lengthOf(elements: readonly WrittenElement[], encoding: DataSetEncoding): number {
  return sum(elements.map((element) => head(element, encoding).length + valueLength(element, encoding)));
}

/** How many bytes a value takes, with padding and delimiters. */
function valueLength(element: WrittenElement, encoding: DataSetEncoding): number {
  if ('items' in element) return sum(element.items.map((item) => 8 + lengthOf(item, encoding))) + 8;
  if ('fragments' in element) return sum(element.fragments.map(({ length }) => 8 + even(length))) + 8;
  return even(plainLength(element));
}

function plainLength(value: WrittenValue): number {
  return 'bytes' in value ? value.bytes.length : 'stretch' in value ? value.stretch.length : 0;
}

function even(length: number): number {
  return length + (length % 2);
}

/** Tag, VR and length; a value too long for the 16-bit length of its VR becomes UN (PS3.5, 6.2.2). */
function head(element: WrittenElement, { explicit, littleEndian }: DataSetEncoding): Uint8Array {
  const { tag, vr } = element;
  const delimited = 'items' in element || 'fragments' in element;
  const length = delimited ? UNDEFINED_LENGTH : even(plainLength(element));
  check(length <= UNDEFINED_LENGTH, () => ({
    where: tagName(tag),
    expected: 'a value below 2^32 bytes',
    received: `${length} bytes`,
  }));
  if (!explicit) return itemHead(tag, length, littleEndian);
  const written = length > 0xffff && !hasLongLength(vr) ? 'UN' : vr;
  const long = hasLongLength(written);
  const bytes = new Uint8Array(long ? 12 : 8);
  const view = new DataView(bytes.buffer);
  setTag(view, tag, littleEndian);
  bytes.set(asciiBytes(written), 4);
  if (long) view.setUint32(8, length, littleEndian);
  else view.setUint16(6, length, littleEndian);
  return bytes;
}

/** Tag and length, as items, delimiters, and elements without a VR have them. */
function itemHead(tag: number, length: number, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  setTag(view, tag, littleEndian);
  view.setUint32(4, length, littleEndian);
  return new Uint8Array(view.buffer);
}

function setTag(view: DataView, tag: number, littleEndian: boolean): void {
  view.setUint16(0, tag >>> 16, littleEndian);
  view.setUint16(2, tag & 0xffff, littleEndian);
}

function isPaddedByZero(vr: string): boolean {
  return vr === 'UI' || vr === 'OB' || vr === 'UN';
}

/** Raw deflate (RFC 1951), padded to an even number of bytes (PS3.5, A.5). */
function* deflated(body: Iterable<Uint8Array>): Generator<Uint8Array, void, void> {
  const ready: Uint8Array[] = [];
  const deflate = new Deflate((chunk) => ready.push(chunk));
  let length = 0;
  for (const piece of body) {
    deflate.push(piece);
    for (const chunk of ready.splice(0)) {
      length += chunk.length;
      yield chunk;
    }
  }
  deflate.push(new Uint8Array(), true);
  for (const chunk of ready) {
    length += chunk.length;
    yield chunk;
  }
  if (length % 2 === 1) yield Uint8Array.of(0);
}
