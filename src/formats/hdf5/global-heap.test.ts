import { describe, expect, it } from 'vitest';
import { isEndlessHeap } from './global-heap.ts';

/** A collection of so many bytes, of objects of these indices and sizes, one behind the other. */
function collection(
  bytes: number,
  ...objects: readonly (readonly [index: number, size: number])[]
): Uint8Array {
  const view = new DataView(new ArrayBuffer(bytes));
  view.setUint32(0, 0x47434f4c); // GCOL
  view.setUint32(8, bytes, true);
  let at = 16;
  for (const [index, size] of objects) {
    view.setUint16(at, index, true);
    view.setUint32(at + 8, size, true);
    at += index === 0 ? size : 16 + Math.ceil(size / 8) * 8;
  }
  return new Uint8Array(view.buffer);
}

describe('a collection of values of variable length', () => {
  it.each([
    ['full', collection(64, [1, 3], [2, 8])],
    ['with free space behind its values', collection(128, [1, 8], [0, 88])],
    ['of which only the beginning is there', collection(64, [1, 3], [2, 8]).subarray(0, 40)],
    ['that is another thing', new Uint8Array(64)],
    ['of no bytes', new Uint8Array(0)],
  ])('%s, ends', (_, bytes) => {
    expect(isEndlessHeap(bytes)).toBe(false);
  });

  it.each([
    ['free space of no size', collection(64, [1, 8], [0, 0])],
    ['free space smaller than its head', collection(64, [0, 8])],
    ['a value that leaves it', collection(64, [1, 0xfffffff0])],
    ['free space that leaves it', collection(64, [0, 0xfffffff8])],
  ])('with %s, does not', (_, bytes) => {
    expect(isEndlessHeap(bytes)).toBe(true);
  });
});
