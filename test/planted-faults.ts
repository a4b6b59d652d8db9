import { describe, expect, it } from 'vitest';
import { audit } from '../src/audit/audit.ts';
import type { AuditInput } from '../src/audit/audit-input.ts';
import type { Grade } from '../src/audit/finding.ts';
import type { Item } from '../src/data/manifest/item.ts';
import { cleanImages, divided, inputOf, type Sample, withItem, withValues } from './phantom-set.ts';

/** A fault planted into a clean set: what it is, the check that is to find it and as what, and the set with it. */
export interface PlantedFault {
  readonly what: string;
  readonly check: string;
  readonly grade: Grade;
  readonly samples: () => readonly Sample[];
  /** What else is different from what {@link inputOf} makes of the samples. */
  readonly change?: ((samples: readonly Sample[]) => Partial<AuditInput>) | undefined;
}

/** The short form in which faults are listed. */
export type FaultRow = readonly [
  what: string,
  check: string,
  grade: Grade,
  samples: () => readonly Sample[],
  change?: (samples: readonly Sample[]) => Partial<AuditInput>,
];

/** The side of the clean images. */
export const SIDE = 64;
/** The clean set, its items, and its split by subject. */
export const clean = cleanImages(1, 64, SIDE);
export const items = clean.map(({ item }) => item);
export const parts = divided(items);

/** The clean set with some samples changed. */
export function changed(
  which: (item: Item, at: number) => boolean,
  change: (sample: Sample, at: number) => Sample,
): Sample[] {
  return clean.map((sample, at) => (which(sample.item, at) ? change(sample, at) : sample));
}

/** The clean set with something else said of some items. */
export function said(
  which: (item: Item, at: number) => boolean,
  change: (item: Item) => Partial<Item>,
): Sample[] {
  return changed(which, (sample) => withItem(sample, change(sample.item)));
}

/** The clean set with other values in some images. */
export function drawn(
  which: (item: Item, at: number) => boolean,
  change: (values: Float64Array) => Float64Array,
): Sample[] {
  return changed(which, (sample) => withValues(sample, change(sample.values)));
}

/** The first items. */
export function first(count: number) {
  return (_: Item, at: number) => at < count;
}

/** Nothing changed but what is told beside the samples. */
export function unchanged(): readonly Sample[] {
  return clean;
}

/** Something known of the first three items. */
export function flagged<Value>(value: Value): ReadonlyMap<string, Value> {
  return new Map(items.slice(0, 3).map(({ id }) => [id, value] as const));
}

/** Tests that each fault is found, as what it is, and that no warning comes with an error. */
export function testFaults(rows: readonly FaultRow[]): void {
  const faults = rows.map(
    ([what, check, grade, samples, change]): PlantedFault => ({ what, check, grade, samples, change }),
  );
  describe('a planted fault', () => {
    it.each(faults)('$what is found: $check, $grade', async ({ check, grade, samples, change }) => {
      const planted = samples();
      const { findings } = audit(await inputOf(planted, change?.(planted)));
      const found = findings.filter((finding) => finding.check === check);
      expect(found.map((finding) => finding.grade)).toContain(grade);
      const errors = findings.filter((finding) => finding.grade === 'error').map((finding) => finding.check);
      if (grade !== 'error') expect(errors).toEqual([]);
    });
  });
}
