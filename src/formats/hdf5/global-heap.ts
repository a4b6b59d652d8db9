import { latin1 } from '../bytes/cursor.ts';

/** What a collection begins with (HDF5 File Format Specification 3.0, III.E): signature, version, size. */
const SIGNATURE = 'GCOL';
const HEAD = 16;

/** An object's index, references and size; all in it is a multiple of eight bytes. */
const OBJECT_HEAD = 16;
const ALIGNMENT = 8;

/**
 * Whether bytes are a collection of values of variable length through which the HDF5 library would go in a circle: where
 * an object's declared size leads nowhere, or out of the collection, so that 32 bits of an address may wrap.
 */
export function isEndlessHeap(bytes: Uint8Array): boolean {
  if (bytes.length < HEAD || latin1(bytes.subarray(0, SIGNATURE.length)) !== SIGNATURE) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = view.getUint32(8, true);
  for (let at = HEAD; at + OBJECT_HEAD <= Math.min(end, bytes.length); ) {
    const size = view.getUint32(at + 8, true);
    const isFree = view.getUint16(at, true) === 0; // its size counts its head
    const step = isFree ? size : OBJECT_HEAD + Math.ceil(size / ALIGNMENT) * ALIGNMENT;
    if (step < OBJECT_HEAD || at + step > end) return true;
    at += step;
  }
  return false;
}
