import { InputError } from '../../util/errors.ts';
import type { DataSet, DataSetEncoding, DicomElement } from './data-set.ts';
import { readItemHead } from './element-head.ts';
import type { WrittenElement, WrittenStretch } from './write.ts';

const ITEM = 0xfffee000;
const SEQUENCE_END = 0xfffee0dd;

/** How many bytes of a value change places where the byte order changes. */
const UNITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(['AT', 'OW', 'SS', 'US'].map((vr) => [vr, 2])),
  ...Object.fromEntries(['FL', 'OF', 'OL', 'SL', 'UL'].map((vr) => [vr, 4])),
  ...Object.fromEntries(['FD', 'OD', 'OV', 'SV', 'UV'].map((vr) => [vr, 8])),
};

/**
 * All elements of a data set as they are, to be written in an encoding; group lengths, which need not be right any more,
 * are left out.
 *
 * @throws InputError where fragments of pixels are cut off.
 */
export function takenOver(dataSet: DataSet, to: DataSetEncoding): WrittenElement[] {
  return dataSet.elements
    .filter(({ tag }) => (tag & 0xffff) !== 0)
    .map((element) => takenOverElement(dataSet, element, to));
}

/** One element of a data set as it is; see {@link takenOver}. */
export function takenOverElement(
  dataSet: DataSet,
  element: DicomElement,
  to: DataSetEncoding,
): WrittenElement {
  const { tag, vr, items, encapsulated } = element;
  if (items) return { tag, vr: 'SQ', items: items.map((item) => takenOver(item, to)) };
  if (encapsulated) return { tag, vr, fragments: fragmentsOf(dataSet, element) };
  const { source, encoding } = dataSet;
  const unit = UNITS[vr] ?? 1;
  const stretch = { source, offset: element.offset, length: element.length };
  if (unit === 1 || encoding.littleEndian === to.littleEndian) return { tag, vr, stretch };
  return { tag, vr, bytes: turned(source.read(element.offset, element.length), unit) };
}

function turned(bytes: Uint8Array, unit: number): Uint8Array {
  const result = Uint8Array.from(bytes);
  for (let at = 0; at + unit <= result.length; at += unit) result.subarray(at, at + unit).reverse();
  return result;
}

/** The fragments of encapsulated pixels, the offset table first: nothing but them. */
function fragmentsOf({ source, encoding }: DataSet, { offset }: DicomElement): WrittenStretch[] {
  const fragments: WrittenStretch[] = [];
  for (let at = offset; ; ) {
    const item = readItemHead(source, at, encoding.littleEndian);
    if (item?.tag === SEQUENCE_END) return fragments;
    if (item?.tag !== ITEM || at + 8 + item.length > source.size) throw cutOff(source.name);
    fragments.push({ source, offset: at + 8, length: item.length });
    at += 8 + item.length;
  }
}

function cutOff(where: string): InputError {
  return new InputError({
    where,
    expected: 'compressed pixels in whole fragments, up to their delimiter',
    received: 'a file that ends before',
    remedy: 'The file is cut off or damaged: get it again.',
  });
}
