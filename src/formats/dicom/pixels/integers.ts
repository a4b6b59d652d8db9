import type { Numbers } from '../../array/dtype.ts';

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
  const { bitsStored, highBit, signed } = bits;
  const whole = bitsStored === 8 * cells.BYTES_PER_ELEMENT;
  const view = signed ? asSigned(cells) : cells;
  if (whole || (highBit === bitsStored - 1 && isClean(view, bitsStored, signed))) return view;
  const [left, right] = [31 - highBit, 32 - bitsStored];
  const values = view.slice();
  for (let i = 0; i < values.length; i++) {
    const raised = (values[i] ?? 0) << left;
    values[i] = signed ? raised >> right : raised >>> right;
  }
  return values;
}

/** Where rescaled values go. */
export type Floats = Float32Array | Float64Array;

/** value = slope · stored + intercept */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Rescales the stored values of integers of 8 or 16 bits: in one go, as both take longer to fetch from memory than to
 * compute. The cells may lie at the end of the memory of the result: each is read before it is overwritten.
 */
export function rescaleStored(
  cells: Uint8Array | Uint16Array,
  { bitsStored, highBit, signed }: StoredBits,
  { slope, intercept }: Line,
  result: Floats,
): void {
  const unit = 2 ** (highBit + 1 - bitsStored);
  const mask = (2 ** bitsStored - 1) * unit;
  const sign = signed ? 2 ** highBit : 0;
  const step = slope / unit;
  // Where its highest bit is set, (x ^ sign) - sign is x less twice the sign bit's value.
  for (let i = 0; i < cells.length; i++) {
    result[i] = ((((cells[i] ?? 0) & mask) ^ sign) - sign) * step + intercept;
  }
}

/** Whether all values lie within so many bits. */
function isClean(values: Numbers, bits: number, signed: boolean): boolean {
  let union = 0;
  if (signed) for (let i = 0; i < values.length; i++) union |= (values[i] ?? 0) ^ ((values[i] ?? 0) >> 31);
  else for (let i = 0; i < values.length; i++) union |= values[i] ?? 0;
  return union >>> (signed ? bits - 1 : bits) === 0;
}

function asSigned(cells: Cells): Int8Array | Int16Array | Int32Array {
  const { buffer, byteOffset, length } = cells;
  if (cells instanceof Uint8Array) return new Int8Array(buffer, byteOffset, length);
  if (cells instanceof Uint16Array) return new Int16Array(buffer, byteOffset, length);
  return new Int32Array(buffer, byteOffset, length);
}
