import { createHash } from 'node:crypto';
import type { AuditInput } from '../src/audit/audit-input.ts';
import { type ItemDigest, itemDigest } from '../src/audit/digest/item-digest.ts';
import { RandomStream, split } from '../src/data/index.ts';
import type { Item } from '../src/data/manifest/item.ts';
import type { ArrayFile, AxisName } from '../src/formats/index.ts';
import { magnitudes, RunningStatistics } from '../src/formats/index.ts';

/** An item with its values, in row-major order; pairs (real, imaginary) for k-space. */
export interface Sample {
  readonly item: Item;
  readonly values: Float64Array;
}

/** Ellipses over a smooth texture, with noise: an image of one subject, row by row, from 0 to about 1000. */
export function drawPhantom(stream: RandomStream, side: number, noise = 12): Float64Array {
  const body = {
    x: 0.06 * stream.normal(),
    y: 0.06 * stream.normal(),
    a: 0.6 + 0.1 * stream.uniform(),
    b: 0.75,
  };
  const organs = Array.from({ length: 7 }, () => ({
    x: 0.9 * stream.uniform() - 0.45,
    y: 1.1 * stream.uniform() - 0.55,
    a: 0.06 + 0.2 * stream.uniform(),
    b: 0.06 + 0.25 * stream.uniform(),
    level: 400 * stream.uniform() - 200,
    turn: Math.PI * stream.uniform(),
  }));
  const waves = Array.from({ length: 12 }, () => ({
    u: 6 * stream.normal(),
    v: 6 * stream.normal(),
    phase: 2 * Math.PI * stream.uniform(),
  }));
  return Float64Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [(2 * ((i % side) + 0.5)) / side - 1, (2 * (Math.floor(i / side) + 0.5)) / side - 1];
    const inside = ((x - body.x) / body.a) ** 2 + ((y - body.y) / body.b) ** 2 < 1;
    let level = inside ? 400 : 0;
    if (inside) {
      for (const organ of organs) {
        const [c, s] = [Math.cos(organ.turn), Math.sin(organ.turn)];
        const [dx, dy] = [x - organ.x, y - organ.y];
        if (((c * dx + s * dy) / organ.a) ** 2 + ((c * dy - s * dx) / organ.b) ** 2 < 1) level += organ.level;
      }
      for (const { u, v, phase } of waves) level += 20 * Math.sin(u * x + v * y + phase);
    }
    // The magnitude of a complex value with noise, as a scanner gives it.
    return Math.round(Math.hypot(level + noise * stream.normal(), noise * stream.normal()));
  });
}

/** An item of these values, with statistics and hash as the import makes them. */
export function sampleOf(values: Float64Array, item: Omit<Item, 'statistics' | 'hash'>): Sample {
  const running = new RunningStatistics();
  running.add(item.dtype === 'complex64' ? magnitudes(values) : values);
  const hash = createHash('sha256').update(JSON.stringify(item.shape)).update(values).digest('hex');
  return { item: { ...item, statistics: running.statistics, hash }, values };
}

/** The same item with other values. */
export function withValues({ item }: Sample, values: Float64Array): Sample {
  return sampleOf(values, item);
}

/** The same values with something else said of them. */
export function withItem({ item, values }: Sample, change: Partial<Item>): Sample {
  return { item: { ...item, ...change }, values };
}

/** An item as files of a hospital have it. */
export function describedItem(
  id: string,
  shape: readonly number[],
  axes: readonly AxisName[],
): Omit<Item, 'statistics' | 'hash'> {
  return {
    id,
    subject: id,
    subjectKnown: true,
    format: 'dicom',
    shape,
    axes,
    dtype: 'uint16',
    source: { files: [`data/${id}.dcm`], bytes: 10_000, modified: 1 },
    acquisition: { modality: 'MR' },
  };
}

/** Subjects of two classes at two sites, with two images of different slices each. */
export function cleanImages(seed: number, subjects = 64, side = 64): Sample[] {
  return Array.from({ length: subjects }, (_, subject) => {
    const stream = RandomStream.derive(seed, 'phantom', subject);
    const site = stream.uniform() < 0.5 ? 'Graz' : 'Lyon';
    return ['a', 'b'].map((view) => {
      const name = `s${String(subject).padStart(3, '0')}`;
      return sampleOf(drawPhantom(stream, side), {
        ...describedItem(`${name}/${view}`, [side, side], ['row', 'column']),
        subject: name,
        label: subject % 2 === 0 ? 'healthy' : 'sick',
        site,
        scanner: `${site} ${stream.integer(2)}`,
        date: `2024-0${1 + stream.integer(9)}-1${stream.integer(9)}`,
        spacing: [1, 1],
        orientation: 'PL',
        source: { files: [`data/${name}/${view}.dcm`], bytes: 8000 + stream.integer(900), modified: 1 },
      });
    });
  }).flat();
}

const digests = new WeakMap<Float64Array, Promise<ItemDigest>>();

function digestOf({ item, values }: Sample): Promise<ItemDigest> {
  const known = digests.get(values);
  if (known) return known;
  const { format, shape, axes, dtype, acquisition } = item;
  const file: ArrayFile = {
    ...{ format, shape, axes, dtype, acquisition, order: 'row-major', essentials: [], blockCount: 1 },
    readBlock: async () => values,
    close: () => {},
  };
  const digest = itemDigest(file);
  digests.set(values, digest);
  return digest;
}

/** What the audit is given of such items; divided by subject unless that is changed. */
export async function inputOf(
  samples: readonly Sample[],
  change: Partial<AuditInput> = {},
): Promise<AuditInput> {
  const items = samples.map(({ item }) => item);
  const entries = await Promise.all(
    samples.map(async (sample) => [sample.item.id, await digestOf(sample)] as const),
  );
  return {
    name: 'phantoms',
    items,
    divisions: change.divisions ?? [divided(items)],
    digests: new Map(entries),
    identifiers: new Map(),
    files: new Map(),
    seed: 1,
    ...change,
  };
}

/** A split by subject, stratified, as a study makes it. */
export function divided(items: readonly Item[], groupOf = (item: Item) => item.subject) {
  const classes = [...new Set(items.map(({ label }) => label))];
  const labels = items.map(({ label }) => classes.indexOf(label));
  const groups = items.map(groupOf);
  const parts = split({ count: items.length, labels, groups }, { seed: 1, validation: 0.2, test: 0.2 });
  return {
    train: Array.from(parts.train),
    validation: Array.from(parts.validation),
    test: Array.from(parts.test),
  };
}
