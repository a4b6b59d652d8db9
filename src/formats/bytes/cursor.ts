import type { ByteSource } from './source.ts';

/** How many bytes are fetched at a time. */
const WINDOW = 1 << 16;

/**
 * Reads numbers and texts one after the other from a source, through a small window of it. Every read is checked
 * against the source's end.
 *
 * @throws InputError from every read beyond the end.
 */
export class ByteCursor {
  readonly source: ByteSource;
  littleEndian: boolean;
  #offset: number;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #start = 0;

  constructor(source: ByteSource, offset = 0, littleEndian = true) {
    this.source = source;
    this.littleEndian = littleEndian;
    this.#offset = offset;
  }

  /** Where the next read begins. */
  get offset(): number {
    return this.#offset;
  }

  /** How many bytes are left. */
  get left(): number {
    return this.source.size - this.#offset;
  }

  /** Goes to a place; what is beyond the end shows at the next read. */
  seek(offset: number): void {
    this.#offset = offset;
  }

  skip(length: number): void {
    this.#offset += length;
  }

  uint8(): number {
    const at = this.#take(1);
    return this.#view.getUint8(at);
  }

  int16(): number {
    const at = this.#take(2);
    return this.#view.getInt16(at, this.littleEndian);
  }

  uint16(): number {
    const at = this.#take(2);
    return this.#view.getUint16(at, this.littleEndian);
  }

  int32(): number {
    const at = this.#take(4);
    return this.#view.getInt32(at, this.littleEndian);
  }

  uint32(): number {
    const at = this.#take(4);
    return this.#view.getUint32(at, this.littleEndian);
  }

  /** A 64-bit integer; beyond 2⁵³ it comes rounded, which no check of a size lets pass. */
  uint64(): number {
    const at = this.#take(8);
    return Number(this.#view.getBigUint64(at, this.littleEndian));
  }

  int64(): number {
    const at = this.#take(8);
    return Number(this.#view.getBigInt64(at, this.littleEndian));
  }

  float32(): number {
    const at = this.#take(4);
    return this.#view.getFloat32(at, this.littleEndian);
  }

  float64(): number {
    const at = this.#take(8);
    return this.#view.getFloat64(at, this.littleEndian);
  }

  /** The next bytes, not copied. */
  bytes(length: number): Uint8Array {
    const bytes = this.source.read(this.#offset, length);
    this.#offset += length;
    return bytes;
  }

  /** The next bytes as text, one character a byte, up to the first zero. */
  latin1(length: number): string {
    const bytes = this.bytes(length);
    const end = bytes.indexOf(0);
    return latin1(end < 0 ? bytes : bytes.subarray(0, end));
  }

  /** Makes sure that the next `length` bytes lie in the window, steps over them, and gives their place in it. */
  #take(length: number): number {
    const at = this.#offset - this.#start;
    this.#offset += length;
    if (at >= 0 && at + length <= this.#view.byteLength) return at;
    this.#start = this.#offset - length;
    const window = Math.max(length, Math.min(WINDOW, this.source.size - this.#start));
    const bytes = this.source.read(this.#start, window);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return 0;
  }
}

/** Bytes as text, one character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}
