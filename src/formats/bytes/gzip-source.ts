import { Gunzip } from 'fflate';
import { check } from '../../util/errors.ts';
import { Crc32 } from './checksums.ts';
import { checkSum, MOST_PER_BYTE, unpackedPieces } from './deflate.ts';
import type { ByteSource } from './source.ts';
import { UnpackedSource } from './unpacked-source.ts';

/** The least that a member of a gzip file takes: header, an empty block, trailer (RFC 1952). */
const LEAST_MEMBER = 20;

const TRAILER = 8;

/** The trailer keeps the size modulo this. */
const SIZE_MODULO = 2 ** 32;

/** How far a file is unpacked only to learn its size: this much, or this often its own size. */
const MOST_COUNTED = 1 << 28;
const MOST_COUNTED_PER_BYTE = 64;

/**
 * A gzip file (RFC 1952), of one member or several, as if it were unpacked. It is unpacked as far as is read, never
 * further than its trailer says, and the last GiB is kept: see {@link UnpackedSource}. `finish()` checks the end.
 * Of several members no trailer says the size of all: then opening goes through the
 * file once, keeping nothing. So it does where `counted`, for files that {@link maySayLess} than they hold.
 *
 * @throws InputError for what is cut off, or declares more than deflate can pack; reading throws where it is damaged.
 */
export function gunzipSource(source: ByteSource, counted = false): ByteSource {
  const { name } = source;
  check(source.size >= LEAST_MEMBER, () => ({
    where: name,
    expected: `a gzip file of ${LEAST_MEMBER} bytes or more`,
    received: `${source.size}`,
    remedy: 'It is cut off: get it again.',
  }));
  const size = counted || hasSecondMember(source) ? countedSize(source) : claimedSize(source);
  return new UnpackedSource({
    name,
    size,
    pieces: () => gunzippedPieces(source),
    beside: (other) => source.beside?.(other),
  });
}

/** Whether a packed file is large enough to unpack to 4 GiB or more, so that its trailer may say too little. */
export function maySayLess(source: ByteSource): boolean {
  return source.size * MOST_PER_BYTE >= SIZE_MODULO;
}

function claimedSize(source: ByteSource): number {
  const claimed = trailerAt(source, source.size).size;
  check(claimed <= source.size * MOST_PER_BYTE, () => ({
    where: source.name,
    expected: `a size that ${source.size} packed bytes can unpack to`,
    received: `${claimed}`,
    remedy: 'It is cut off or damaged: get it again.',
  }));
  return claimed;
}

function countedSize(source: ByteSource): number {
  const most = Math.max(MOST_COUNTED, MOST_COUNTED_PER_BYTE * source.size);
  let size = 0;
  for (const piece of gunzippedPieces(source)) {
    size += piece.length;
    check(size <= most, () => ({
      where: source.name,
      expected: `at most ${most} bytes when unpacked`,
      received: 'more',
      remedy: 'It is made to fill the memory, or should be unpacked first.',
    }));
  }
  return size;
}

/**
 * Whether another member seems to begin within the file: identification, deflate, no reserved flag, a known extra
 * flag and operating system. In other bytes that happens by chance once in 2³⁷, and then only costs time.
 */
function hasSecondMember(source: ByteSource): boolean {
  const step = 1 << 20;
  for (let start = 1; start < source.size; start += step) {
    const bytes = source.read(start, Math.min(step + 9, source.size - start));
    for (let at = bytes.indexOf(0x1f); at >= 0; at = bytes.indexOf(0x1f, at + 1)) {
      if (beginsMember(bytes, at)) return true;
    }
  }
  return false;
}

function beginsMember(bytes: Uint8Array, at: number): boolean {
  const [magic, method, flags = 255] = bytes.subarray(at + 1, at + 4);
  const [extra = 255, system = 254] = bytes.subarray(at + 8, at + 10);
  const known = system <= 13 || system === 255;
  return magic === 0x8b && method === 8 && flags < 32 && [0, 2, 4].includes(extra) && known;
}

/** So many members may be small; more must on average have so many packed bytes, for each costs time. */
const SMALL_MEMBERS = 1000;
const LEAST_AVERAGE = 256;

/** The unpacked bytes, in order; every member is checked as its trailer is reached. */
function* gunzippedPieces(source: ByteSource): Generator<Uint8Array, void, void> {
  let [sum, size, members] = [new Crc32(), 0, 0];
  const closeMember = (end: number) => {
    const trailer = trailerAt(source, end);
    checkSum(source.name, sum, trailer.crc);
    check(trailer.size === size % SIZE_MODULO, () => ({
      where: source.name,
      expected: `${trailer.size} bytes when unpacked, as it says`,
      received: `${size}`,
    }));
    [sum, size, members] = [new Crc32(), 0, members + 1];
    check(members <= SMALL_MEMBERS || end >= members * LEAST_AVERAGE, () => ({
      where: source.name,
      expected: `members of ${LEAST_AVERAGE} packed bytes or more, on average`,
      received: `${members} in ${end} bytes`,
      remedy: 'It is made to waste time.',
    }));
  };
  const range = { source, offset: 0, length: source.size };
  yield* unpackedPieces(range, (emit) => {
    const stream = new Gunzip((piece) => {
      sum.add(piece);
      size += piece.length;
      emit(piece);
    });
    stream.onmember = closeMember;
    return stream;
  });
  closeMember(source.size);
}

function trailerAt(source: ByteSource, end: number): { readonly crc: number; readonly size: number } {
  const bytes = source.read(end - TRAILER, TRAILER);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { crc: view.getUint32(0, true), size: view.getUint32(4, true) };
}
