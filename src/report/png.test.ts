import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodePng, pngAddress } from './png.ts';

test('the file is what PNG readers expect', () => {
  const pixels = Uint8Array.from({ length: 15 }, (_, i) => 17 * i);
  const file = Buffer.from(encodePng(pixels, 3, 5));
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]]).toEqual([5, 3, 8, 0]);
  const length = file.readUInt32BE(33);
  const lines = inflateSync(file.subarray(41, 41 + length));
  expect([...lines.subarray(6, 12)]).toEqual([0, ...pixels.subarray(5, 10)]);
  expect(file.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082');
});

test('wrong sizes are refused', () => {
  expect(() => encodePng(new Uint8Array(5), 2, 3)).toThrow('received 5 pixels for 2 × 3');
  expect(() => pngAddress(new Uint8Array(0), 0, 0)).toThrow('at least one');
});
