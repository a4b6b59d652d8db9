import type { Item } from '../../data/manifest/item.ts';
import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf, type Fact, type Finding } from '../finding.ts';
import { firstParts, itemAt } from '../parts.ts';
import { interquartileRange, median } from '../statistics/order.ts';
import { count, countAre, listed, short } from '../words.ts';

/** The standard deviations of two groups' images differ by a factor like this where units or bit depths differ. */
const OTHER_SCALE = 8;
/** And by more than this many times what images differ within a group. */
const ABOVE_SPREAD = 2;
/** Single images are outliers where their scale differs from the usual one by this factor. */
const OUTLYING = 20;
const LEAST_ITEMS = 3;
/** CT numbers of air lie near -1000: images in Hounsfield units without any value below this lack their offset. */
const AIR = -300;

/** Images whose numbers mean different things: other units, scales or bit depths. */
export const intensityScale: AuditCheck = {
  name: 'intensity-scale',
  title: 'Scale, unit and bit depth of intensities, between sites, scanners and parts',
  run(input) {
    const kinds = Map.groupBy(
      input.items.filter(({ statistics }) => statistics.deviation > 0),
      ({ acquisition }) => acquisition.modality ?? '',
    );
    return [...kinds.values()].flatMap((items) => [
      ...differentUnits(items),
      ...missingOffset(items),
      ...(groupings(input, items).flatMap(([what, groups]) => differentScales(what, groups))[0] ??
        outliers(items)),
      ...bitDepths(input, items),
    ]);
  },
};

type Groups = ReadonlyMap<string, readonly Item[]>;

/** By site, by scanner, by part: the first in which scales differ is told. */
function groupings(input: AuditInput, items: readonly Item[]): (readonly [string, Groups])[] {
  const known = (groupOf: (item: Item) => string | undefined): Groups => {
    const groups = Map.groupBy(items, (item) => groupOf(item));
    return new Map([...groups].flatMap(([name, own]) => (name === undefined ? [] : [[name, own] as const])));
  };
  const parts = new Map(
    firstParts(input).flatMap(([part, own]) => own.map((at) => [itemAt(input, at), part])),
  );
  return [
    ['site', known(({ site }) => site)],
    ['scanner', known(({ scanner }) => scanner)],
    ['part', known((item) => parts.get(item))],
  ];
}

function logScale({ statistics }: Item): number {
  return Math.log(statistics.deviation);
}

function differentScales(what: string, groups: Groups): Finding[][] {
  const scales = [...groups]
    .filter(([, items]) => items.length >= LEAST_ITEMS)
    .map(([name, items]) => ({
      name,
      items,
      scale: median(items.map(logScale)),
      spread: interquartileRange(items.map(logScale)),
    }))
    .toSorted((a, b) => a.scale - b.scale);
  const [least, most] = [scales[0], scales.at(-1)];
  if (!least || !most) return [];
  const difference = most.scale - least.scale;
  if (difference < Math.log(OTHER_SCALE) || difference < ABOVE_SPREAD * Math.max(least.spread, most.spread))
    return [];
  const factor = Math.exp(difference);
  return [
    [
      {
        check: 'intensity-scale',
        grade: 'warning',
        title: `Intensities differ by a factor of ${short(factor)} between one ${what} and another: ${least.name} and ${most.name}.`,
        evidence: {
          ...evidenceOf(
            least.items.map(({ id }) => id),
            { factor: short(factor) },
          ),
          rows: {
            columns: [what, 'items', 'lowest', 'highest', 'median deviation'],
            cells: scales.map(scaleRow),
          },
        },
        remedy:
          'Bring them to one scale: apply the rescale slope, convert the bit depth, or normalize every image by itself.',
      },
    ],
  ];
}

function scaleRow({
  name,
  items,
  scale,
}: {
  readonly name: string;
  readonly items: readonly Item[];
  readonly scale: number;
}): Fact[] {
  const [low, high] = [
    Math.min(...items.slice(0, 10_000).map(({ statistics }) => statistics.min)),
    Math.max(...items.slice(0, 10_000).map(({ statistics }) => statistics.max)),
  ];
  return [name, items.length, short(low), short(high), short(Math.exp(scale))];
}

