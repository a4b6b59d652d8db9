import type { ArrayDtype, Numbers } from '../../array/dtype.ts';
import type { DataSet } from '../data-set.ts';
import { functionalGroup } from '../functional-groups.ts';
import { Tag } from '../tags.ts';
import { type Floats, isCells, type Line, rescaleStored, type StoredBits, storedValues } from './integers.ts';
import { type LookupTable, lookedUp, tableEntries, tableShape } from './lookup-table.ts';

/** What turns stored values into those of the modality (PS3.3, C.11.1): Hounsfield units, activities. */
export type ModalityTransform =
  | { readonly kind: 'none' }
  | { readonly kind: 'table'; readonly table: LookupTable }
  /** By frame. */
  | { readonly kind: 'rescale'; readonly lines: readonly Line[] };

const SAME: Line = { slope: 1, intercept: 0 };

/**
 * Reads the transform: a table, or slope and intercept, of the image or, in an enhanced one, of each frame.
 *
 * @throws InputError for a damaged table.
 */
export function modalityTransform(
  dataSet: DataSet,
  frames: number,
  signed: boolean,
  where: string,
): ModalityTransform {
  const [item] = dataSet.sequence(Tag.ModalityLUTSequence);
  if (item) {
    const shape = tableShape(item, Tag.LUTDescriptor, signed, where);
    const entries = tableEntries(item, Tag.LUTData, shape, where);
    const narrow = shape.bits <= 8 && entries instanceof Uint16Array ? Uint8Array.from(entries) : entries;
    return { kind: 'table', table: { first: shape.first, entries: narrow } };
  }
  const own = lineOf(dataSet);
  const lines = Array.from({ length: frames }, (_, frame) => {
    const group = functionalGroup(dataSet, frame, Tag.PixelValueTransformationSequence);
    return own ?? (group && lineOf(group)) ?? SAME;
  });
  const trivial = lines.every(({ slope, intercept }) => slope === 1 && intercept === 0);
  return trivial ? { kind: 'none' } : { kind: 'rescale', lines };
}

function lineOf(dataSet: DataSet): Line | undefined {
  const [slope, intercept] = [dataSet.number(Tag.RescaleSlope), dataSet.number(Tag.RescaleIntercept)];
  return slope === undefined || intercept === undefined ? undefined : { slope, intercept };
}

/** The dtype of the values after the transform. */
export function transformedDtype(transform: ModalityTransform, stored: ArrayDtype): ArrayDtype {
  if (transform.kind === 'none') return stored;
  if (transform.kind === 'rescale') return 'float64';
  return transform.table.entries instanceof Uint8Array ? 'uint8' : 'uint16';
}

/** How values are transformed. */
interface Transforming {
  /** Which bits of the values count, where they are still as in the file. */
  readonly bits?: StoredBits | undefined;
  /** Memory for rescaled values. */
  readonly into?: Float32Array | undefined;
}

/** The values of a frame after the transform. */
export function transformed(
  values: Numbers,
  transform: ModalityTransform,
  frame: number,
  { bits, into }: Transforming,
): Numbers {
  if (transform.kind === 'rescale') return rescaled(values, transform.lines[frame] ?? SAME, { bits, into });
  const stored = bits && isCells(values) ? storedValues(values, bits) : values;
  return transform.kind === 'table' ? lookedUp(stored, transform.table) : stored;
}

function rescaled(values: Numbers, { slope, intercept }: Line, { bits, into }: Transforming): Floats {
  const result = into ?? new Float64Array(values.length);
  if (bits && (values instanceof Uint8Array || values instanceof Uint16Array)) {
    rescaleStored(values, bits, { slope, intercept }, result);
    return result;
  }
  const stored = bits && isCells(values) ? storedValues(values, bits) : values;
  for (let i = 0; i < stored.length; i++) result[i] = (stored[i] ?? 0) * slope + intercept;
  return result;
}
