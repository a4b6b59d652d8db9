import { z } from 'zod';
import { defineReaderTask } from '../../data/reading/reader-task.ts';
import { isComplex } from '../../formats/index.ts';
import { lookAtMiddle } from '../digest/item-digest.ts';
import { layoutOf, type Plane, planesOf } from '../digest/plane.ts';
import { itemPlace, withItem } from './open-item.ts';

/** A slice as the page shows it. */
export interface Preview {
  readonly pixels: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** The longest side of a preview, in pixels. */
const SIDE = 168;

/** Reads one slice, reduced to what fits on a page. */
export const previewSlice = defineReaderTask({
  name: 'preview-slice',
  argument: z.object({ place: itemPlace, entry: z.number().optional(), slice: z.number() }),
  result: z.custom<Preview>(
    (value) => z.looseObject({ rows: z.number(), columns: z.number() }).safeParse(value).success,
  ),
  run: ({ place, entry = 0, slice }, context) =>
    withItem(place, context, async (file): Promise<Preview> => {
      const kspace = isComplex(file.dtype) ? await lookAtMiddle(file) : undefined;
      if (kspace) return reduced(kspace.plane);
      const entries = entry === 0 ? 1 : (file.shape[0] ?? 1);
      const index = entry * (layoutOf(file).count / entries) + slice;
      for await (const plane of planesOf(file, [index])) return reduced(plane);
      return { pixels: new Float32Array(1), rows: 1, columns: 1 };
    }),
});

/** Means over squares, as large as it takes. */
function reduced({ values, rows, columns }: Plane): Preview {
  const step = Math.max(1, Math.ceil(Math.max(rows, columns) / SIDE));
  const [height = 1, width = 1] = [rows, columns].map((length) => Math.max(1, Math.floor(length / step)));
  const pixels = Float32Array.from({ length: height * width }, (_, i) => {
    const [top, left] = [Math.floor(i / width) * step, (i % width) * step];
    let total = 0;
    for (let y = top; y < top + step; y++) {
      for (let x = left; x < left + step; x++)
        total += values[Math.min(y, rows - 1) * columns + Math.min(x, columns - 1)] ?? 0;
    }
    return total / (step * step);
  });
  return { pixels, rows: height, columns: width };
}
