import { InputError } from '../../util/errors.ts';
import type { ByteSource } from '../bytes/source.ts';
import { LineIndex } from '../kspace/line-index.ts';
import { COUNTER_COUNT, type LineHeader, lineBytes, MARKS, readLineHeader } from './mdh.ts';
import type { Measurement } from './measurements.ts';

/** All lines of a measurement. */
export interface MeasurementLines {
  readonly index: LineIndex;
  /** The center of k-space according to the first line of images; columns and lines from 0. */
  readonly center?: { readonly column: number; readonly line: number };
  /** Whether the mark that ends a measurement was there. */
  readonly ended: boolean;
}

/** Marks of lines that say nothing of where an image's center is. */
const NO_IMAGE = MARKS.noise | MARKS.phaseCorrection | MARKS.reference | MARKS.realTimeFeedback;

/**
 * Goes through a measurement from header to header, without reading samples.
 *
 * @throws InputError where a line is cut off or its header makes no sense.
 */
export function indexLines(
  source: ByteSource,
  { layout, start, end }: Pick<Measurement, 'layout' | 'start' | 'end'>,
): MeasurementLines {
  const index = new LineIndex(COUNTER_COUNT);
  let center: MeasurementLines['center'];
  for (let at = start; at + layout.bytes <= end; ) {
    const header = readLineHeader(source.read(at, layout.bytes), layout);
    if (header.flags & MARKS.end) return { index, ...(center && { center }), ended: true };
    const sync = (header.flags & MARKS.syncData) !== 0;
    const length = sync ? header.statedBytes : lineBytes(header, layout);
    checkLine(source.name, header, { at, length, end, least: layout.bytes, sync });
    if (!sync) {
      index.add({ ...header, position: at });
      if (!(header.flags & NO_IMAGE)) center ??= { column: header.centerColumn, line: header.centerLine };
    }
    at += length;
  }
  return { index, ...(center && { center }), ended: false };
}

interface LineExtent {
  readonly at: number;
  readonly length: number;
  readonly end: number;
  readonly least: number;
  readonly sync: boolean;
}

function checkLine(where: string, header: LineHeader, { at, length, end, least, sync }: LineExtent): void {
  const { samples, channels } = header;
  const filled = sync || (samples > 0 && channels > 0);
  if (filled && length >= least && at + length <= end) return;
  throw new InputError({
    where,
    expected: `a line of k-space of at most ${end - at} bytes at byte ${at}`,
    received: sync ? `${length} bytes of other data` : `${channels} channels of ${samples} samples`,
    remedy: 'The file is cut off or damaged: get it again.',
  });
}
