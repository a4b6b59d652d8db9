import { type ArrayFile, isComplex } from '../../formats/index.ts';
import { type KspaceDigest, kspaceDigest } from '../kspace/kspace-digest.ts';
import { kspaceSlice } from '../kspace/kspace-slice.ts';
import { chosenPlanes, layoutOf, type Plane, planesOf } from './plane.ts';
import { type TextLine, textLines } from './text-lines.ts';
import { thumbnailOf } from './thumbnail.ts';
import { type ValueDigest, valueDigest } from './value-digest.ts';

/** What one slice is like. */
export interface SliceDigest {
  /** Where it lies among the planes of the array. */
  readonly index: number;
  readonly rows: number;
  readonly columns: number;
  /** 32² pixels. */
  readonly thumbnail: Float32Array;
  readonly values: ValueDigest;
  /** Lines of writing; only the first and the middle slice of an item are looked at. */
  readonly text: readonly TextLine[];
}

/** What an item's images are like: all that the checks need of them. */
export interface ItemDigest {
  /** How many slices there are; a part of them is looked at. */
  readonly sliceCount: number;
  readonly slices: readonly SliceDigest[];
  readonly kspace?: KspaceDigest;
  /** What the reader says is wrong with the file: missing slices, duplicates, mixed orientations. */
  readonly warnings: readonly string[];
}

/** How many slices of an item are looked at. */
export const MOST_SLICES = 8;

/**
 * Looks at an array, or at one entry along its first axis: at {@link MOST_SLICES} of its slices, evenly spaced, or at the
 * coils of the middle slice where it holds k-space.
 *
 * @param onSlice called after each slice
 */
export async function itemDigest(file: ArrayFile, entry?: number, onSlice = () => {}): Promise<ItemDigest> {
  const warnings = file.warnings ?? [];
  const { rows, columns } = layoutOf(file);
  const entries = entry === undefined ? 1 : (file.shape[0] ?? 1);
  const count = Math.max(1, layoutOf(file).count / entries);
  if (rows * columns < LEAST_PIXELS) return { sliceCount: count, slices: [], warnings };
  const kspace = isComplex(file.dtype) ? await kspaceSlice(file) : undefined;
  const first = (entry ?? 0) * count;
  const chosen = chosenPlanes(count, kspace ? 1 : MOST_SLICES).map((index) => first + index);
  const slices: SliceDigest[] = [];
  for await (const plane of planesOf(file, chosen)) {
    const isLookedThrough = slices.length === 0 || slices.length === chosen.length >> 1;
    slices.push(sliceDigest(plane, first, isLookedThrough && !kspace));
    onSlice();
  }
  return { sliceCount: count, slices, warnings, ...(kspace && { kspace: kspaceDigest(kspace) }) };
}

/** Tables and vectors are no images. */
const LEAST_PIXELS = 16 * 16;

function sliceDigest(plane: Plane, first: number, readsText: boolean): SliceDigest {
  const { rows, columns, index } = plane;
  const values = valueDigest(plane);
  const text = readsText ? textLines(plane, values.min, values.max) : [];
  return { index: index - first, rows, columns, thumbnail: thumbnailOf(plane), values, text };
}
