import { check, InputError } from '../../util/errors.ts';
import { ByteCursor } from '../bytes/cursor.ts';
import type { ByteSource } from '../bytes/source.ts';

/** What the chunks of a PNG file say. */
export interface PngContent {
  readonly rows: number;
  readonly columns: number;
  /** Of one sample: 1, 2, 4, 8 or 16. */
  readonly bits: number;
  /** Samples a pixel, of a palette's one. */
  readonly channels: number;
  readonly interlaced: boolean;
  /** Red, green and blue of each place. */
  readonly palette?: Uint8Array;
  /** Pixels a meter. */
  readonly resolution?: { readonly x: number; readonly y: number };
  /** The pixels, packed, one after the other. */
  readonly data: readonly Uint8Array[];
}

/** By color type: samples a pixel, and the bits that one may have. */
const COLOR_TYPES: ReadonlyMap<number, { readonly channels: number; readonly bits: readonly number[] }> =
  new Map([
    [0, { channels: 1, bits: [1, 2, 4, 8, 16] }],
    [2, { channels: 3, bits: [8, 16] }],
    [3, { channels: 1, bits: [1, 2, 4, 8] }],
    [4, { channels: 2, bits: [8, 16] }],
    [6, { channels: 4, bits: [8, 16] }],
  ]);

const PALETTE = 3;

/** As many chunks a file has at most: data come in chunks of 8 KiB or more. */
const MOST_CHUNKS = 1_000_000;

/** What stands before, and behind, a chunk's content: length and type; its checksum. */
const HEAD = 8;
const CHECKSUM = 4;

interface Chunk {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Goes through the chunks of a PNG file; the pixels stay packed.
 *
 * @throws InputError where it is damaged, or of a kind that the standard does not know.
 */
export function readPngChunks(source: ByteSource): PngContent {
  const data: Uint8Array[] = [];
  let header: ReturnType<typeof headerOf> | undefined;
  let more: { palette?: Uint8Array; resolution?: { x: number; y: number } } = {};
  for (const { type, offset, length } of chunksOf(source)) {
    const body = () => source.read(offset, length);
    if (type === 'IHDR') header = headerOf(body(), source.name);
    if (type === 'PLTE') more = { ...more, palette: body() };
    if (type === 'pHYs') more = { ...more, ...resolutionOf(body()) };
    if (type === 'IDAT') data.push(body());
  }
  if (!header || data.length === 0) throw damagedPng(source.name, header ? 'no pixels' : 'no header');
  const { colorType, ...known } = header;
  const { palette, ...rest } = more;
  if (colorType !== PALETTE) return { ...known, ...rest, data };
  if (!palette) throw damagedPng(source.name, 'no palette');
  return { ...known, ...rest, palette, data };
}

function* chunksOf(source: ByteSource): Generator<Chunk, void, void> {
  const cursor = new ByteCursor(source, 8, false);
  for (let count = 0; cursor.left >= HEAD; count++) {
    const length = cursor.uint32();
    const type = cursor.latin1(4);
    const { offset } = cursor;
    check(
      offset + length + CHECKSUM <= source.size && count < MOST_CHUNKS,
      () => damagedPng(source.name, `a chunk that is cut off at byte ${offset}`).complaint,
    );
    yield { type, offset, length };
    if (type === 'IEND') return;
    cursor.seek(offset + length + CHECKSUM);
  }
}

function headerOf(body: Uint8Array, where: string) {
  check(body.length >= 13, () => damagedPng(where, 'a header that is cut off').complaint);
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const [bits = 0, colorType = 0, compression, filter, interlace = 0] = body.subarray(8);
  const kind = COLOR_TYPES.get(colorType);
  check(kind?.bits.includes(bits) === true && compression === 0 && filter === 0 && interlace < 2, () => ({
    where,
    expected: 'PNG of a color type and bit depth of the standard',
    received: `color type ${colorType} of ${bits} bits`,
    remedy: 'The file is damaged: get it again.',
  }));
  const channels = kind?.channels ?? 1;
  const [columns, rows] = [view.getUint32(0), view.getUint32(4)];
  return { rows, columns, bits, channels, colorType, interlaced: interlace === 1 };
}

function resolutionOf(body: Uint8Array) {
  if (body.length < 9 || body[8] !== 1) return {};
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const [x, y] = [view.getUint32(0), view.getUint32(4)];
  return x > 0 && y > 0 ? { resolution: { x, y } } : {};
}

/** The complaint about a file that is no whole PNG. */
export function damagedPng(where: string, received: string): InputError {
  return new InputError({
    where,
    expected: 'a whole PNG file',
    received,
    remedy: 'It is cut off or damaged: get it again.',
  });
}
