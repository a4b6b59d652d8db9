import { check } from '../../util/errors.ts';

/**
 * Bytes that can be read anywhere: a file, or memory. Reading waits for nothing, so that readers are plain functions;
 * whoever must stay responsive reads in a process or worker of its own.
 */
export interface ByteSource {
  /** The file's name or path, for errors and for what its ending says. */
  readonly name: string;
  /** How many bytes there are. */
  readonly size: number;
  /**
   * The bytes from `offset` on; not to be written to, for they may be shared.
   *
   * @throws InputError where fewer than `length` bytes are left.
   */
  read(offset: number, length: number): Uint8Array;
  /**
   * Reads bytes into memory at hand, as many as it takes, and several such stretches at a time; {@link readInto} does so
   * from any source.
   */
  readonly readInto?: (offset: number, target: Uint8Array) => Promise<void>;
  /**
   * Goes on to the end of what is unpacked or summed while it is read, and checks it; readers call it when they have
   * read everything.
   *
   * @throws InputError where the end is missing or a checksum differs.
   */
  readonly finish?: () => void;
  /** The file called `name` in the same folder, where there is one: `.img` beside `.hdr`, `.bval` beside `.nii`. */
  readonly beside?: (name: string) => ByteSource | undefined;
}

/**
 * Bytes in memory.
 *
 * @example const image = await openArray(bytesSource(bytes, 'scan.dcm'));
 */
export function bytesSource(
  bytes: Uint8Array,
  name: string,
  beside?: (name: string) => ByteSource | undefined,
): ByteSource {
  const read = (offset: number, length: number) => {
    checkWithin({ name, size: bytes.length }, offset, length);
    return bytes.subarray(offset, offset + length);
  };
  return { name, size: bytes.length, read, ...(beside && { beside }) };
}

/** A file that a browser was given, read into memory. */
export async function blobSource(blob: Blob, name: string): Promise<ByteSource> {
  return bytesSource(new Uint8Array(await blob.arrayBuffer()), name);
}

/**
 * Checks that a source has what is about to be read, or what a header declares: before anything is allocated.
 *
 * @throws InputError naming the file.
 */
export function checkWithin(
  { name, size }: Pick<ByteSource, 'name' | 'size'>,
  offset: number,
  length: number,
  what = 'bytes',
): void {
  const whole = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  check(whole && offset + length <= size, () => ({
    where: name,
    expected: `${length} ${what} from byte ${offset} on`,
    received: `a file of ${size} bytes`,
    remedy: 'It is cut off, or its header is wrong: get it again.',
  }));
}

/**
 * A stretch of a source as a source of its own.
 *
 * @throws InputError where the source has not that many bytes.
 */
export function rangeSource(
  source: ByteSource,
  offset: number,
  length: number,
  name = source.name,
): ByteSource {
  checkWithin(source, offset, length);
  const read = (from: number, count: number) => {
    checkWithin({ name, size: length }, from, count);
    return source.read(offset + from, count);
  };
  return { name, size: length, read };
}

/**
 * Fills memory with the bytes from `offset` on.
 *
 * @throws InputError where the source has not that many.
 */
export async function readInto(source: ByteSource, offset: number, target: Uint8Array): Promise<void> {
  if (source.readInto) await source.readInto(offset, target);
  else target.set(source.read(offset, target.length));
}

/** The first bytes, at most `length`, by which a format is recognized. */
export function headOf(source: ByteSource, length: number): Uint8Array {
  return source.read(0, Math.min(length, source.size));
}
