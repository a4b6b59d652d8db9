import { check } from '../../../util/errors.ts';
import { DTYPE_BYTES, type Numbers } from '../../array/dtype.ts';
import { numbersOf } from '../../bytes/numbers.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { packedSample } from '../png-passes.ts';
import { MOST_PER_BYTE, uncompressed } from './compression.ts';
import { damagedTiff } from './directory.ts';
import type { TiffPage } from './page.ts';
import { addDifferences, joinedFloatBytes, PREDICTOR } from './predictor.ts';

/** A strip or tile: which, where its values belong, and how large it is as it is stored. */
interface Chunk {
  readonly index: number;
  readonly row: number;
  readonly column: number;
  /** The first sample; a chunk of its own each has one only. */
  readonly sample: number;
  readonly rows: number;
}

/** The values of a page, the samples of a pixel together. */
export function readPage(source: ByteSource, page: TiffPage, littleEndian: boolean): Numbers {
  const image = emptyNumbers(page);
  for (const chunk of chunksOf(page)) {
    const values = chunkValues(source, page, chunk, littleEndian);
    place(values, page, chunk, image);
  }
  return image;
}

/** How many strips or tiles a page must have. */
export function chunkCount({ rows, columns, samples, planar, chunk }: TiffPage): number {
  return Math.ceil(rows / chunk.rows) * Math.ceil(columns / chunk.columns) * (planar ? samples : 1);
}

function* chunksOf(page: TiffPage): Generator<Chunk, void, void> {
  const { rows, columns, samples, planar, chunk } = page;
  let index = 0;
  for (let sample = 0; sample < (planar ? samples : 1); sample++) {
    for (let row = 0; row < rows; row += chunk.rows) {
      for (let column = 0; column < columns; column += chunk.columns) {
        const height = chunk.tiled ? chunk.rows : Math.min(chunk.rows, rows - row);
        yield { index: index++, row, column, sample, rows: height };
      }
    }
  }
}

function chunkValues(
  source: ByteSource,
  page: TiffPage,
  { index, rows }: Chunk,
  littleEndian: boolean,
): Numbers {
  const { bits, dtype, predictor, compression, chunk } = page;
  const { name } = source;
  const samples = samplesOfChunk(page);
  const rowBytes = Math.ceil((chunk.columns * samples * bits) / 8);
  const [offset, length] = [page.offsets[index], page.byteCounts[index]];
  check(
    offset !== undefined && length !== undefined && rowBytes * rows <= length * MOST_PER_BYTE,
    () => damagedTiff(name, 'strips with too few bytes').complaint,
  );
  const bytes = uncompressed(source.read(offset, length), compression, rowBytes * rows, name);
  if (bits < 8) return unpackedBits(bytes, chunk.columns * samples, rows, rowBytes, bits);
  if (predictor === PREDICTOR.floatBytes) {
    const joined = joinedFloatBytes(bytes, rowBytes, samples, DTYPE_BYTES[dtype]);
    return numbersOf(joined, dtype, false, name);
  }
  const values = numbersOf(bytes, dtype, littleEndian, name);
  if (predictor !== PREDICTOR.differences) return values;
  const added = values.slice();
  addDifferences(added, chunk.columns, samples);
  return added;
}

function samplesOfChunk({ samples, planar }: TiffPage): number {
  return planar ? 1 : samples;
}

function unpackedBits(
  bytes: Uint8Array,
  width: number,
  rows: number,
  rowBytes: number,
  bits: number,
): Uint8Array {
  const values = new Uint8Array(width * rows);
  for (let row = 0; row < rows; row++) {
    const line = bytes.subarray(row * rowBytes, (row + 1) * rowBytes);
    for (let i = 0; i < width; i++) values[row * width + i] = packedSample(line, i, bits);
  }
  return values;
}

/** Puts a chunk's values where they belong; what juts out falls away. */
function place(values: Numbers, page: TiffPage, { row, column, sample, rows }: Chunk, image: Numbers): void {
  const { planar, samples, columns, chunk } = page;
  const own = samplesOfChunk(page);
  const width = Math.min(chunk.columns, columns - column);
  for (let y = 0; y < rows && row + y < page.rows; y++) {
    const line = values.subarray(y * chunk.columns * own, (y * chunk.columns + width) * own);
    const to = ((row + y) * columns + column) * samples + sample;
    if (!planar) image.set(line, to);
    else for (let x = 0; x < width; x++) image[to + x * samples] = line[x] ?? 0;
  }
}

function emptyNumbers({ rows, columns, samples, dtype }: TiffPage): Numbers {
  const length = rows * columns * samples;
  switch (dtype) {
    case 'int8':
      return new Int8Array(length);
    case 'uint16':
      return new Uint16Array(length);
    case 'int16':
      return new Int16Array(length);
    case 'uint32':
      return new Uint32Array(length);
    case 'int32':
      return new Int32Array(length);
    case 'float16':
    case 'float32':
      return new Float32Array(length);
    case 'float64':
      return new Float64Array(length);
    default:
      return new Uint8Array(length);
  }
}
