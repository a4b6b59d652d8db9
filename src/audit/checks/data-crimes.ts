import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf, type Finding, type Grade, MOST_ITEMS } from '../finding.ts';
import type { KspaceDigest } from '../kspace/kspace-digest.ts';
import { countAre, short } from '../words.ts';

/** Something done to k-space after the measurement, that makes reconstruction look better than it is. */
interface Crime {
  readonly grade: Grade;
  /** "3 items are ..." */
  readonly what: string;
  readonly remedy: string;
  /** The number that tells, by what it is; `undefined` where nothing tells. */
  readonly sign: (kspace: KspaceDigest) => Readonly<Record<string, number>> | undefined;
}

/**
 * Where each sign lies. Real measurements of brains and phantoms (1 to 16 coils, 128² to 256 × 256 samples) have an
 * asymmetry of 0.2 and more, phases and coils that agree by 0.35 at most in the background, an edge that falls by 4 dB
 * at most and a trace of JPEG of 0.12 at most; the crimes, committed on the same data, lie beyond.
 */
const SIGN = {
  asymmetry: 0.01,
  coherence: 0.85,
  coilCoherence: 0.9,
  /** In decibels. */
  edgeFall: 9,
  step: 7,
  jpeg: 0.35,
  /** Both borders empty, by this share of the length. */
  emptyBorder: 0.03,
  emptyCorners: 0.08,
  /** This share of the inner positions is sampled: else the background is made of aliasing. */
  full: 0.9,
  /** The background of an image without noise, over its maximum: rounding in float32. */
  noNoise: 1e-6,
} as const;

const CRIMES: readonly Crime[] = [
  {
    grade: 'error',
    what: 'the transform of a magnitude image, not a measurement: k-space is symmetric',
    remedy:
      'Train and test reconstruction on measured k-space: a real image has half of the unknowns that a measurement has.',
    sign: ({ asymmetry }) => (asymmetry < SIGN.asymmetry ? { asymmetry } : undefined),
  },
  {
    grade: 'error',
    what: 'made of images that had been JPEG files: their 8 × 8 blocks show',
    remedy: 'JPEG has taken away what reconstruction is to find: use measured k-space.',
    sign: ({ jpegTrace }) => (jpegTrace > SIGN.jpeg ? { 'trace of 8 × 8 blocks': jpegTrace } : undefined),
  },
  {
    grade: 'error',
    what: 'made of magnitude images with a smooth phase: the background has no phase noise',
    remedy: 'Use measured k-space: noise and phase of such data are unlike those of any scanner.',
    sign: ({ support, background, asymmetry }) =>
      isFull(support) &&
      background.level > SIGN.noNoise &&
      background.coherence > SIGN.coherence &&
      asymmetry >= SIGN.asymmetry
        ? { 'phase coherence of the background': background.coherence }
        : undefined,
  },
  {
    grade: 'warning',
    what: 'of several coils made from one image: all coils have the same noise',
    remedy: 'Parallel imaging looks too good on them: use the coils as they were measured.',
    sign: ({ support, background, coils }) =>
      coils > 1 &&
      isFull(support) &&
      background.level > SIGN.noNoise &&
      background.coilCoherence > SIGN.coilCoherence
        ? { 'coherence of the coils in the background': background.coilCoherence }
        : undefined,
  },
  {
    grade: 'warning',
    what: 'zero-padded: the border of k-space is empty on both sides',
    remedy:
      'Cut the border off: the missing samples are no unknowns, and an acceleration that counts them is smaller in truth.',
    sign: paddedBorder,
  },
  {
    grade: 'warning',
    what: 'of images that had been interpolated: the power of k-space falls at one step on the way out',
    remedy: 'The matrix that was measured is smaller: cut k-space to it, or go back to the raw data.',
    sign: ({ edges }) => {
      const [edge] = edges.filter(
        ({ steepest, at, total }) => steepest >= SIGN.step && at < 0.9 && isStep(steepest, total),
      );
      return edge ? { 'step, dB': edge.steepest, 'at this share of the way out': edge.at } : undefined;
    },
  },
  {
    grade: 'warning',
    what: 'filtered: noise falls toward the edge of k-space as under a window',
    remedy:
      'A network learns to undo the filter, and what it reaches does not carry over to raw data: switch the filter off.',
    // The power of images made without noise falls by itself.
    sign: ({ edges, asymmetry }) => {
      const [edge] = edges.filter(
        ({ total, steepest, at }) =>
          total >= SIGN.edgeFall && (steepest < SIGN.step || at >= 0.9 || !isStep(steepest, total)),
      );
      return edge && asymmetry >= SIGN.asymmetry ? { 'fall to the edge, dB': edge.total } : undefined;
    },
  },
  {
    grade: 'note',
    what: 'without samples in the corners of k-space: an elliptical scan or filter',
    remedy: 'Undersampling masks that count the corners count samples that were never measured.',
    sign: ({ support }) =>
      support.innerShare > 0.7 && support.innerShare < SIGN.full && support.cornerShare < SIGN.emptyCorners
        ? { 'share of the corners with samples': support.cornerShare }
        : undefined,
  },
  {
    grade: 'warning',
    what: 'without any noise: simulated',
    remedy: 'Say so in every report, and add noise as a scanner has it before anything is concluded.',
    sign: ({ background, support }) =>
      isFull(support) && background.level <= SIGN.noNoise
        ? { 'background over maximum': background.level }
        : undefined,
  },
];

