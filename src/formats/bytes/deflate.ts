import { Inflate, Unzlib } from 'fflate';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { Adler32, type Checksum, Crc32 } from './checksums.ts';
import type { ByteSource } from './source.ts';

/** No byte of deflated data can stand for more bytes than this (RFC 1951: 258 bytes in two bits). */
export const MOST_PER_BYTE = 1032;

/** How many packed bytes are unpacked at a time: what comes out at once stays below 17 MB, whatever they hold. */
const STEP = 1 << 14;

/** What unpacks bytes as they are pushed. */
interface Unpacker {
  push(bytes: Uint8Array, final: boolean): void;
}

/** A stretch of a file that holds packed bytes. */
export interface PackedRange {
  readonly source: ByteSource;
  readonly offset: number;
  readonly length: number;
}

/**
 * Unpacks a deflated stretch (RFC 1951) piece by piece, and compares its CRC-32 at the end.
 *
 * @throws InputError where the bytes do not unpack or are not what was packed.
 */
export function* inflatedPieces(range: PackedRange, crc: number): Generator<Uint8Array, void, void> {
  const sum = new Crc32();
  yield* summed(
    unpackedPieces(range, (emit) => new Inflate(emit)),
    sum,
  );
  checkSum(range.source.name, sum, crc);
}

/**
 * Unpacks a zlib stream (RFC 1950) piece by piece, and compares its Adler-32 at the end.
 *
 * @throws InputError where the bytes do not unpack or are not what was packed.
 */
export function* zlibPieces(range: PackedRange): Generator<Uint8Array, void, void> {
  const sum = new Adler32();
  yield* summed(
    unpackedPieces(range, (emit) => new Unzlib(emit)),
    sum,
  );
  const end = range.source.read(range.offset + range.length - 4, 4);
  checkSum(range.source.name, sum, new DataView(end.buffer, end.byteOffset).getUint32(0));
}

/** Pushes a stretch through an unpacker, step by step, and gives what comes out. */
export function* unpackedPieces(
  { source, offset, length }: PackedRange,
  unpacker: (emit: (piece: Uint8Array) => void) => Unpacker,
): Generator<Uint8Array, void, void> {
  const pieces: Uint8Array[] = [];
  const stream = unpacker((piece) => pieces.push(piece));
  for (let done = 0; done < length; ) {
    const step = Math.min(STEP, length - done);
    const bytes = source.read(offset + done, step);
    done += step;
    pushed(stream, bytes, done === length, source.name);
    yield* pieces.splice(0).filter((piece) => piece.length > 0);
  }
}

function pushed(stream: Unpacker, bytes: Uint8Array, final: boolean, where: string): void {
  try {
    stream.push(bytes, final);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const complaint = {
      where,
      expected: 'bytes packed by deflate',
      received: `some that do not unpack (${messageOf(error)})`,
      remedy: 'The file is cut off or altered: get it again.',
    };
    throw new InputError(complaint, { cause: error });
  }
}

function* summed(pieces: Iterable<Uint8Array>, sum: Checksum): Generator<Uint8Array, void, void> {
  for (const piece of pieces) {
    sum.add(piece);
    yield piece;
  }
}

/**
 * Compares a checksum with what the file says.
 *
 * @throws InputError where they differ.
 */
export function checkSum(where: string, sum: Checksum, declared: number): void {
  check(sum.value === declared, () => ({
    where,
    expected: `bytes with the checksum ${hex(declared)}`,
    received: hex(sum.value),
    remedy: 'The file is cut off or altered: get it again.',
  }));
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
