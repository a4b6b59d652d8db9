import { encodePng } from '../../report/png.ts';
import type { Files, WrittenImage } from './write-image.ts';

/** The share of pixels that may be brighter than white. */
const BRIGHTER = 0.002;

/** One PNG: the slices side by side in rows, all in one window from 0 to nearly the brightest pixel. */
export async function pngFiles({ magnitudes }: WrittenImage, path: string): Promise<Files> {
  const [slices = 1, rows = 1, columns = 1] = magnitudes.shape;
  const across = Math.ceil(Math.sqrt(slices));
  const down = Math.ceil(slices / across);
  const pixels = new Uint8Array(across * columns * down * rows);
  const factor = 255 / whiteOf(magnitudes.data);
  for (let i = 0; i < magnitudes.data.length; i++) {
    const column = i % columns;
    const row = Math.floor(i / columns) % rows;
    const slice = Math.floor(i / (rows * columns));
    const y = Math.floor(slice / across) * rows + row;
    const x = (slice % across) * columns + column;
    pixels[y * across * columns + x] = Math.min(255, Math.round((magnitudes.data[i] ?? 0) * factor));
  }
  return new Map([[path, encodePng(pixels, down * rows, across * columns)]]);
}

/** The value that is shown as white. */
function whiteOf(values: Float32Array): number {
  const sorted = Float32Array.from(values).sort();
  const white = sorted[Math.floor((1 - BRIGHTER) * (sorted.length - 1))] ?? 0;
  return white > 0 ? white : sorted.at(-1) || 1;
}
