import { sameDirections } from './geometry.ts';
import { separateByContrast } from './separate.ts';
import { isSlice, type LocatedSlice, type SliceHeader } from './slice-header.ts';
import { type Stack, stackOf } from './stack.ts';
import { type SeriesVolume, singleImage, stackedVolume } from './volume-geometry.ts';

/** What can be wrong with a series. */
export type SeriesFindingKind =
  | 'two-patients'
  | 'duplicate-instance'
  | 'not-an-image'
  | 'mixed-sizes'
  | 'mixed-orientations'
  | 'mixed-spacings'
  | 'mixed-modalities'
  | 'duplicate-position'
  | 'missing-slices'
  | 'uneven-spacing'
  | 'shifted-slices'
  | 'incomplete-volume';

/** Something that is wrong with a series. */
export interface SeriesFinding {
  readonly kind: SeriesFindingKind;
  /** The series' UID; empty for what concerns several. */
  readonly series: string;
  /** The files concerned: those that do not belong, or between which something is missing. */
  readonly names: readonly string[];
  /** In words, without names of files or people. */
  readonly what: string;
}

/** Sorts one series into volumes; the headers come in the order of their instance numbers. */
export function volumesOf(headers: readonly SliceHeader[]): {
  readonly volumes: readonly SeriesVolume[];
  readonly findings: readonly SeriesFinding[];
} {
  const sorting = new Sorting(headers[0]?.series ?? '');
  const images = sorting.images(sorting.withoutCopies(headers));
  const single = images.filter((image) => !isSlice(image)).map(singleImage);
  const slices = images.filter(isSlice);
  const stacks = sorting.groups(slices).flatMap((group) => sorting.volumes(group));
  return { volumes: [...stacks, ...single], findings: sorting.findings };
}

/** Of what slices of one volume agree in, and the finding where a series does not. */
const agreements: readonly {
  readonly kind: SeriesFindingKind;
  readonly noun: string;
  readonly same: (a: LocatedSlice, b: LocatedSlice) => boolean;
}[] = [
  { kind: 'mixed-modalities', noun: 'modality', same: (a, b) => a.modality === b.modality },
  {
    kind: 'mixed-sizes',
    noun: 'matrix',
    same: (a, b) => a.rows === b.rows && a.columns === b.columns && a.samples === b.samples,
  },
  {
    kind: 'mixed-orientations',
    noun: 'orientation',
    same: (a, b) => sameDirections(a.plane.directions, b.plane.directions),
  },
  { kind: 'mixed-spacings', noun: 'spacing', same: (a, b) => sameSpacing(a.plane.spacing, b.plane.spacing) },
];

/** How many groups a slice is compared with; no real series has as many. */
const MOST_COMPARED = 256;

class Sorting {
  readonly findings: SeriesFinding[] = [];
  readonly #series: string;

  constructor(series: string) {
    this.#series = series;
  }

  /** Each instance once. */
  withoutCopies(headers: readonly SliceHeader[]): readonly SliceHeader[] {
    const known = new Set<string>();
    const copies = headers.filter(({ instance }) => {
      const copy = instance !== '' && known.has(instance);
      known.add(instance);
      return copy;
    });
    this.#report(
      'duplicate-instance',
      copies,
      (count) => `${counted(count, 'file')} with an instance UID that another file has`,
    );
    const left = new Set(copies);
    return headers.filter((header) => !left.has(header));
  }

  images(headers: readonly SliceHeader[]): readonly SliceHeader[] {
    const others = headers.filter(({ rows, columns }) => rows < 1 || columns < 1);
    this.#report('not-an-image', others, (count) => `${counted(count, 'file')} without an image`);
    return headers.filter(({ rows, columns }) => rows > 0 && columns > 0);
  }

  /** Slices that may lie in one volume, the largest group first. */
  groups(slices: readonly LocatedSlice[]): readonly (readonly LocatedSlice[])[] {
    const groups: LocatedSlice[][] = [];
    for (const slice of slices) {
      const recent = groups.slice(-MOST_COMPARED);
      const group = recent.find(([first]) => first && agreements.every(({ same }) => same(first, slice)));
      if (group) group.push(slice);
      else groups.push([slice]);
    }
    const sorted = groups.toSorted((a, b) => b.length - a.length);
    this.#reportMixtures(sorted);
    return sorted;
  }

  /** The volumes of slices that agree in all but contrast. */
  volumes(group: readonly LocatedSlice[]): readonly SeriesVolume[] {
    const parts = separateByContrast(group);
    const stacks = parts.map(({ slices }) => stackOf(slices.map(({ plane }) => plane)));
    const most = stacks.reduce((largest, { counts }) => Math.max(largest, counts.length), 0);
    return parts.map(({ slices, contrast }, i) => {
      const stack = stacks[i] ?? stackOf([]);
      if (stack.counts.length < most) this.#incomplete(slices, stack.counts.length, most);
      const kept = this.#onePerPlace(slices, stack);
      this.#reportStack(kept, stack);
      return stackedVolume(kept, stack, contrast);
    });
  }

  #onePerPlace(slices: readonly LocatedSlice[], { order, counts }: Stack): readonly LocatedSlice[] {
    const kept: LocatedSlice[] = [];
    const doubled: LocatedSlice[] = [];
    let at = 0;
    for (const count of counts) {
      const [first, ...others] = order.slice(at, at + count).flatMap((index) => slices[index] ?? []);
      if (first) kept.push(first);
      doubled.push(...others);
      at += count;
    }
    this.#report('duplicate-position', doubled, (n) => `${counted(n, 'slice')} at the place of another`);
    return kept;
  }

  #reportStack(slices: readonly SliceHeader[], { gaps, spacing, uneven, crooked }: Stack): void {
    for (const { after, missing } of gaps) {
      const between = slices.slice(after, after + 2);
      const where = `between slices ${after + 1} and ${after + 2} of ${slices.length}, ${round(spacing)} mm apart elsewhere`;
      this.#report('missing-slices', between, () => `${counted(missing, 'slice')} missing ${where}`);
    }
    if (uneven) this.#report('uneven-spacing', slices, () => 'different distances between slices');
    if (crooked) this.#report('shifted-slices', slices, () => 'slices that are shifted against each other');
  }

  #incomplete(slices: readonly SliceHeader[], count: number, most: number): void {
    this.#report(
      'incomplete-volume',
      slices,
      () => `a volume of ${counted(count, 'slice')} where others of the series have ${most}`,
    );
  }

  #reportMixtures(groups: readonly (readonly LocatedSlice[])[]): void {
    const [largest, ...others] = groups;
    const first = largest?.[0];
    if (!first) return;
    for (const { kind, noun, same } of agreements) {
      const different = others.flatMap((group) => (group[0] && !same(first, group[0]) ? group : []));
      this.#report(kind, different, (count) => `${counted(count, 'slice')} of another ${noun} than most`);
    }
  }

  #report(kind: SeriesFindingKind, slices: readonly SliceHeader[], what: (count: number) => string): void {
    if (slices.length === 0) return;
    this.findings.push({
      kind,
      series: this.#series,
      names: slices.map(({ name }) => name),
      what: what(slices.length),
    });
  }
}

/** Spacings are the same that differ by less than a thousandth. */
function sameSpacing(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  if (!a || !b) return a === b;
  return a.every((value, i) => Math.abs(value - (b[i] ?? 0)) < value * 1e-3);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
