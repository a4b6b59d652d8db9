import { z } from 'zod';
import { lookAtMiddle } from '../../../audit/digest/item-digest.ts';
import { itemPlace } from '../../../audit/reading/open-item.ts';
import { entryOf } from '../../../data/pictures/entry.ts';
import { grayWindow } from '../../../data/pictures/gray-window.ts';
import { type Picture, takePictures } from '../../../data/pictures/take-pictures.ts';
import { defineReaderTask } from '../../../data/reading/reader-task.ts';
import { type ArrayFile, isComplex } from '../../../formats/index.ts';
import { encodePng } from '../../../report/png.ts';
import { withImage } from './image-place.ts';

/** The longer side of a thumbnail, in pixels. */
const SIDE = 96;

/** What one picture takes at most beside the values of its file, and for k-space its transforms, in bytes. */
const PICTURE_BYTES = 2 ** 27;

/** Makes thumbnails of items in one place, as PNG; `entries` says which ones, where there are several. */
export const makeThumbnails = defineReaderTask({
  name: 'make-thumbnails',
  argument: z.object({ place: itemPlace, entries: z.array(z.number().optional()).min(1) }),
  result: z.array(z.instanceof(Uint8Array)),
  run({ place, entries }, context) {
    context.allow(PICTURE_BYTES);
    return withImage({ place }, context, async (file) => {
      const made: Uint8Array[] = [];
      for (const entry of entries) {
        made.push(await thumbnailOf(entry === undefined ? file : entryOf(file, entry)));
        context.progress(made.length / entries.length);
      }
      return made;
    });
  },
});

/** The middle picture, small; of k-space its image. */
async function thumbnailOf(file: ArrayFile): Promise<Uint8Array> {
  const image = isComplex(file.dtype) ? await lookAtMiddle(file) : undefined;
  const taken = await (image
    ? { pictures: [grayPicture(image.plane)], logarithmic: false }
    : takePictures(file, 1));
  const [picture] = taken.pictures;
  if (!picture) return encodePng(new Uint8Array(1), 1, 1);
  const { black, white } = grayWindow(image ? { dtype: file.dtype } : file, taken);
  const [down = 1, right = 1] = ('spacing' in taken ? taken.spacing : undefined) ?? [];
  return drawn(picture, { black, white, aspect: down / right });
}

function grayPicture({
  values,
  rows,
  columns,
}: {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}): Picture {
  return {
    ...{ rows, columns, samples: 1, index: 0, count: 1, axis: '' },
    values: Float32Array.from(values),
  };
}

/** Small, in true proportions: each pixel the mean of those that it stands for. */
function drawn(
  { rows, columns, samples, values }: Picture,
  { black, white, aspect }: { readonly black: number; readonly white: number; readonly aspect: number },
): Uint8Array {
  const scale = Math.min(1, SIDE / Math.max(rows * aspect, columns));
  const [height, width] = [
    Math.max(1, Math.round(rows * aspect * scale)),
    Math.max(1, Math.round(columns * scale)),
  ];
  const colors = samples === 3 ? 3 : 1;
  const pixels = new Uint8Array(height * width * colors);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = span(y, height, rows);
    for (let x = 0; x < width; x++) {
      const [left, right] = span(x, width, columns);
      for (let color = 0; color < colors; color++) {
        let total = 0;
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++)
            total += values[(row * columns + column) * samples + color] ?? 0;
        }
        const share = (total / ((bottom - top) * (right - left)) - black) / (white - black || 1);
        pixels[(y * width + x) * colors + color] = Math.max(0, Math.min(255, 255 * share)) || 0;
      }
    }
  }
  return encodePng(pixels, height, width, colors);
}

/** The pixels that one of a smaller image stands for: one at least. */
function span(at: number, of: number, from: number): readonly [start: number, end: number] {
  const start = Math.min(from - 1, Math.floor((at * from) / of));
  return [start, Math.max(start + 1, Math.floor(((at + 1) * from) / of))];
}
