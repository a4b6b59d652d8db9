import { joinBytes } from '../../util/bytes.ts';
import { check, InputError, present } from '../../util/errors.ts';
import type { Numbers } from '../array/dtype.ts';
import { dictionaryEntry, tagOf } from './dictionary.ts';
import { TransferSyntax } from './transfer-syntax.ts';
import { isInternational, isText, numberBytes } from './vr.ts';
import { asciiBytes, dicomBytes, type WrittenElement } from './write.ts';

/** A value of an element: texts, numbers, the bytes of pixels, or the items of a sequence. */
export type DicomValue = string | number | readonly (string | number)[] | Numbers | readonly DicomValues[];

/** Values by the keywords of PS3.6: `{ PatientID: 'A17', Rows: 64 }`. */
export interface DicomValues {
  readonly [keyword: string]: DicomValue;
}

/**
 * Writes a DICOM file (PS3.10) in explicit little endian: its elements by the names that PS3.6 gives them, texts in
 * UTF-8. What a class of images must have is the caller's to know.
 *
 * @example
 * const bytes = writeDicom({
 *   SOPClassUID: '1.2.840.10008.5.1.4.1.1.4', SOPInstanceUID: '2.25.1', PatientID: 'A17', Rows: 64, Columns: 64,
 *   SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', BitsAllocated: 16, BitsStored: 16, HighBit: 15,
 *   PixelRepresentation: 0, PixelData: pixels,
 * });
 * @throws InputError for a name that the standard does not know, and for a value that its element cannot hold.
 */
export function writeDicom(values: DicomValues): Uint8Array {
  const withCharset = { SpecificCharacterSet: 'ISO_IR 192', ...values };
  const content = { transferSyntax: TransferSyntax.explicitLittle, elements: elementsOf(withCharset) };
  return joinBytes([...dicomBytes(content)]);
}

function elementsOf(values: DicomValues): WrittenElement[] {
  const elements = Object.entries(values).map(([keyword, value]) => elementOf(keyword, value, values));
  return elements.sort((a, b) => a.tag - b.tag);
}

function elementOf(keyword: string, value: DicomValue, all: DicomValues): WrittenElement {
  const tag = tagOf(keyword);
  check(tag !== undefined, () => ({
    where: 'writeDicom',
    expected: 'a name of PS3.6, such as PatientID',
    received: keyword,
  }));
  const vr = chosenVr(present(dictionaryEntry(tag), keyword).vr, value, all);
  if (isItems(value)) return { tag, vr: 'SQ', items: value.map(elementsOf) };
  return { tag, vr, bytes: bytesOf(value, vr, keyword) };
}

/** The VR where the standard leaves a choice: by the sign of pixels, and by the size of what is given. */
function chosenVr(vr: string, value: DicomValue, { PixelRepresentation = 0 }: DicomValues): string {
  if (vr === 'OB or OW') return value instanceof Uint8Array ? 'OB' : 'OW';
  if (vr.startsWith('US or SS')) return PixelRepresentation === 1 ? 'SS' : 'US';
  return vr.slice(0, 2);
}

function isItems(value: DicomValue): value is readonly DicomValues[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'object');
}

function bytesOf(
  value: Exclude<DicomValue, readonly DicomValues[]>,
  vr: string,
  keyword: string,
): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  const list = [value].flat();
  if (isText(vr)) {
    const text = list.map(String).join('\\');
    return isInternational(vr) ? new TextEncoder().encode(text) : asciiBytes(text, vr);
  }
  const numbers = list.filter((one) => typeof one === 'number');
  const bytes = numbers.length === list.length ? numberBytes(numbers, vr) : undefined;
  if (!bytes) {
    throw new InputError({
      where: `writeDicom, ${keyword}`,
      expected: `numbers of VR ${vr}`,
      received: list.join(', '),
    });
  }
  return bytes;
}
