import { describe, expect, it } from 'vitest';
import {
  cleanImages,
  describedItem,
  drawPhantom,
  inputOf,
  type Sample,
  sampleOf,
  withItem,
  withValues,
} from '../../test/phantom-set.ts';
import {
  changed,
  clean,
  drawn,
  type FaultRow,
  first,
  items,
  parts,
  SIDE,
  said,
  testFaults,
} from '../../test/planted-faults.ts';
import { RandomStream } from '../data/index.ts';
import type { Item } from '../data/manifest/item.ts';
import { range } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import { audit } from './audit.ts';

const inGraz = ({ site }: Item) => site === 'Graz';

/** Volumes of one subject each, some with a change. */
function volumes(change: (values: Float64Array, at: number) => Float64Array): Sample[] {
  return range(30).map((at) => {
    const stream = RandomStream.derive(9, 'volume', at);
    const slices = range(6).map(() => drawPhantom(stream, 32));
    const values = Float64Array.from(slices.flatMap((slice) => [...slice]));
    return sampleOf(change(values, at), describedItem(`v${at}`, [6, 32, 32], ['slice', 'row', 'column']));
  });
}

function numbered(id: string): Partial<Item> {
  const number = 10 + items.findIndex((item) => item.id === id);
  return {
    series: '1.2.3',
    subject: 's',
    source: { files: [`a/${number < 15 ? number : number + 1}.dcm`], bytes: 1, modified: 1 },
  };
}

const faults: readonly FaultRow[] = [
  [
    'one site scaled to 0 to 1',
    'intensity-scale',
    'warning',
    () => drawn(inGraz, (values) => values.map((value) => value / 1000)),
  ],
  [
    'a few images without their slope',
    'intensity-scale',
    'warning',
    () => drawn(first(5), (values) => values.map((value) => 40 * value)),
  ],
  [
    'two units',
    'intensity-scale',
    'warning',
    () =>
      said(
        () => true,
        (item) => ({ unit: inGraz(item) ? 'ms' : 's' }),
      ),
  ],
  [
    'CT images without their intercept',
    'intensity-scale',
    'warning',
    () =>
      changed(
        () => true,
        (sample, at) =>
          withItem(
            at % 5 === 0
              ? sample
              : withValues(
                  sample,
                  sample.values.map((value) => value - 1000),
                ),
            { unit: 'HU', acquisition: { modality: 'CT' } },
          ),
      ),
  ],
  [
    'some images of 8 bits',
    'intensity-scale',
    'warning',
    () =>
      changed(
        () => true,
        (sample, at) =>
          withValues(
            sample,
            sample.values.map((value, i) => (at % 5 === 0 ? 8 * Math.round(value / 8) : value + (i % 8) / 8)),
          ),
      ),
  ],
  [
    'some images inverted',
    'inverted-images',
    'warning',
    () => drawn(first(8), (values) => values.map((value) => 800 - value)),
  ],
  ['NaN', 'broken-images', 'error', () => drawn(first(1), (values) => values.with(700, Number.NaN))],
  ['an empty image', 'broken-images', 'error', () => drawn(first(1), (values) => values.map(() => 0))],
  ['a constant image', 'broken-images', 'error', () => drawn(first(1), (values) => values.map(() => 7))],
  [
    'an empty slice within a volume',
    'broken-images',
    'warning',
    () => volumes((values, at) => (at === 4 ? values.fill(0, 3 * 1024, 4 * 1024) : values)),
  ],
  [
    'clipped intensities',
    'damaged-images',
    'warning',
    () => drawn(first(4), (values) => values.map((value) => Math.min(value, 420))),
  ],
  [
    'an image that breaks off',
    'damaged-images',
    'warning',
    () => drawn(first(1), (values) => values.slice().fill(0, 40 * SIDE)),
  ],
  [
    'orientations mirrored within a site',
    'geometry-mixture',
    'warning',
    () => said(first(6), () => ({ orientation: 'PR' })),
  ],
  [
    'pixels of twice the size',
    'geometry-mixture',
    'warning',
    () => said(first(6), () => ({ spacing: [2, 2] })),
  ],
  [
    'a volume among slices',
    'geometry-mixture',
    'warning',
    () => [...clean, ...volumes((values) => values).slice(0, 1)],
    () => ({ divisions: [parts] }),
  ],
  [
    'a number left out in a series',
    'missing-slices',
    'warning',
    () => said(first(12), ({ id }) => numbered(id)),
  ],
];

testFaults(faults);

describe('clean sets', () => {
  it.each([1, 2, 3, 4, 5])('of images have no error and no warning, seed %i', async (seed) => {
    const { findings, counts } = audit(await inputOf(cleanImages(seed)));
    expect(findings.filter(({ grade }) => grade !== 'note')).toEqual([]);
    expect(counts.note).toBe(1);
  });

  it('of volumes neither', async () => {
    const { findings } = audit(await inputOf(volumes((values) => values)));
    expect(findings.filter(({ grade, check }) => grade !== 'note' && check !== 'split-parts')).toEqual([]);
  });
});

it('a gap that the reader of a file tells of is passed on', async () => {
  const input = await inputOf(clean);
  const [id = '', digest] = [...input.digests][0] ?? [];
  const told = { ...present(digest, 'digest'), warnings: ['2 slices are missing between 10 mm and 25 mm.'] };
  const { findings } = audit({ ...input, digests: new Map([...input.digests, [id, told]]) });
  expect(findings[0]).toMatchObject({
    check: 'missing-slices',
    grade: 'warning',
    title: '1 item: 2 slices are missing between 10 mm and 25 mm.',
    evidence: { items: [id] },
  });
});
