import type { ShapedArray } from '../../imaging/index.ts';
import { type Figure, type Panel, type PanelRow, panelsFigure } from '../../report/index.ts';
import { range } from '../../util/arrays.ts';
import { NETWORK } from '../reconstruction/comparison.ts';
import type { ReconstructedSlice } from '../reconstruction/reconstruct-cases.ts';

/** Errors are shown so many times as bright as images. */
const ERROR_GAIN = 5;

/** The share of a side that is enlarged. */
const ZOOM = 1 / 3;

/**
 * One slice by all methods beside its reference: the images, their errors, and a part enlarged. Images share one window,
 * in units of its white, errors another, a fifth as wide.
 */
export function slicesFigure(slice: ReconstructedSlice): Figure {
  const { subject, reference, images } = inUnitsOf(brightest(slice.reference.data), slice);
  const [rows = 1, columns = 1] = reference.shape;
  const part = busiestPart(reference);
  const all = [{ name: 'reference', label: 'reference', image: reference }, ...images];
  const enlarged = (image: ShapedArray) => ({ pixels: cut(image, part) });
  const errors = images.map(
    ({ image }): Panel => ({
      pixels: difference(image, reference),
      note: `NRMSE ${nrmse(image, reference).toFixed(3)}`,
    }),
  );
  const row = (panels: PanelRow['panels'], others: Omit<PanelRow, 'panels'>): PanelRow => ({
    panels,
    ...others,
  });
  const whole = { rows, columns, window: [0, 1] as const, scale: 'magnitude' };
  return panelsFigure({
    title: subject,
    alt: `A slice of ${subject}: the reference, and by ${images.map(({ label }) => label).join(', ')}; below, errors and details.`,
    caption: `From above: images, all in one window; the magnitude of their errors, ${ERROR_GAIN} times as bright; details.`,
    panels: [
      row(
        all.map(({ name, label, image }) => ({ pixels: image.data, title: name === NETWORK ? name : label })),
        whole,
      ),
      row([undefined, ...errors], {
        ...whole,
        window: [0, 1 / ERROR_GAIN],
        scale: `error × ${ERROR_GAIN}`,
      }),
      row(
        all.map(({ image }) => enlarged(image)),
        { ...whole, rows: part.rows, columns: part.columns },
      ),
    ],
  });
}

/** Brighter than all but a few pixels: fat may be white, for what matters to be seen. */
function brightest(values: Float32Array): number {
  const sorted = values.toSorted();
  return sorted[Math.floor(0.98 * (sorted.length - 1))] || 1;
}

function inUnitsOf(white: number, { subject, reference, images }: ReconstructedSlice): ReconstructedSlice {
  const scaled = ({ data, shape }: ShapedArray) => ({ data: data.map((value) => value / white), shape });
  return {
    subject,
    reference: scaled(reference),
    images: images.map((one) => ({ ...one, image: scaled(one.image) })),
  };
}

function difference(image: ShapedArray, reference: ShapedArray): Float32Array {
  return image.data.map((value, i) => Math.abs(value - (reference.data[i] ?? 0)));
}

function nrmse(image: ShapedArray, reference: ShapedArray): number {
  const energy = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(energy(difference(image, reference)) / energy(reference.data));
}

interface Part {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

function cut({ data, shape }: ShapedArray, { top, left, rows, columns }: Part): Float32Array {
  const [, width = 1] = shape;
  return Float32Array.from(
    { length: rows * columns },
    (_, i) => data[(top + Math.floor(i / columns)) * width + left + (i % columns)] ?? 0,
  );
}

/** The part in which neighbors differ most, but for sharp edges: there is most to see. */
function busiestPart(image: ShapedArray): Part {
  const [height = 1, width = 1] = image.shape;
  const [rows, columns] = [Math.ceil(height * ZOOM), Math.ceil(width * ZOOM)];
  const steps = range(9).map((i) => i / 8);
  const parts = steps.flatMap((down) =>
    steps.map((right) => ({
      top: Math.round(down * (height - rows)),
      left: Math.round(right * (width - columns)),
      rows,
      columns,
    })),
  );
  const activity = (part: Part) => {
    const pixels = cut(image, part);
    const step = (value: number, i: number) => Math.abs(value - (pixels[i - 1] ?? value));
    return pixels.reduce((sum, value, i) => sum + Math.min(step(value, i), 1 / 8), 0);
  };
  return parts.reduce((best, part) => (activity(part) > activity(best) ? part : best));
}
