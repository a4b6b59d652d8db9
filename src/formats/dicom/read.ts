import { InputError } from '../../util/errors.ts';
import { type ByteSource, headOf } from '../bytes/source.ts';
import { isKnownCharset } from './charset.ts';
import type { DataSet, DataSetEncoding } from './data-set.ts';
import { inflateDataSet } from './deflated.ts';
import { lettersOf } from './element-head.ts';
import { type EncapsulatedPixels, locateFragments, type Stretch } from './fragments.ts';
import { isPixels, parseElements } from './parse.ts';
import { Tag } from './tags.ts';
import { encodingOf, TransferSyntax } from './transfer-syntax.ts';
import { isVr, printable } from './vr.ts';
import { WindowedSource } from './window.ts';

/** Pixels as they are, one frame behind the other; integers, or floats of 32 or 64 bits. */
export interface NativePixels extends Stretch {
  readonly kind: 'native';
  readonly tag: number;
  readonly vr: string;
  readonly source: ByteSource;
  readonly littleEndian: boolean;
}

/** Where pixels lie; the file may be cut off before their end. */
export type PixelData = NativePixels | EncapsulatedPixels;

/** What a DICOM file holds. */
export interface DicomFile {
  /** The elements of group 2; none in a file without them. */
  readonly meta: DataSet;
  readonly dataSet: DataSet;
  /** The UID by which the data set was read: as the file says, or as it turned out to be encoded. */
  readonly transferSyntax: string;
  /** Where its pixels lie, unless only the header was read. */
  readonly pixelData?: PixelData;
  /** What is wrong with the file although it can be read, in a sentence each. */
  readonly warnings: readonly string[];
}

/** How much of a file to read. */
export interface ReadDicomOptions {
  /** Whether to stop before the pixels: `pixelData` and what follows it are left out. */
  readonly headerOnly?: boolean;
}

const PREAMBLE = 128;

/** Groups that a data set begins with, at most; a larger one was read in the wrong byte order. */
const FIRST_GROUPS = 0x20;

/**
 * Reads a DICOM file (PS3.10): its elements, and where its pixels lie. Files without preamble or meta elements are
 * read, too, and files encoded otherwise than they say. Values are read from the source when they are asked for; of the
 * pixels nothing is read, unless the file is deflated.
 *
 * @example
 * const { dataSet } = readDicom(bytesSource(bytes, 'scan.dcm'), { headerOnly: true });
 * const rows = dataSet.number(Tag.Rows);
 * @throws InputError for a file that is not DICOM, is cut off before its pixels, or nested deeper than 64 levels.
 */
export function readDicom(source: ByteSource, options: ReadDicomOptions = {}): DicomFile {
  const windowed = new WindowedSource(source);
  const start = startOf(source);
  if (!hasPreamble(source) && !looksLikeDataSet(headOf(source, 8))) throw notDicom(source);
  const meta = parseElements(
    windowed,
    start,
    { explicit: true, littleEndian: true },
    (tag) => tag >>> 16 !== 2,
  );
  const warnings: string[] = [];
  const declared = meta.dataSet.text(Tag.TransferSyntaxUID);
  const deflated = declared === TransferSyntax.deflated;
  const body = deflated ? inflateDataSet(source, meta.end, options.headerOnly === true) : windowed;
  const { transferSyntax, encoding } = actualSyntax(body, deflated ? 0 : meta.end, declared, warnings);
  const stop = options.headerOnly ? isPixels : undefined;
  const parsed = parseElements(body, deflated ? 0 : meta.end, encoding, stop);
  warnings.push(...parsed.warnings, ...unknownCharsets(parsed.dataSet));
  const pixelData = options.headerOnly ? undefined : locatePixels(parsed.dataSet, deflated ? body : source);
  return {
    meta: meta.dataSet,
    dataSet: parsed.dataSet,
    transferSyntax,
    warnings,
    ...(pixelData && { pixelData }),
  };
}

