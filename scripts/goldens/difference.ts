/** What a golden may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Float32 oracles differ by this much between processors, relative; near zero by a tenth of it. */
const USUAL = 1e-4;

/** Where and how `asked` first differs from `kept` beyond tolerance, in a sentence; undefined where it does not. */
export function firstDifference(
  kept: Json,
  asked: Json,
  tolerance = USUAL,
  at = 'the value',
): string | undefined {
  if (typeof kept === 'number' && typeof asked === 'number') {
    const close = Math.abs(kept - asked) <= tolerance * (0.1 + Math.abs(kept));
    return close ? undefined : `${at} was ${kept} and is now ${asked}`;
  }
  if (!isContainer(kept) || !isContainer(asked)) {
    return kept === asked
      ? undefined
      : `${at} was ${JSON.stringify(kept)} and is now ${JSON.stringify(asked)}`;
  }
  return differenceInside(new Map(Object.entries(kept)), new Map(Object.entries(asked)), tolerance, at);
}

function differenceInside(
  kept: ReadonlyMap<string, Json>,
  asked: ReadonlyMap<string, Json>,
  tolerance: number,
  at: string,
): string | undefined {
  for (const [key, value] of kept) {
    const now = asked.get(key);
    if (now === undefined) return `${at} no longer has ${key}`;
    const difference = firstDifference(value, now, tolerance, `${at}/${key}`);
    if (difference) return difference;
  }
  const added = [...asked.keys()].find((key) => !kept.has(key));
  return added === undefined ? undefined : `${at} now has ${added}`;
}

function isContainer(value: Json): value is readonly Json[] | { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

/** How closely an oracle repeats itself elsewhere, as a line of it says: `# Repeats within 1e-2: ...`. */
export function statedTolerance(oracle: string): number | undefined {
  const [, tolerance] = /^# Repeats within (\S+):/m.exec(oracle) ?? [];
  return tolerance === undefined ? undefined : Number(tolerance);
}
