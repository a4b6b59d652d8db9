import { product } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import { type ByteSource, bytesSource } from '../bytes/source.ts';
import type { DataSet } from './data-set.ts';
import { Inflater } from './inflate.ts';
import { isPixels, parseElements } from './parse.ts';
import { Tag } from './tags.ts';
import { encodingOf, TransferSyntax } from './transfer-syntax.ts';

const FIRST = 1 << 16;

/** The most that may come before the pixels, or where there are none: an unpacked header of 64 MiB. */
const MOST_HEADER = 1 << 26;

/** The longest value that an element can have. */
const LONGEST = 2 ** 32 - 2;

/** What may follow the pixels. */
const TRAILER = 1 << 20;

/**
 * Unpacks a deflated data set: its header, and its pixels as far as the header declares them, however much more the
 * file would unpack to.
 *
 * @throws InputError for a damaged file, and for a header that grows beyond 64 MiB.
 */
export function inflateDataSet(source: ByteSource, offset: number, headerOnly: boolean): ByteSource {
  const inflater = new Inflater(source, offset);
  const header = inflateHeader(inflater, source.name);
  if (!headerOnly) inflater.upTo(header.end + pixelBytes(header.dataSet) + TRAILER);
  return bytesSource(inflater.bytes, source.name);
}

/** Unpacks twice as much each time, until the header can be read. */
function inflateHeader(inflater: Inflater, name: string) {
  for (let length = FIRST; ; length *= 2) {
    inflater.upTo(length);
    if (inflater.finished) return parseHeader(inflater.bytes, name);
    const parsed = tryHeader(inflater.bytes, name);
    if (parsed) return parsed;
    if (inflater.bytes.length > MOST_HEADER) throw tooLarge(name);
  }
}

function parseHeader(bytes: Uint8Array, name: string) {
  return parseElements(bytesSource(bytes, name), 0, encodingOf(TransferSyntax.deflated), isPixels);
}

/** The header, if all of it is there: pixels follow. */
function tryHeader(bytes: Uint8Array, name: string) {
  try {
    const parsed = parseHeader(bytes, name);
    return parsed.end < bytes.length ? parsed : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** How many bytes the pixels take, as the header declares. */
function pixelBytes(dataSet: DataSet): number {
  const factors = [Tag.Rows, Tag.Columns, Tag.SamplesPerPixel, Tag.NumberOfFrames];
  const values = product(factors.map((tag) => dataSet.number(tag) ?? 1));
  const bytes = Math.ceil((values * (dataSet.number(Tag.BitsAllocated) ?? 8)) / 8);
  return Number.isSafeInteger(bytes) && bytes > 0 ? Math.min(bytes, LONGEST) : 0;
}

function tooLarge(where: string): InputError {
  return new InputError({
    where,
    expected: `a header of at most ${MOST_HEADER} bytes when unpacked`,
    received: 'more',
    remedy: 'It is damaged, or made to fill the memory.',
  });
}
