import { type ArrayFile, isComplex } from '../../formats/index.ts';
import { type KspaceDigest, lookAtKspace } from '../kspace/kspace-digest.ts';
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
const MOST_SLICES = 8;

/**
 * Looks at an array, or at one entry along its first axis: at {@link MOST_SLICES} of its slices, evenly spaced. Where it
 * holds k-space, at the image of the middle slice.
 *
 * @param onSlice called after each slice
 */
export async function itemDigest(file: ArrayFile, entry?: number, onSlice = () => {}): Promise<ItemDigest> {
  const warnings = file.warnings ?? [];
  const { rows, columns } = layoutOf(file);
  const entries = entry === undefined ? 1 : (file.shape[0] ?? 1);
  const sliceCount = Math.max(1, layoutOf(file).count / entries);
  if (rows * columns < LEAST_PIXELS) return { sliceCount, slices: [], warnings };
  const kspace = isComplex(file.dtype) ? await lookAtMiddle(file) : undefined;
  if (kspace)
    return { sliceCount: 1, slices: [sliceDigest(kspace.plane, false)], warnings, kspace: kspace.digest };
  const first = (entry ?? 0) * sliceCount;
  const chosen = chosenPlanes(sliceCount, MOST_SLICES);
  const slices: SliceDigest[] = [];
  for await (const plane of planesOf(
    file,
    chosen.map((index) => first + index),
  )) {
    const isReadThrough = slices.length === 0 || slices.length === chosen.length >> 1;
    slices.push(sliceDigest({ ...plane, index: plane.index - first }, isReadThrough));
    onSlice();
  }
  return { sliceCount, slices, warnings };
}

/** The image of k-space's middle slice, as a plane, with what its k-space is like. */
export async function lookAtMiddle(file: ArrayFile) {
  const coils = await kspaceSlice(file);
  const look = coils && lookAtKspace(coils);
  if (!look) return undefined;
  const { rows, columns } = look.digest;
  const plane: Plane = { values: look.image, rows, columns, index: 0 };
  return { digest: look.digest, plane };
}

/** Tables and vectors are no images. */
const LEAST_PIXELS = 16 * 16;

function sliceDigest(plane: Plane, isReadThrough: boolean): SliceDigest {
  const { rows, columns, index } = plane;
  const values = valueDigest(plane);
  const text = isReadThrough ? textLines(plane, values.min, values.max) : [];
  return { index, rows, columns, thumbnail: thumbnailOf(plane), values, text };
}