/** Whether a file looks like DICOM: by its preamble, or by a first element as data sets have it. */
export function looksLikeDicom(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(PREAMBLE, PREAMBLE + 4)) === 'DICM' || looksLikeDataSet(head);
}

function startOf(source: ByteSource): number {
  return hasPreamble(source) ? PREAMBLE + 4 : 0;
}

function hasPreamble(source: ByteSource): boolean {
  const head = headOf(source, PREAMBLE + 4);
  return String.fromCharCode(...head.subarray(PREAMBLE)) === 'DICM';
}

/** Whether bytes begin with an element of a low, even group and a VR, or a short length where the VR is left out. */
function looksLikeDataSet(head: Uint8Array): boolean {
  if (head.length < 8) return false;
  const view = new DataView(head.buffer, head.byteOffset, 8);
  const little = view.getUint16(0, true) <= view.getUint16(0, false);
  const group = view.getUint16(0, little);
  if (group < 2 || group > FIRST_GROUPS || group % 2 === 1) return false;
  return isVr(lettersOf(head)) || view.getUint32(4, little) <= SHORT;
}

/** The longest value that a data set without VRs begins with: a group length, a character set, a UID. */
const SHORT = 128;

interface Syntax {
  readonly transferSyntax: string;
  readonly encoding: DataSetEncoding;
}

/** The transfer syntax in which the data set is encoded, whatever the file says. */
function actualSyntax(
  source: ByteSource,
  at: number,
  declared: string | undefined,
  warnings: string[],
): Syntax {
  if (source.size - at < 8) return syntaxOf(declared ?? TransferSyntax.implicitLittle);
  const head = source.read(at, 8);
  const found = guessedSyntax(head);
  if (declared === undefined) {
    warnings.push('The file does not name its transfer syntax; it was found out.');
    return syntaxOf(found);
  }
  const { encoding } = syntaxOf(declared);
  const big = found === TransferSyntax.explicitBig || isBig(head);
  if (encoding.littleEndian !== big) return { transferSyntax: declared, encoding };
  warnings.push(`The data set's byte order is not that of its transfer syntax (${printable(declared)}).`);
  return { transferSyntax: declared, encoding: { ...encoding, littleEndian: !big } };
}

function syntaxOf(transferSyntax: string): Syntax {
  return { transferSyntax, encoding: encodingOf(transferSyntax) };
}

function guessedSyntax(head: Uint8Array): string {
  if (!isVr(lettersOf(head))) return TransferSyntax.implicitLittle;
  return isBig(head) ? TransferSyntax.explicitBig : TransferSyntax.explicitLittle;
}

function isBig(head: Uint8Array): boolean {
  return (head[1] ?? 0) > (head[0] ?? 0) && (head[0] ?? 0) === 0;
}

function unknownCharsets(dataSet: DataSet): readonly string[] {
  const unknown = dataSet.charsets.filter((term) => !isKnownCharset(term));
  return unknown.map((term) => `The character set "${printable(term)}" is not known: it is read as Latin-1.`);
}

function locatePixels(dataSet: DataSet, source: ByteSource): PixelData | undefined {
  const element = dataSet.elements.findLast(({ tag }) => isPixels(tag));
  if (!element) return undefined;
  if (element.encapsulated) return locateFragments(dataSet, element, source);
  const { tag, vr, offset, length } = element;
  return { kind: 'native', tag, vr, offset, length, source, littleEndian: dataSet.encoding.littleEndian };
}

function notDicom(source: ByteSource): InputError {
  const head = headOf(source, 4);
  return new InputError({
    where: source.name,
    expected: 'a DICOM file: "DICM" at byte 128, or an element of group 2 or 8 at its beginning',
    received:
      source.size < 8
        ? `${source.size} bytes in all`
        : `a file beginning with ${[...head].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`,
    remedy: 'It is of another kind, or encrypted.',
  });
}
