import { encodePng, grayLevels } from '../../../report/png.ts';
import type { ExampleItem, Examples } from '../../../study/index.ts';
import { range } from '../../../util/arrays.ts';

/** A gray picture. */
interface Picture {
  readonly rows: number;
  readonly columns: number;
  /** From 0 to 255. */
  readonly pixels: Uint8Array;
}

/** A picture as a PNG file. */
export interface PngPicture {
  readonly rows: number;
  readonly columns: number;
  readonly channels: 1;
  readonly png: Uint8Array;
}

type Array2d = ExampleItem['input'];

/** Columns between two pictures, and those of a panel of bars. */
const GAP = 2;
const BARS_WIDTH = 64;

/** Rows of a bar, at least. */
const BAR_HEIGHT = 2;

/** How bright the bar of the true class is, and how bright the others are. */
const [TRUE, OTHER] = [255, 128];

/**
 * An item with what was said of it: input, answer and reference side by side in one window; or the input with a bar for
 * each class, as long as it is probable, the true one white. Nothing where the answer is a row of numbers.
 */
export function examplePicture(
  kind: Examples['kind'],
  { input, target }: ExampleItem,
  answer: Array2d,
): PngPicture | undefined {
  if (kind === 'values') return undefined;
  const images = kind === 'images' ? [input, answer, target] : [input];
  const window = windowOf(kind === 'images' ? target : input);
  const pictures = images.flatMap((image) => (image.shape.length === 2 ? [gray(image, window)] : []));
  const bars = kind === 'classes' ? [barsOf(answer.data, target.data[0] ?? 0, pictures[0]?.rows ?? 0)] : [];
  const { rows, columns, pixels } = sideBySide([...pictures, ...bars]);
  return { rows, columns, channels: 1, png: encodePng(pixels, rows, columns) };
}

/** From 0, or the least value where there are negative ones, to nearly the largest. */
function windowOf({ data }: Array2d): readonly [number, number] {
  const sorted = data.toSorted();
  const [least = 0, most = 1] = [sorted[0], sorted[Math.floor(0.998 * (sorted.length - 1))]];
  return [Math.min(0, least), most];
}

function gray({ data, shape: [rows = 1, columns = 1] }: Array2d, window: readonly [number, number]): Picture {
  return { rows, columns, pixels: grayLevels(data, window) };
}

function barsOf(shares: Float32Array, truth: number, least: number): Picture {
  const height = Math.max(BAR_HEIGHT, Math.floor(least / shares.length));
  const rows = Math.max(least, height * shares.length);
  const pixels = new Uint8Array(rows * BARS_WIDTH);
  for (const [index, share] of shares.entries()) {
    const length = Math.round(share * BARS_WIDTH);
    // The last row of a bar stays dark, so that one sees where the next begins.
    for (const row of range(index * height, (index + 1) * height - 1)) {
      pixels.fill(index === truth ? TRUE : OTHER, row * BARS_WIDTH, row * BARS_WIDTH + length);
    }
  }
  return { rows, columns: BARS_WIDTH, pixels };
}

function sideBySide(pictures: readonly Picture[]): Picture {
  const rows = Math.max(...pictures.map((picture) => picture.rows));
  const columns = pictures.reduce((total, picture) => total + picture.columns + GAP, -GAP);
  const pixels = new Uint8Array(rows * columns);
  let left = 0;
  for (const picture of pictures) {
    for (const row of range(picture.rows)) {
      const line = picture.pixels.subarray(row * picture.columns, (row + 1) * picture.columns);
      pixels.set(line, row * columns + left);
    }
    left += picture.columns + GAP;
  }
  return { rows, columns, pixels };
}
