import { divided, type Sample, withItem, withValues } from '../../test/phantom-set.ts';
import {
  changed,
  clean,
  drawn,
  type FaultRow,
  flagged,
  items,
  parts,
  SIDE,
  said,
  testFaults,
  unchanged,
} from '../../test/planted-faults.ts';
import { RandomStream } from '../data/index.ts';
import { present } from '../util/errors.ts';
import type { AuditInput } from './audit-input.ts';

/** An item of a part, and one of another subject in another part. */
const [trained, tested] = [present(parts.train[0], 'item'), present(parts.test[0], 'item')];
const last = SIDE - 1;

/** The set in which a tested image is a changed copy of a trained one. */
function copied(
  change: (pixel: (row: number, column: number) => number, row: number, column: number) => number,
  noise = 0,
): Sample[] {
  const original = present(clean[trained], 'item').values;
  const stream = RandomStream.derive(5, 'copy');
  const pixel = (row: number, column: number) => linear(original, row, column);
  const copy = original.map(
    (_, i) => change(pixel, Math.floor(i / SIDE), i % SIDE) + noise * stream.normal(),
  );
  return drawn(
    (_, at) => at === tested,
    () => copy,
  );
}

function linear(image: Float64Array, row: number, column: number): number {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const at = (y: number, x: number) =>
    image[Math.min(SIDE - 1, Math.max(0, y)) * SIDE + Math.min(SIDE - 1, Math.max(0, x))] ?? 0;
  const [dy, dx] = [row - top, column - left];
  const above = at(top, left) * (1 - dx) + at(top, left + 1) * dx;
  return above * (1 - dy) + (at(top + 1, left) * (1 - dx) + at(top + 1, left + 1) * dx) * dy;
}

/** Slices that are items, whose subjects nobody knows. */
function looseSlices(): Sample[] {
  return clean.slice(0, 80).map((sample, at) =>
    withItem(sample, {
      subject: sample.item.id,
      subjectKnown: false,
      source: { files: [`scan_${Math.floor(at / 20)}/slice_${100 + (at % 20)}.png`], bytes: 1, modified: 1 },
    }),
  );
}

const byImage = (samples: readonly Sample[]) => ({
  divisions: [
    divided(
      samples.map(({ item }) => item),
      ({ id }) => id,
    ),
  ],
});
const swapped = (own: Partial<AuditInput['divisions'][number]>) => () => ({
  divisions: [{ ...parts, ...own }],
});

const faults: readonly FaultRow[] = [
  ['a split by image instead of subject', 'torn-subjects', 'error', unchanged, byImage],
  [
    'a series on both sides, its subject unknown',
    'torn-subjects',
    'error',
    () =>
      said(
        () => true,
        ({ subject, id }) => ({ series: subject, subject: id, subjectKnown: false }),
      ),
    byImage,
  ],
  [
    'an image copied from training to test',
    'identical-images',
    'error',
    () =>
      changed(
        (_, at) => at === tested,
        (sample) => withValues(sample, present(clean[trained], 'item').values),
      ),
  ],
  [
    'a mirrored copy',
    'near-duplicates',
    'error',
    () => copied((pixel, row, column) => pixel(row, last - column)),
  ],
  [
    'a copy upside down',
    'near-duplicates',
    'error',
    () => copied((pixel, row, column) => pixel(last - row, column)),
  ],
  [
    'a copy turned by 90°',
    'near-duplicates',
    'error',
    () => copied((pixel, row, column) => pixel(column, last - row)),
  ],
  [
    'a copy with other contrast',
    'near-duplicates',
    'error',
    () => copied((pixel, row, column) => 50 + 3 * pixel(row, column) ** 0.8),
  ],
  ['a noisy copy', 'near-duplicates', 'error', () => copied((pixel, row, column) => pixel(row, column), 40)],
  [
    'a copy cropped by 3 %',
    'near-duplicates',
    'warning',
    () => copied((pixel, row, column) => pixel(2 + row * 0.94, 2 + column * 0.94)),
  ],
  ['a negative', 'near-duplicates', 'error', () => copied((pixel, row, column) => 900 - pixel(row, column))],
  [
    'a copy of half the size',
    'near-duplicates',
    'error',
    () =>
      copied((pixel, row, column) => pixel(2 * Math.floor(row / 2) + 0.5, 2 * Math.floor(column / 2) + 0.5)),
  ],
  [
    'a mirrored copy with another label',
    'near-duplicates',
    'warning',
    () =>
      copied((pixel, row, column) => pixel(row, last - column)).map((sample, at) =>
        at === tested
          ? withItem(sample, { label: items[trained]?.label === 'sick' ? 'healthy' : 'sick' })
          : sample,
      ),
    () => ({ divisions: [] }),
  ],
  ['neighboring slices torn apart', 'neighboring-slices', 'error', looseSlices, byImage],
  [
    'a validation part that is the test part',
    'split-parts',
    'error',
    unchanged,
    swapped({ validation: parts.test }),
  ],
  ['an item in two parts', 'split-parts', 'error', unchanged, swapped({ test: [...parts.test, trained] })],
  [
    'a subject in two folds that test',
    'split-parts',
    'warning',
    unchanged,
    () => ({
      divisions: [
        { ...parts, fold: 1 },
        { ...parts, fold: 2 },
      ],
    }),
  ],
  [
    'three subjects to test on',
    'split-parts',
    'warning',
    unchanged,
    swapped({ test: parts.test.slice(0, 6) }),
  ],
  ['no training part', 'split-parts', 'error', unchanged, swapped({ train: [] })],
  [
    'a test part opened again and again',
    'opened-seal',
    'warning',
    unchanged,
    () => ({ seal: { openings: 4 } }),
  ],
  ['changed files', 'changed-files', 'error', unchanged, () => ({ files: flagged('changed' as const) })],
  ['missing files', 'changed-files', 'error', unchanged, () => ({ files: flagged('missing' as const) })],
];

testFaults(faults);
