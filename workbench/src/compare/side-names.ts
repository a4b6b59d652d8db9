import type { Side } from './use-comparison.ts';

/** What readers call each side: by whatever tells it from the others. */
export function sideNames(sides: readonly Side[]): readonly string[] {
  const several = (of: (side: Side) => string | number) => new Set(sides.map(of)).size > 1;
  const [runs, seeds, methods] = [
    several(({ run }) => run),
    several(({ seed }) => seed),
    several(({ method }) => method),
  ];
  return sides.map(({ run, seed, label }) => {
    const parts = [
      (runs || (!methods && !seeds)) && `Run ${run}`,
      seeds && `seed ${seed}`,
      (methods || (!runs && label)) && (label || 'network'),
    ].filter(Boolean);
    return parts.join(' · ');
  });
}

/** The color of a side, in charts and beside its name. */
export function sideColor(at: number): string {
  return `var(--series-${(at % 7) + 1})`;
}
