import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf } from '../finding.ts';
import { countAre, short } from '../words.ts';

const LEAST_ITEMS = 8;
/** Images are of one kind where they correlate like this with the mean of all. */
const ALIKE = 0.5;
/** Inverted ones correlate with it by less than this. */
const INVERTED = -0.3;

/** Images that are dark where the others are bright (MONOCHROME1 shown as it is stored, film scanned as a negative). */
export const invertedImages: AuditCheck = {
  name: 'inverted-images',
  title: 'Images that are the negative of what the others are',
  run(input) {
    const images = normalized(input);
    if (images.length < LEAST_ITEMS) return [];
    const mean = meanImage(images);
    const correlations = images.map(({ pixels }) => correlation(pixels, mean));
    const inverted = images.filter((_, at) => (correlations[at] ?? 0) < INVERTED);
    const typical = correlations.map(Math.abs).toSorted((a, b) => a - b)[images.length >> 1] ?? 0;
    if (inverted.length === 0 || inverted.length > images.length / 2 || typical < ALIKE) return [];
    const ids = inverted.map(({ id }) => id);
    return [
      {
        check: 'inverted-images',
        grade: 'warning',
        title: `${countAre(ids.length, 'item')} dark where the others are bright: inverted, it seems.`,
        evidence: evidenceOf(ids, { 'median correlation with the mean image': short(typical) }),
        remedy: 'Invert them (the photometric interpretation MONOCHROME1 shows low values bright).',
        pictures: ids.slice(0, 6).map((item) => ({ item, slice: middle(input, item), caption: item })),
      },
    ];
  },
};

interface Normalized {
  readonly id: string;
  readonly pixels: Float64Array;
}

function middle(input: AuditInput, id: string): number {
  return (input.digests.get(id)?.slices.length ?? 0) >> 1;
}

/** The middle slices with mean 0 and length 1. */
function normalized(input: AuditInput): Normalized[] {
  return input.items.flatMap(({ id }) => {
    const thumbnail = input.digests.get(id)?.slices[middle(input, id)]?.thumbnail;
    if (!thumbnail) return [];
    const mean = thumbnail.reduce((a, b) => a + b, 0) / thumbnail.length;
    const centered = Float64Array.from(thumbnail, (value) => value - mean);
    const length = Math.hypot(...centered);
    return length > 0 ? [{ id, pixels: centered.map((value) => value / length) }] : [];
  });
}

/** Starts with the plain mean, and takes it again with all that are its negative turned. */
function meanImage(images: readonly Normalized[]): Float64Array {
  const plain = images.map(() => 1);
  const first = weightedMean(images, plain);
  return weightedMean(
    images,
    images.map(({ pixels }) => (correlation(pixels, first) < 0 ? -1 : 1)),
  );
}

function weightedMean(images: readonly Normalized[], signs: readonly number[]): Float64Array {
  const mean = new Float64Array(images[0]?.pixels.length ?? 0);
  for (const [at, { pixels }] of images.entries()) {
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (signs[at] ?? 1) * (pixels[i] ?? 0);
  }
  const length = Math.hypot(...mean) || 1;
  return mean.map((value) => value / length);
}

function correlation(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, i) => total + value * (b[i] ?? 0), 0);
}