function outliers(items: readonly Item[]): Finding[] {
  const usual = median(items.map(logScale));
  const far = items.filter((item) => Math.abs(logScale(item) - usual) > Math.log(OUTLYING));
  if (far.length === 0 || items.length < 4 * LEAST_ITEMS || far.length > items.length / 2) return [];
  return [
    {
      check: 'intensity-scale',
      grade: 'warning',
      title: `${countAre(far.length, 'item')} of another scale than the rest: the standard deviation differs by a factor of ${OUTLYING} or more.`,
      evidence: {
        ...evidenceOf(far.map(({ id }) => id)),
        rows: {
          columns: ['item', 'lowest', 'highest', 'usual deviation', 'its deviation'],
          cells: far
            .slice(0, 20)
            .map(({ id, statistics: { min, max, deviation } }) => [
              id,
              short(min),
              short(max),
              short(Math.exp(usual)),
              short(deviation),
            ]),
        },
      },
      remedy:
        'They may be scaled to 0 to 1, of another bit depth, or lack the rescale slope: bring all to one scale.',
    },
  ];
}

function differentUnits(items: readonly Item[]): Finding[] {
  const units = Map.groupBy(items, ({ unit }) => unit ?? 'none');
  if (units.size < 2) return [];
  const facts = Object.fromEntries([...units].map(([unit, own]) => [unit, own.length]));
  return [
    {
      check: 'intensity-scale',
      grade: 'warning',
      title: `The intensities have different units: ${listed([...units.keys()])}.`,
      evidence: evidenceOf(
        ([...units.values()].toSorted((a, b) => a.length - b.length)[0] ?? []).map(({ id }) => id),
        facts,
        items.length,
      ),
      remedy: 'Convert all to one unit, or leave out what has another.',
    },
  ];
}

function missingOffset(items: readonly Item[]): Finding[] {
  const inHounsfield = items.filter(
    ({ unit, acquisition }) => unit === 'HU' || acquisition.modality === 'CT',
  );
  const without = inHounsfield.filter(({ statistics }) => statistics.min > AIR);
  if (without.length === 0 || without.length === inHounsfield.length) return [];
  return [
    {
      check: 'intensity-scale',
      grade: 'warning',
      title: `${count(without.length, 'CT image')} of ${inHounsfield.length} ${without.length === 1 ? 'has' : 'have'} no value below ${AIR}, where air is -1000 HU: the rescale intercept seems to be missing.`,
      evidence: evidenceOf(without.map(({ id }) => id)),
      remedy: 'Apply the rescale slope and intercept of the original DICOM files.',
    },
  ];
}

/** Few different values in numbers of 16 bits or more: an image of 8 bits among finer ones. */
function bitDepths(input: AuditInput, items: readonly Item[]): Finding[] {
  const levels = items.flatMap((item) => {
    const slices = input.digests.get(item.id)?.slices ?? [];
    const large = slices.filter(({ rows, columns }) => rows * columns >= 4096);
    return large.length === 0
      ? []
      : [{ item, distinct: Math.max(...large.map(({ values }) => values.distinct)) }];
  });
  const coarse = levels.filter(({ distinct }) => distinct <= 256);
  const fine = levels.filter(({ distinct }) => distinct > 512);
  if (Math.min(coarse.length, fine.length) < LEAST_ITEMS) return [];
  return [
    {
      check: 'intensity-scale',
      grade: 'warning',
      title: `${count(coarse.length, 'item')} ${coarse.length === 1 ? 'has' : 'have'} 256 gray levels or fewer, ${count(fine.length, 'other')} more than 512: they have different bit depths.`,
      evidence: evidenceOf(
        coarse.map(({ item }) => item.id),
        { coarse: coarse.length, fine: fine.length },
      ),
      remedy: 'Get the originals of the coarse ones, or reduce all to 8 bits in the same way.',
    },
  ];
}
