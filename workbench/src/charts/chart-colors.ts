import { useMemo } from 'react';
import { useTheme } from '../theme/theme.ts';

/** The theme's colors and sizes, as a canvas needs them. */
export interface ChartColors {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly bad: string;
  /** In the order in which curves take them. */
  readonly series: readonly string[];
  /** Of axes and labels. */
  readonly font: string;
  readonly fontSize: number;
}

/** How many colors of series there are. */
export const SERIES_COLORS = 7;

/** The colors of the theme that is shown. */
export function useChartColors(): ChartColors {
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the style sheet says changes with the theme.
  return useMemo(readColors, [theme]);
}

function readColors(): ChartColors {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const fontSize = Number.parseFloat(token('size-small')) || 12;
  return {
    surface: token('surface'),
    text: token('text'),
    muted: token('muted'),
    line: token('line'),
    accent: token('accent'),
    bad: token('bad'),
    series: Array.from({ length: SERIES_COLORS }, (_, i) => token(`series-${i + 1}`)),
    font: `${fontSize}px ${token('font')}`,
    fontSize,
  };
}
