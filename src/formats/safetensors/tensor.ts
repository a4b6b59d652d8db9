import { widenFloat16 } from '../bytes/float16.ts';

/** An array with the dtype and shape under which a safetensors file holds it. `BOOL` is 0 or 1 a byte. */
export type SafeTensor = { readonly shape: readonly number[] } & SafeTensorData;

/** The numbers of a tensor, in row-major order. */
export type SafeTensorData =
  | { readonly dtype: 'U64'; readonly data: BigUint64Array }
  | { readonly dtype: 'I64'; readonly data: BigInt64Array }
  | { readonly dtype: 'F64'; readonly data: Float64Array }
  | { readonly dtype: 'F32'; readonly data: Float32Array }
  | { readonly dtype: 'U32'; readonly data: Uint32Array }
  | { readonly dtype: 'I32'; readonly data: Int32Array }
  | { readonly dtype: 'U16'; readonly data: Uint16Array }
  | { readonly dtype: 'I16'; readonly data: Int16Array }
  | { readonly dtype: 'I8'; readonly data: Int8Array }
  | { readonly dtype: 'U8'; readonly data: Uint8Array }
  | { readonly dtype: 'BOOL'; readonly data: Uint8Array };

/** What a safetensors file holds: tensors by name, and free text about them. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, SafeTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A dtype as files name it. The half-precision ones are only read, as F32, which holds them exactly. */
export type StoredDtype = SafeTensorData['dtype'] | 'F16' | 'BF16';

interface DtypeEntry {
  readonly bytes: number;
  /** The numbers in a buffer of their own that holds nothing else. */
  readonly decode: (buffer: ArrayBuffer) => SafeTensorData;
}

/** Every dtype, in the order in which the format's own writer lays tensors out: widest first, so that all align. */
export const storedDtypes: ReadonlyMap<string, DtypeEntry> = new Map<StoredDtype, DtypeEntry>([
  ['U64', { bytes: 8, decode: (buffer) => ({ dtype: 'U64', data: new BigUint64Array(buffer) }) }],
  ['I64', { bytes: 8, decode: (buffer) => ({ dtype: 'I64', data: new BigInt64Array(buffer) }) }],
  ['F64', { bytes: 8, decode: (buffer) => ({ dtype: 'F64', data: new Float64Array(buffer) }) }],
  ['F32', { bytes: 4, decode: (buffer) => ({ dtype: 'F32', data: new Float32Array(buffer) }) }],
  ['U32', { bytes: 4, decode: (buffer) => ({ dtype: 'U32', data: new Uint32Array(buffer) }) }],
  ['I32', { bytes: 4, decode: (buffer) => ({ dtype: 'I32', data: new Int32Array(buffer) }) }],
  [
    'BF16',
    { bytes: 2, decode: (buffer) => ({ dtype: 'F32', data: widenBfloat16(new Uint16Array(buffer)) }) },
  ],
  ['F16', { bytes: 2, decode: (buffer) => ({ dtype: 'F32', data: widenFloat16(new Uint16Array(buffer)) }) }],
  ['U16', { bytes: 2, decode: (buffer) => ({ dtype: 'U16', data: new Uint16Array(buffer) }) }],
  ['I16', { bytes: 2, decode: (buffer) => ({ dtype: 'I16', data: new Int16Array(buffer) }) }],
  ['I8', { bytes: 1, decode: (buffer) => ({ dtype: 'I8', data: new Int8Array(buffer) }) }],
  ['U8', { bytes: 1, decode: (buffer) => ({ dtype: 'U8', data: new Uint8Array(buffer) }) }],
  ['BOOL', { bytes: 1, decode: (buffer) => ({ dtype: 'BOOL', data: new Uint8Array(buffer) }) }],
]);

/** The numbers whose upper halves are given: a bfloat16 is a float32 without its lower half. */
function widenBfloat16(halves: Uint16Array): Float32Array {
  const bits = Uint32Array.from(halves, (half) => half * 2 ** 16);
  return new Float32Array(bits.buffer);
}