/** Whether most of the fall is at one place. */
function isStep(steepest: number, total: number): boolean {
  return total >= SIGN.step && steepest > total / 2;
}

function isFull({ innerShare }: KspaceDigest['support']): boolean {
  return innerShare >= SIGN.full;
}

function paddedBorder({
  support,
  rows,
  columns,
}: KspaceDigest): Readonly<Record<string, number>> | undefined {
  const isPadded = ([before, after]: readonly [number, number], length: number) =>
    Math.min(before, after) >= Math.max(2, SIGN.emptyBorder * length) &&
    Math.abs(before - after) <= 1 + 0.2 * Math.max(before, after);
  const [byRows, byColumns] = [isPadded(support.emptyRows, rows), isPadded(support.emptyColumns, columns)];
  if (!byRows && !byColumns) return undefined;
  const measured = (length: number, [before, after]: readonly [number, number]) => length - before - after;
  return {
    'lines in file': rows,
    'lines measured': measured(rows, support.emptyRows),
    'samples in file': columns,
    'samples measured': measured(columns, support.emptyColumns),
  };
}

/**
 * k-space that is not as it was measured, told from the numbers alone.
 *
 * Source: Shimron, Tamir, Wang and Lustig, "Implicit data crimes: Machine learning bias arising from misuse of public
 * data", Proc. Natl. Acad. Sci. 119:e2117203119 (2022).
 */
export const dataCrimes: AuditCheck = {
  name: 'data-crimes',
  title: 'k-space that was padded, filtered, or made from images (middle slice of each item)',
  run(input) {
    const all = input.items.flatMap(({ id }) => {
      const kspace = input.digests.get(id)?.kspace;
      return kspace ? [{ id, kspace }] : [];
    });
    return [...CRIMES.flatMap((crime) => committed(input, crime, all)), ...combinedCoils(input)];
  },
};

function committed(
  input: AuditInput,
  { grade, what, remedy, sign }: Crime,
  all: readonly { readonly id: string; readonly kspace: KspaceDigest }[],
): Finding[] {
  const found = all.flatMap(({ id, kspace }) => {
    const numbers = sign(kspace);
    return numbers ? [{ id, numbers }] : [];
  });
  const [first] = found;
  if (!first) return [];
  const names = Object.keys(first.numbers);
  return [
    {
      check: 'data-crimes',
      grade,
      title: `${countAre(found.length, 'item')} ${what}.`,
      evidence: {
        ...evidenceOf(
          found.map(({ id }) => id),
          { 'items with k-space': all.length, items: input.items.length },
          found.length,
        ),
        rows: {
          columns: ['item', ...names],
          cells: found
            .slice(0, MOST_ITEMS)
            .map(({ id, numbers }) => [id, ...Object.values(numbers).map(short)]),
        },
      },
      remedy,
    },
  ];
}

/** k-space with fewer coils than the header says have received: they were combined on the way. */
function combinedCoils(input: AuditInput): Finding[] {
  const found = input.items.filter(({ id, acquisition: { coils = 0 } }) => {
    const kspace = input.digests.get(id)?.kspace;
    return kspace && kspace.coils < coils;
  });
  if (found.length === 0) return [];
  return [
    {
      check: 'data-crimes',
      grade: 'warning',
      title: `${countAre(found.length, 'item')} of fewer coils than the header says have received: coil-combined.`,
      evidence: {
        ...evidenceOf(found.map(({ id }) => id)),
        rows: {
          columns: ['item', 'coils in the data', 'coils in the header'],
          cells: found
            .slice(0, MOST_ITEMS)
            .map(({ id, acquisition }) => [
              id,
              input.digests.get(id)?.kspace?.coils ?? 0,
              acquisition.coils ?? 0,
            ]),
        },
      },
      remedy: 'They are no single-coil measurement: say so, and do not compare with parallel imaging.',
    },
  ];
}
