import type { LineIndex } from './line-index.ts';

/** The lines of a scan that have one size. */
export interface Scan {
  readonly lines: Uint32Array;
  readonly samples: number;
  readonly channels: number;
  /** How many lines of other sizes were left out. */
  readonly leftOut: number;
}

/** The lines that a test picks; of several sizes the most frequent one, for an array has but one. */
export function linesOfOneSize(index: LineIndex, picks: (flags: number) => boolean): Scan | undefined {
  const picked = index.select(picks);
  const counts = new Map<number, number>();
  for (const line of picked) counts.set(sizeOf(index, line), (counts.get(sizeOf(index, line)) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  if (!first) return undefined;
  const [size, count] = first;
  const lines = counts.size === 1 ? picked : picked.filter((line) => sizeOf(index, line) === size);
  return {
    lines,
    samples: index.samples(lines[0] ?? 0),
    channels: index.channels(lines[0] ?? 0),
    leftOut: picked.length - count,
  };
}

function sizeOf(index: LineIndex, line: number): number {
  return index.channels(line) * 65_536 + index.samples(line);
}
