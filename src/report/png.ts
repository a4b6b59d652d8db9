import { crc32, deflateSync } from 'node:zlib';
import { check } from '../util/errors.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const GRAY = 0;

/**
 * A gray image of 8 bits per pixel, row-major, as the bytes of a PNG file.
 *
 * Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025.
 */
export function encodePng(pixels: Uint8Array, rows: number, columns: number): Uint8Array {
  check(rows > 0 && columns > 0 && pixels.length === rows * columns, () => ({
    where: 'encodePng',
    expected: 'rows × columns pixels, at least one',
    received: `${pixels.length} pixels for ${rows} × ${columns}`,
  }));
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, columns);
  header.setUint32(4, rows);
  header.setUint8(8, 8);
  header.setUint8(9, GRAY);
  const chunks = [
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflateSync(scanLines(pixels, rows, columns), { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ];
  return new Uint8Array(Buffer.concat([SIGNATURE, ...chunks]));
}

/** The same as a `data:` address. */
export function pngAddress(pixels: Uint8Array, rows: number, columns: number): string {
  return `data:image/png;base64,${Buffer.from(encodePng(pixels, rows, columns)).toString('base64')}`;
}

/** Each row preceded by a zero: no filter. */
function scanLines(pixels: Uint8Array, rows: number, columns: number): Uint8Array {
  const lines = new Uint8Array(rows * (columns + 1));
  for (let row = 0; row < rows; row++) {
    lines.set(pixels.subarray(row * columns, (row + 1) * columns), row * (columns + 1) + 1);
  }
  return lines;
}

/** Length, type, data and checksum. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
