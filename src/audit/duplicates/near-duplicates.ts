import { cropped } from './cropped.ts';
import { HASH_FREQUENCIES, type Hashes, hashesOf, visitNear } from './hashes.ts';
import { FREQUENCIES, spectrumOf } from './spectrum.ts';
import { SYMMETRIES } from './symmetries.ts';
import { Whitening } from './whitening.ts';

/** Two images that show the same. */
export interface NearDuplicate {
  readonly first: number;
  readonly second: number;
  /** Of what distinguishes the images of this set, 1 at most. */
  readonly correlation: number;
  /** How one is changed against the other, such as "mirrored left to right"; empty where it is not. */
  readonly change: string;
}

/** How pairs are looked for. */
export interface NearDuplicateOptions {
  /** Whether a pair is not worth reporting: two slices of one volume, for example. None by default. */
  readonly skip?: (first: number, second: number) => boolean;
  /** After how many pairs to stop, 10,000 by default. */
  readonly most?: number;
}

/**
 * Hashes may differ in so many bits. Of two normal vectors with correlation ρ a share of arccos(ρ)/π signs differ: 9 of
 * 63 bits, ± 2.8, at a correlation of 0.9.
 */
const MOST_BITS = 16;
/**
 * A candidate is confirmed by these correlations of whitened spectra, over 8 × 8 and over 12 × 12 frequencies. JPEG at
 * quality 10, noise of a tenth of the range, gamma 0.6 to 1.6, crops of 5 % and halving the size leave more in X-rays
 * of 512² and in crops of MR images of 40² pixels. No pair of different subjects among 69 X-rays, 480 slices of
 * hippocampi and 5856 X-rays of 28² pixels (17 million pairs, 13 ways) reaches both.
 */
const CONFIRMED = [
  { frequencies: HASH_FREQUENCIES, least: 0.9 },
  { frequencies: 12, least: 0.9 },
] as const;
/** Cut off at each edge in the crops that are looked for; others are near enough to one of them. */
const CROPS = [0.02, 0.04] as const;

/** All images, changed in one way. */
interface Variant {
  readonly change: string;
  /** Whitened. */
  readonly spectra: readonly (Float32Array | undefined)[];
  readonly hashes: Hashes;
}

/**
 * Pairs of images that show the same, be it mirrored, turned, rescaled, slightly cropped, brighter, inverted, compressed
 * or noisy. Every image is compared with every other, O(n²), by two exclusive ors and a count of bits; only the few
 * whose hashes are near are correlated. 10,000 images take 6 s.
 *
 * @param thumbnails of 32² pixels; those that show nothing have no duplicates
 */
export function nearDuplicates(
  thumbnails: readonly Float32Array[],
  { skip = () => false, most = 10_000 }: NearDuplicateOptions = {},
): NearDuplicate[] {
  const comparisons = comparisonsOf(thumbnails);
  const found: NearDuplicate[] = [];
  for (let first = 0; first < thumbnails.length && found.length < most; first++) {
    const best = new Map<number, NearDuplicate>();
    for (const [a, b] of comparisons) {
      visitNear(a.hashes, first, b.hashes, MOST_BITS, (second) => {
        if (skip(first, second)) return;
        const correlation = confirmed(a.spectra[first], b.spectra[second]);
        if (correlation <= (best.get(second)?.correlation ?? 0)) return;
        best.set(second, { first, second, correlation, change: a.change || b.change });
      });
    }
    found.push(...best.values());
  }
  return found.slice(0, most);
}

/** What is compared with what: the first image as it is with the second in every variant, and cropped the reverse. */
function comparisonsOf(thumbnails: readonly Float32Array[]): (readonly [Variant, Variant])[] {
  const spectra = thumbnails.map(spectrumOf);
  const whitening = new Whitening(spectra.filter((spectrum) => spectrum !== undefined));
  const variant = (change: string, changed: readonly (Float32Array | undefined)[]): Variant => {
    const whitened = changed.map((spectrum) => spectrum && whitening.apply(spectrum));
    return { change, spectra: whitened, hashes: hashesOf(whitened) };
  };
  const turned = SYMMETRIES.map(({ inverse, apply }) =>
    variant(
      // What turns the second image into the first is undone to get the second.
      inverse,
      spectra.map((spectrum) => spectrum && apply(spectrum)),
    ),
  );
  const crops = CROPS.map((share) =>
    variant(
      'cropped',
      thumbnails.map((thumbnail) => spectrumOf(cropped(thumbnail, share))),
    ),
  );
  const inverted = variant(
    'inverted',
    spectra.map((spectrum) => spectrum?.map((value) => -value)),
  );
  const [plain] = turned;
  if (!plain) return [];
  return [...turned, inverted, ...crops]
    .map((other) => [plain, other] as const)
    .concat(crops.map((crop) => [crop, plain] as const));
}

/** The correlation over the most frequencies, where all that are asked for are high enough; else 0. */
function confirmed(a: Float32Array | undefined, b: Float32Array | undefined): number {
  let correlation = 0;
  for (const { frequencies, least } of CONFIRMED) {
    correlation = a && b ? correlationOver(a, b, frequencies) : 0;
    if (correlation < least) return 0;
  }
  return correlation;
}

function correlationOver(a: Float32Array, b: Float32Array, frequencies: number): number {
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let u = 0; u < frequencies; u++) {
    for (let at = u * FREQUENCIES; at < u * FREQUENCIES + frequencies; at++) {
      const [x, y] = [a[at] ?? 0, b[at] ?? 0];
      products += x * y;
      squaresA += x * x;
      squaresB += y * y;
    }
  }
  return products / Math.sqrt(squaresA * squaresB);
}
