import { check, InputError } from '../../util/errors.ts';
import type { ArrayFile } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import type { Numbers } from '../array/dtype.ts';
import { latin1 } from '../bytes/cursor.ts';
import { numbersOf } from '../bytes/numbers.ts';
import { type ByteSource, headOf } from '../bytes/source.ts';
import { checkImage, type ImageHeader, imageFile } from './image-file.ts';

/** Portable graymaps and pixmaps (netpbm's P2, P3, P5 and P6). */
export const pnm: ArrayFormat = {
  name: 'pnm',
  recognizes: (head) => /^P[2356]\s/.test(latin1(head.subarray(0, 3))),
  open: openPnm,
};

/** A header is no longer than this, comments included. */
const HEADER = 1 << 16;

/** Kind, width, height and greatest value, with white space and comments before each. */
const PATTERN = /^P([2356])(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)\s/;

/**
 * Opens a PGM or PPM image, as text or binary, of 8 or 16 bits. Values are as they are, not spread over the whole range.
 *
 * @throws InputError for a damaged file.
 */
async function openPnm(source: ByteSource): Promise<ArrayFile> {
  const { name } = source;
  const match = PATTERN.exec(latin1(headOf(source, HEADER)));
  if (!match)
    throw new InputError({ where: name, expected: 'a PGM or PPM header', received: 'another text' });
  const [text, kind, columns, rows, greatest] = match;
  const most = Number(greatest);
  check(most >= 1 && most < 2 ** 16, () => ({
    where: name,
    expected: 'a greatest value from 1 to 65535',
    received: `${greatest}`,
  }));
  const header: ImageHeader = {
    format: 'pnm',
    rows: Number(rows),
    columns: Number(columns),
    samples: kind === '3' || kind === '6' ? 3 : 1,
    dtype: most > 255 ? 'uint16' : 'uint8',
    essentials: [['Greatest value', `${most}`]],
  };
  const left = source.size - text.length;
  const plain = kind === '2' || kind === '3';
  checkImage(header, plain ? 1 : most > 255 ? 2 : 1, left, name);
  const count = header.rows * header.columns * header.samples;
  return imageFile(header, name, () =>
    plain ? plainValues(source, text.length, count, most) : rawValues(source, text.length, count, most),
  );
}

function rawValues(source: ByteSource, offset: number, count: number, most: number): Numbers {
  if (most < 256) return source.read(offset, count);
  return numbersOf(source.read(offset, 2 * count), 'uint16', false, source.name);
}

/** Numbers as text. */
function plainValues(source: ByteSource, offset: number, count: number, most: number): Numbers {
  const text = latin1(source.read(offset, source.size - offset)).replace(/#[^\n]*/g, '');
  const values = most > 255 ? new Uint16Array(count) : new Uint8Array(count);
  let i = 0;
  for (const [digits] of text.matchAll(/\S+/g)) {
    if (i === count) break;
    const value = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
    check(value <= most, () => ({
      where: source.name,
      expected: `numbers from 0 to ${most}`,
      received: JSON.stringify(digits.slice(0, 20)),
    }));
    values[i++] = value;
  }
  check(i === count, () => ({
    where: source.name,
    expected: `${count} numbers`,
    received: `${i}`,
    remedy: 'The file is cut off: get it again.',
  }));
  return values;
}
