import { writeBart } from '../../formats/bart.ts';
import { writeNumpy } from '../../formats/numpy/write.ts';
import type { Files, WrittenImage } from './write-image.ts';

/** An npy file: [slice, row, column], without slices where there is one; complex64 where the images are complex. */
export async function npyFiles(image: WrittenImage, path: string): Promise<Files> {
  const { magnitudes } = image;
  const shape = magnitudes.shape[0] === 1 ? magnitudes.shape.slice(1) : magnitudes.shape;
  const bytes = isComplexImage(image)
    ? writeNumpy({ shape, values: pairsOf(image), dtype: 'complex64' })
    : writeNumpy({ shape, values: magnitudes.data, dtype: 'float32' });
  return new Map([[path, bytes]]);
}

/** BART's dimension of slices. */
const SLICE = 13;

/** A BART pair: rows, columns, and slices along dimension 13. */
export async function bartFiles(image: WrittenImage, path: string): Promise<Files> {
  const [slices = 1, rows = 1, columns = 1] = image.magnitudes.shape;
  const rowMajor = pairsOf(image);
  const values = new Float32Array(rowMajor.length);
  for (let i = 0; i < rowMajor.length / 2; i++) {
    const column = i % columns;
    const row = Math.floor(i / columns) % rows;
    const slice = Math.floor(i / (rows * columns));
    const to = 2 * (row + rows * (column + columns * slice));
    values[to] = rowMajor[2 * i] ?? 0;
    values[to + 1] = rowMajor[2 * i + 1] ?? 0;
  }
  const shape = Array.from({ length: SLICE + 1 }, (_, axis) => [rows, columns][axis] ?? 1);
  shape[SLICE] = slices;
  const { header, values: bytes } = writeBart(shape, values);
  return new Map([
    [`${path.slice(0, -'cfl'.length)}hdr`, new TextEncoder().encode(header)],
    [path, bytes],
  ]);
}

function isComplexImage({ images }: WrittenImage): boolean {
  return images.every(({ shape }) => shape[0] === 2);
}

/** Real and imaginary part one behind the other, slice by slice. */
function pairsOf({ images, magnitudes }: WrittenImage): Float32Array {
  const pairs = new Float32Array(2 * magnitudes.data.length);
  const points = magnitudes.data.length / images.length;
  for (const [slice, { data, shape }] of images.entries()) {
    for (let i = 0; i < points; i++) {
      pairs[2 * (slice * points + i)] = data[i] ?? 0;
      pairs[2 * (slice * points + i) + 1] = shape[0] === 2 ? (data[points + i] ?? 0) : 0;
    }
  }
  return pairs;
}
