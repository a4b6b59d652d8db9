import { sum } from '../util/arrays.ts';

/** What is dealt as a whole: one item, or all items of a subject. */
export interface Unit {
  readonly items: readonly number[];
  /** The class that most of the items have; 0 without stratification. */
  readonly stratum: number;
}

/** A unit that goes from one part to another. */
interface Move {
  readonly from: number;
  readonly to: number;
  readonly unit: Unit;
}

/** What floating point may take away from a difference of shares. */
const ROUNDING = 1e-9;

/** A part that has this share of its items too many or too few is near enough. */
const NEGLIGIBLE = 0.01;

/**
 * Moves units between parts in place. Where the size of a part is off by more than a hundredth, as long as one part has
 * a unit more than its share and another lacks one; and until no part with a share is empty. Of all such moves the one comes first that leaves the squares of what is too much
 * or too little smallest, over everything and within the unit's stratum.
 */
export function rebalance(parts: Unit[][], shares: readonly number[]): void {
  const excess = new Excess(parts, shares);
  if (excess.isNotable) {
    for (let move = excess.bestMove(fits); move; move = excess.bestMove(fits)) excess.carryOut(move);
  }
  for (let move = excess.bestMove(fills); move; move = excess.bestMove(fills)) excess.carryOut(move);
}

/** What a rule about moves may look at: how much too much both parts have, and of how many units they are. */
interface Situation {
  readonly size: number;
  readonly from: { readonly excess: number; readonly units: number };
  readonly to: { readonly excess: number; readonly units: number };
}

function fits({ size, from, to }: Situation): boolean {
  return size <= from.excess + ROUNDING && size <= ROUNDING - to.excess;
}

function fills({ from, to }: Situation): boolean {
  return from.units > 1 && to.units === 0;
}

/** How many items too many, or too few, each part has: over everything, and within each stratum. */
class Excess {
  readonly #parts: Unit[][];
  readonly #shares: readonly number[];
  readonly #overall: number[];
  readonly #within = new Map<number, number[]>();

  constructor(parts: Unit[][], shares: readonly number[]) {
    this.#parts = parts;
    this.#shares = shares;
    const units = parts.flat();
    this.#overall = this.#excessOf(itemsOf(units), parts);
    const strata = parts.map((part) => Map.groupBy(part, (unit) => unit.stratum));
    for (const stratum of new Set(units.map((unit) => unit.stratum))) {
      const own = strata.map((members) => members.get(stratum) ?? []);
      this.#within.set(stratum, this.#excessOf(itemsOf(own.flat()), own));
    }
  }

  /** Whether the size of some part is off by more than is negligible. */
  get isNotable(): boolean {
    const items = itemsOf(this.#parts.flat());
    return this.#shares.some(
      (share, part) => Math.abs(this.#overall[part] ?? 0) > NEGLIGIBLE * share * items + ROUNDING,
    );
  }

  /** The best of those moves that a rule allows. */
  bestMove(allowed: (situation: Situation) => boolean): Move | undefined {
    let [best, least]: [Move | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
    for (const { from, to } of this.#pairs(allowed)) {
      for (const unit of this.#parts[from] ?? []) {
        if (!allowed(this.#situation(from, to, unit.items.length))) continue;
        const cost = this.#cost(from, to, unit);
        if (cost < least) [best, least] = [{ from, to, unit }, cost];
      }
    }
    return best;
  }

  carryOut({ from, to, unit }: Move): void {
    this.#parts[from]?.splice(this.#parts[from].indexOf(unit), 1);
    this.#parts[to]?.push(unit);
    for (const excess of [this.#overall, this.#of(unit)]) {
      excess[from] = (excess[from] ?? 0) - unit.items.length;
      excess[to] = (excess[to] ?? 0) + unit.items.length;
    }
  }

  /** The parts between which the smallest units there are could be moved. */
  #pairs(allowed: (situation: Situation) => boolean): { from: number; to: number }[] {
    return [...this.#parts.keys()].flatMap((from) =>
      [...this.#parts.keys()].flatMap((to) => {
        const receives = from !== to && (this.#shares[to] ?? 0) > 0;
        return receives && allowed(this.#situation(from, to, 1)) ? [{ from, to }] : [];
      }),
    );
  }

  #situation(from: number, to: number, size: number): Situation {
    const of = (part: number) => ({
      excess: this.#overall[part] ?? 0,
      units: this.#parts[part]?.length ?? 0,
    });
    return { size, from: of(from), to: of(to) };
  }

  /** By how much the sum of squares grows. */
  #cost(from: number, to: number, unit: Unit): number {
    const size = unit.items.length;
    const growth = (excess: readonly number[]) => 2 * size * (size - (excess[from] ?? 0) + (excess[to] ?? 0));
    return growth(this.#overall) + growth(this.#of(unit));
  }

  #of({ stratum }: Unit): number[] {
    return this.#within.get(stratum) ?? [];
  }

  #excessOf(items: number, parts: readonly Unit[][]): number[] {
    return parts.map((units, part) => itemsOf(units) - (this.#shares[part] ?? 0) * items);
  }
}

function itemsOf(units: readonly Unit[]): number {
  return sum(units.map(({ items }) => items.length));
}
