import type { Geometry } from '../array/geometry.ts';
import { planeGeometry, stackGeometry } from './geometry.ts';
import type { SliceHeader } from './slice-header.ts';
import { isLocated, type Stack } from './stack.ts';

/** Images that make up one volume, in the order in which they lie; or a single image. */
export interface SeriesVolume {
  /** Sorted by position along the normal. */
  readonly slices: readonly SliceHeader[];
  /** [slice, row, column], or of a single image [row, column]; a multi-frame image's frames come first. */
  readonly shape: readonly number[];
  /** Where it lies, as far as the headers say; a multi-frame image's is not looked into here. */
  readonly geometry?: Geometry;
  /** By what it differs from the series' other volumes at the same place: `echo time 4.92 ms`. */
  readonly contrast?: string;
}

/** A volume of slices in their order. */
export function stackedVolume(slices: readonly SliceHeader[], stack: Stack, contrast?: string): SeriesVolume {
  const [first] = slices;
  if (!first || slices.length < 2)
    return { ...slices.map(singleImage)[0], ...told(contrast), slices, shape: shapeOf(slices) };
  const planes = slices.map(({ plane }) => plane).filter(isLocated);
  const geometry = stackGeometry(planes, { ...stack, order: [0] }, 0);
  return { slices, shape: shapeOf(slices), ...(geometry && { geometry }), ...told(contrast) };
}

/** An image on its own. */
export function singleImage(slice: SliceHeader): SeriesVolume {
  const geometry = slice.frames > 1 ? undefined : planeGeometry(slice.plane, 0);
  return { slices: [slice], shape: shapeOf([slice]), ...(geometry && { geometry }) };
}

function shapeOf(slices: readonly SliceHeader[]): readonly number[] {
  const [first] = slices;
  if (!first) return [];
  const { frames, rows, columns, samples } = first;
  return [
    ...(slices.length > 1 ? [slices.length] : []),
    ...(frames > 1 ? [frames] : []),
    rows,
    columns,
    ...(samples > 1 ? [samples] : []),
  ];
}

function told(contrast: string | undefined): { readonly contrast?: string } {
  return contrast === undefined ? {} : { contrast };
}
