import { contrasts, type LocatedSlice } from './slice-header.ts';
import { type Stack, stackOf } from './stack.ts';

/** Slices of one contrast. */
export interface ContrastPart {
  readonly slices: readonly LocatedSlice[];
  /** What tells them from the others, in words; left out where there are no others. */
  readonly contrast?: string;
}

/**
 * Separates slices at the same places into volumes, by whatever tells them apart: a contrast helps where fewer slices
 * are at the same place then, and where it makes no more volumes than there are slices at the fullest place.
 */
export function separateByContrast(slices: readonly LocatedSlice[]): readonly ContrastPart[] {
  const stack = stackIn(slices);
  if (excess(stack) === 0) return [{ slices }];
  for (const { name, unit } of contrasts) {
    const parts = Map.groupBy(slices, ({ contrast }) => contrast[name] ?? '');
    if (parts.size < 2 || parts.size > fullest(stack) || !helps(parts, stack)) continue;
    const inOrder = [...parts].sort(([a], [b]) => byValue(a, b));
    return inOrder.flatMap(([value, part]) => named(separateByContrast(part), label(name, value, unit)));
  }
  return interleaved(slices, stack) ?? [{ slices }];
}

function stackIn(slices: readonly LocatedSlice[]): Stack {
  return stackOf(slices.map(({ plane }) => plane));
}

/** How many slices are at a place where others are already. */
function excess({ order, counts }: Stack): number {
  return order.length - counts.length;
}

function fullest({ counts }: Stack): number {
  return counts.reduce((most, count) => Math.max(most, count), 0);
}

function helps(parts: ReadonlyMap<string, readonly LocatedSlice[]>, whole: Stack): boolean {
  const left = [...parts.values()].reduce((sum, part) => sum + excess(stackIn(part)), 0);
  return left < excess(whole);
}

/** Several volumes without a word on what they are: as many slices at each place, numbered through. */
function interleaved(
  slices: readonly LocatedSlice[],
  { order, counts }: Stack,
): readonly ContrastPart[] | undefined {
  const each = counts[0] ?? 0;
  const numbers = new Set(slices.map(({ instanceNumber }) => instanceNumber));
  const regular = counts.length > 1 && counts.every((count) => count === each);
  if (!regular || numbers.size < slices.length || numbers.has(undefined)) return undefined;
  return Array.from({ length: each }, (_, k) => ({
    slices: counts.flatMap((_count, place) => slices[order[place * each + k] ?? 0] ?? []),
    contrast: `number ${k + 1} of ${each}`,
  }));
}

/** Numbers by size, all else by the alphabet. */
function byValue(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? (a < b ? -1 : 1) : difference;
}

function named(parts: readonly ContrastPart[], outer: string): readonly ContrastPart[] {
  return parts.map(({ slices, contrast }) => ({
    slices,
    contrast: contrast === undefined ? outer : `${outer}, ${contrast}`,
  }));
}

function label(name: string, value: string, unit: string | undefined): string {
  if (value === '') return `no ${name}`;
  return `${name} ${value}${unit ? ` ${unit}` : ''}`;
}
