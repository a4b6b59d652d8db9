import { InputError } from '../../../util/errors.ts';
import type { ArrayDtype, Numbers } from '../../array/dtype.ts';
import type { DataSet } from '../data-set.ts';
import { Tag } from '../tags.ts';
import {
  type LookupTable,
  lookedUp,
  type TableShape,
  tableEntries,
  tableShape,
  words,
} from './lookup-table.ts';
import { expandedSegments } from './segmented-table.ts';

/** The tables of red, green and blue. */
export interface Palette {
  readonly tables: readonly LookupTable[];
  readonly dtype: Extract<ArrayDtype, 'uint8' | 'uint16'>;
}

const CHANNELS = [
  {
    descriptor: Tag.RedPaletteColorLookupTableDescriptor,
    data: Tag.RedPaletteColorLookupTableData,
    segmented: Tag.SegmentedRedPaletteColorLookupTableData,
  },
  {
    descriptor: Tag.GreenPaletteColorLookupTableDescriptor,
    data: Tag.GreenPaletteColorLookupTableData,
    segmented: Tag.SegmentedGreenPaletteColorLookupTableData,
  },
  {
    descriptor: Tag.BluePaletteColorLookupTableDescriptor,
    data: Tag.BluePaletteColorLookupTableData,
    segmented: Tag.SegmentedBluePaletteColorLookupTableData,
  },
] as const;

/**
 * Reads an image's palette (PS3.3, C.7.9), in segments or not.
 *
 * @throws InputError where it is missing or damaged.
 */
export function paletteOf(dataSet: DataSet, signed: boolean, where: string): Palette {
  const tables = CHANNELS.map(({ descriptor, data, segmented }) => {
    const shape = tableShape(dataSet, descriptor, signed, where);
    const entries = dataSet.element(data)
      ? tableEntries(dataSet, data, shape, where)
      : segments(dataSet, segmented, shape, where);
    return { first: shape.first, entries };
  });
  const wide = tables.some(({ entries }) => entries instanceof Uint16Array);
  return { tables, dtype: wide ? 'uint16' : 'uint8' };
}

function segments(dataSet: DataSet, tag: number, shape: TableShape, where: string): Uint8Array | Uint16Array {
  const bytes = dataSet.bytes(tag);
  if (!bytes) throw new InputError({ where, expected: 'a palette for PALETTE COLOR', received: 'none' });
  const { littleEndian } = dataSet.encoding;
  const coded = shape.bits > 8 ? words(bytes, littleEndian, where) : bytes;
  return expandedSegments(coded, littleEndian, shape.length, where);
}

/** The colors of places in a palette, red, green and blue of each pixel together. */
export function colorsOf(places: Numbers, { tables, dtype }: Palette): Uint8Array | Uint16Array {
  const { length } = places;
  const result = dtype === 'uint8' ? new Uint8Array(3 * length) : new Uint16Array(3 * length);
  for (const [channel, table] of tables.entries()) {
    const values = lookedUp(places, table);
    for (let i = 0; i < length; i++) result[3 * i + channel] = values[i] ?? 0;
  }
  return result;
}
