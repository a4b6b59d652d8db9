/**
 * TensorFlow's record files: one record behind the other, each
 *
 *     length (8 bytes, little endian), its masked CRC-32C (4), the bytes, their masked CRC-32C (4)
 */
import { check } from '../../util/errors.ts';
import { maskedCrc32c } from './crc32c.ts';

const HEAD = 12;
const FRAME = 16;

/** A record with its frame. */
export function frameRecord(bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(bytes.length + FRAME);
  const view = new DataView(framed.buffer);
  view.setBigUint64(0, BigInt(bytes.length), true);
  view.setUint32(8, maskedCrc32c(framed.subarray(0, 8)), true);
  framed.set(bytes, HEAD);
  view.setUint32(HEAD + bytes.length, maskedCrc32c(bytes), true);
  return framed;
}

/**
 * The records of a file, checked.
 *
 * @throws InputError for a file that ends within a record, or a record that is not what was written.
 */
export function* readRecords(file: Uint8Array, where = 'records'): Generator<Uint8Array, void, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at < file.length; ) {
    const left = file.length - at;
    const isHead = left >= FRAME && view.getUint32(at + 8, true) === maskedCrc32c(file.subarray(at, at + 8));
    const length = isHead ? view.getBigUint64(at, true) : 0n;
    check(isHead && length <= left - FRAME, () => ({
      where: `${where}, byte ${at}`,
      expected: 'a whole record of TensorFlow',
      received: isHead ? `one of ${length} bytes, of which ${left - FRAME} are there` : 'something else',
    }));
    const bytes = file.subarray(at + HEAD, at + HEAD + Number(length));
    const end = at + HEAD + bytes.length;
    check(view.getUint32(end, true) === maskedCrc32c(bytes), () => ({
      where: `${where}, byte ${at}`,
      expected: 'a record as it was written',
      received: 'one with another checksum',
    }));
    yield bytes;
    at = end + 4;
  }
}
