import { InputError } from '../../util/errors.ts';
import type { ByteSource } from '../bytes/source.ts';
import type { DataSet, DicomElement } from './data-set.ts';
import { readItemHead } from './element-head.ts';
import { Tag } from './tags.ts';
import { binaryNumbers } from './vr.ts';
import { WindowedSource } from './window.ts';

/** A stretch of a source. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** Compressed pixels, in fragments (PS3.5, A.4). */
export interface EncapsulatedPixels {
  readonly kind: 'encapsulated';
  readonly source: ByteSource;
  /**
   * Where each frame begins, counted from the first fragment's item tag on: of the Basic Offset Table, which may be
   * empty.
   */
  readonly basicOffsets: readonly number[];
  /** The same of the Extended Offset Table, and the frames' lengths, where there is one. */
  readonly extendedOffsets?: readonly number[];
  readonly extendedLengths?: readonly number[];
  /** Every fragment's bytes, without its item tag and length; `offset - 8` is where that tag lies. */
  readonly fragments: readonly Stretch[];
  /** Whether the file ends before the last fragment does. */
  readonly cutOff: boolean;
}

const ITEM = 0xfffee000;
const FEW = 4096;

/**
 * Finds the fragments of encapsulated pixel data. Only their headers are read.
 *
 * @throws InputError where the offset table itself is cut off.
 */
export function locateFragments(
  dataSet: DataSet,
  pixels: DicomElement,
  source: ByteSource,
): EncapsulatedPixels {
  const few = new WindowedSource(source, FEW);
  const fragments = [...items(few, pixels, dataSet.encoding.littleEndian)];
  const [table, ...rest] = fragments;
  if (!table) throw noFragments(source.name);
  const last = rest.at(-1);
  const extendedOffsets = dataSet.numbers(Tag.ExtendedOffsetTable);
  const extendedLengths = dataSet.numbers(Tag.ExtendedOffsetTableLengths);
  return {
    kind: 'encapsulated',
    source,
    basicOffsets: offsets(source.read(table.offset, table.length), dataSet.encoding.littleEndian),
    ...(extendedOffsets.length > 0 && { extendedOffsets, extendedLengths }),
    fragments: rest,
    cutOff: last === undefined || last.offset + last.length > source.size,
  };
}

function* items(source: ByteSource, { offset, length }: Stretch, littleEndian: boolean): Generator<Stretch> {
  let at = offset;
  while (at < offset + length) {
    const item = readItemHead(source, at, littleEndian);
    if (item?.tag !== ITEM) return;
    yield { offset: at + 8, length: item.length };
    at += 8 + item.length;
  }
}

function offsets(table: Uint8Array, littleEndian: boolean): readonly number[] {
  return binaryNumbers(table, 'UL', littleEndian) ?? [];
}

function noFragments(where: string): InputError {
  return new InputError({
    where,
    expected: 'compressed pixels in fragments, after an offset table',
    received: 'none',
    remedy: 'The file is cut off or damaged: get it again.',
  });
}
