/** Words further apart than this share of their length are not taken for each other. */
const FARTHEST = 0.4;

/**
 * The candidate that was probably meant, or `undefined` where none is near: the fewest letters added, left out,
 * replaced or swapped (Damerau 1964, each place changed once), capitals and `-`, `_` aside.
 *
 * @example nearest('optimiser', ['optimizer', 'loss']); // 'optimizer'
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = plainOf(word);
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(plain, plainOf(candidate)) }))
    .filter(({ candidate, distance: d }) => d <= FARTHEST * Math.max(plain.length, candidate.length))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

function plainOf(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '').slice(0, 64);
}

/** The optimal string alignment distance of two words. */
function distance(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const options = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1)];
      if (swapped) options.push((before[j - 2] ?? 0) + 1);
      row.push(Math.min(...options));
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
