import type { Item } from '../../data/manifest/item.ts';
import type { Subject } from '../subjects.ts';
import { mostCommon } from '../subjects.ts';

/** Something that a header or a file says of a subject's items, as one of a few values. */
export interface HeaderField {
  readonly name: string;
  /** One value for each subject; equal ones are in one bin. */
  readonly bins: readonly string[];
}

type Reader = (item: Item) => string | number | undefined;

/** What a network can see of, or guess from, how an image was made, without looking at what it shows. */
const FIELDS: Readonly<Record<string, Reader>> = {
  site: ({ site }) => site,
  scanner: ({ scanner }) => scanner,
  manufacturer: ({ acquisition }) => acquisition.manufacturer,
  model: ({ acquisition }) => acquisition.model,
  protocol: ({ acquisition }) => acquisition.protocol ?? acquisition.description,
  'body part': ({ acquisition }) => acquisition.bodyPart,
  'reconstruction kernel': ({ acquisition }) => acquisition.kernel,
  'field strength': ({ acquisition }) => text(acquisition.fieldStrengthTesla),
  coils: ({ acquisition }) => text(acquisition.coils),
  'bits stored': ({ acquisition }) => text(acquisition.bitsStored),
  format: ({ format }) => format,
  'number type': ({ dtype }) => dtype,
  orientation: ({ orientation }) => orientation,
  'matrix size': ({ shape }) => shape.join(' × '),
  spacing: ({ spacing }) => spacing?.map((length) => length.toPrecision(3)).join(' × '),
  date: ({ date }) => (date === undefined ? undefined : Date.parse(date)),
  'echo time': ({ acquisition }) => acquisition.echoTimeMs,
  'repetition time': ({ acquisition }) => acquisition.repetitionTimeMs,
  'inversion time': ({ acquisition }) => acquisition.inversionTimeMs,
  'flip angle': ({ acquisition }) => acquisition.flipAngleDegrees,
  'tube voltage': ({ acquisition }) => acquisition.tubeVoltageKv,
  'tube current': ({ acquisition }) => acquisition.tubeCurrentMa,
  'mean intensity': ({ statistics }) => statistics.mean,
  'standard deviation of intensities': ({ statistics }) => statistics.deviation,
  'smallest intensity': ({ statistics }) => statistics.min,
  'largest intensity': ({ statistics }) => statistics.max,
  'size of the file': ({ source }) => (source.index === undefined ? source.bytes : undefined),
  'files of an item': ({ source }) => text(source.files.length),
};

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Numbers are divided into so many bins of equal size. */
const BINS = 6;

/** The fields that differ between subjects, in bins. */
export function headerFields(subjects: readonly Subject[]): HeaderField[] {
  return Object.entries(FIELDS).flatMap(([name, read]) => {
    const bins = binned(subjects.map(({ items }) => summaryOf(items.map(read))));
    return new Set(bins).size > 1 ? [{ name, bins }] : [];
  });
}

/** The mean of numbers, the most frequent of texts. */
function summaryOf(values: readonly (string | number | undefined)[]): string | number | undefined {
  const numbers = values.filter((value) => typeof value === 'number').filter(Number.isFinite);
  if (numbers.length > 0) return numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return mostCommon(values.filter((value) => typeof value === 'string'));
}

function binned(values: readonly (string | number | undefined)[]): string[] {
  const sorted = values.filter((value) => typeof value === 'number').toSorted((a, b) => a - b);
  const edges = Array.from(
    { length: BINS - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)] ?? 0,
  );
  return values.map((value) => {
    if (value === undefined) return 'not known';
    if (typeof value === 'string') return value;
    return `bin ${edges.filter((edge) => value >= edge).length}`;
  });
}
