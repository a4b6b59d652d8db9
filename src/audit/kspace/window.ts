import { type ComplexPlane, position, powerOf } from './complex-plane.ts';

/** How power falls toward the edge of k-space along one axis, in decibels, the other axis being far from its center. */
export interface EdgeFall {
  /** From a third of the way out to the edge. */
  readonly total: number;
  /** The steepest fall within {@link STEP} of the way. */
  readonly steepest: number;
  /** Where that is, as a share of the way out. */
  readonly at: number;
}

/** The bins into which the way from the center to the edge is divided. */
const BINS = 32;
/** Where the other axis lies: noise outweighs the signal there. */
const FAR: readonly [number, number] = [0.55, 0.95];
/** What is compared: from here... */
const INNER: readonly [number, number] = [0.3, 0.5];
/** ... to here. */
const OUTER: readonly [number, number] = [0.9, 1];
/** The width of a step, in bins: about a twelfth of the way. */
const STEP = 3;

/**
 * How power falls along the rows' and the columns' index. White noise does not fall at all, and images' own power by a few
 * decibels only; a window (Hamming, Tukey, Gauss) takes 9 and more, zero-padding of a magnitude image falls at one step.
 *
 * Source: Shimron et al., "Implicit data crimes", Proc. Natl. Acad. Sci. 119:e2117203119 (2022).
 */
export function edgeFalls(
  coils: readonly ComplexPlane[],
  sampled: Uint8Array,
): readonly [EdgeFall, EdgeFall] {
  const power = powerOf(coils);
  const { rows = 1, columns = 1 } = coils[0] ?? {};
  const [alongRows, alongColumns] = [new Profile(), new Profile()];
  for (let i = 0; i < power.length; i++) {
    if (sampled[i] !== 1) continue;
    const y = Math.abs(position(Math.floor(i / columns), rows));
    const x = Math.abs(position(i % columns, columns));
    if (within(x, FAR)) alongRows.add(y, power[i] ?? 0);
    if (within(y, FAR)) alongColumns.add(x, power[i] ?? 0);
  }
  return [alongRows.fall, alongColumns.fall];
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}

/** The mean power in each bin of the way out. */
class Profile {
  readonly #total = new Float64Array(BINS);
  readonly #count = new Float64Array(BINS);

  add(place: number, power: number): void {
    const bin = Math.min(BINS - 1, Math.floor(place * BINS));
    this.#total[bin] = (this.#total[bin] ?? 0) + power;
    this.#count[bin] = (this.#count[bin] ?? 0) + 1;
  }

  get fall(): EdgeFall {
    const steps = Array.from({ length: BINS - STEP - 3 }, (_, i) => i + 3);
    const fallAt = (bin: number) =>
      decibels(this.#mean(bin - 2, bin), this.#mean(bin + STEP - 1, bin + STEP + 1));
    const at = steps.reduce((best, bin) => (fallAt(bin) > fallAt(best) ? bin : best), 3);
    return {
      total: decibels(this.#mean(...bins(INNER)), this.#mean(...bins(OUTER))),
      steepest: fallAt(at),
      at: (at + STEP / 2) / BINS,
    };
  }

  #mean(from: number, to: number): number {
    let [total, count] = [0, 0];
    for (let bin = from; bin < to; bin++) {
      total += this.#total[bin] ?? 0;
      count += this.#count[bin] ?? 0;
    }
    return count > 0 ? total / count : Number.NaN;
  }
}

function bins([low, high]: readonly [number, number]): [number, number] {
  return [Math.floor(low * BINS), Math.ceil(high * BINS)];
}

/** How many decibels power falls; 0 where one of them is unknown. */
function decibels(from: number, to: number): number {
  const ratio = from / to;
  return ratio > 0 && Number.isFinite(ratio) ? 10 * Math.log10(ratio) : 0;
}
