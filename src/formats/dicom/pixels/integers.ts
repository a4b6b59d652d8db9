import type { Numbers } from '../../dtype.ts';

/** Which bits of an integer count. */
export interface StoredBits {
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/** Integers as a file holds them: unsigned. */
export type Cells = Uint8Array | Uint16Array | Uint32Array;

/** Whether numbers are unsigned integers. */
export function isCells(numbers: Numbers): numbers is Cells {
  return numbers instanceof Uint8Array || numbers instanceof Uint16Array || numbers instanceof Uint32Array;
}

/**
 * The values of integers of which only some bits count; what stands in the others, overlays or junk, is ignored (PS3.5,
 * 8.1.1). Signed values get their sign from the highest bit that counts. The cells themselves where nothing changes,
 * else a copy; they are never written to.
 */
export function storedValues(cells: Cells, bits: StoredBits): Numbers {
  const width = 8 * cells.BYTES_PER_ELEMENT;
  const { bitsStored, highBit, signed } = bits;
  const left = 31 - highBit;
  const right = 32 - bitsStored;
  const view = signed ? asSigned(cells) : cells;
  if (bitsStored === width || isClean(view, left, right)) return view;
  const values = view.slice();
  for (let i = 0; i < values.length; i++) values[i] = extracted(values[i] ?? 0, left, right, signed);
  return values;
}

function isClean(values: Numbers, left: number, right: number): boolean {
  const signed = !isCells(values);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (extracted(value, left, right, signed) !== value) return false;
  }
  return true;
}

function extracted(value: number, left: number, right: number, signed: boolean): number {
  return signed ? (value << left) >> right : (value << left) >>> right;
}

function asSigned(cells: Cells): Int8Array | Int16Array | Int32Array {
  const { buffer, byteOffset, length } = cells;
  if (cells instanceof Uint8Array) return new Int8Array(buffer, byteOffset, length);
  if (cells instanceof Uint16Array) return new Int16Array(buffer, byteOffset, length);
  return new Int32Array(buffer, byteOffset, length);
}
