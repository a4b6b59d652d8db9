/** A color on light and on dark ground. */
interface Color {
  readonly light: string;
  readonly dark: string;
}

/**
 * Every color of a report, by what it is for. Text colors reach a contrast of 4.5 on `paper` and `surface`, lines and
 * marks 3 (WCAG 2.2 AA). Each light value is used once: it identifies the color in a figure.
 */
export const PALETTE = {
  paper: { light: '#ffffff', dark: '#14171a' },
  surface: { light: '#f5f6f8', dark: '#1d2125' },
  ink: { light: '#1a1d21', dark: '#e8eaed' },
  muted: { light: '#5b626b', dark: '#a0a8b2' },
  rule: { light: '#d5d9de', dark: '#3a4149' },
  grid: { light: '#e9ebee', dark: '#2a2f35' },
  link: { light: '#0b5cab', dark: '#7cbcff' },
  'heat-right': { light: '#6fb1e0', dark: '#1f5f99' },
  'heat-wrong': { light: '#f2a36e', dark: '#94451a' },
  wrong: { light: '#b3261e', dark: '#ff8a80' },
  good: { light: '#1a6b3c', dark: '#6fd39b' },
  warning: { light: '#8a5a00', dark: '#f0c05a' },
  blue: { light: '#0a5fae', dark: '#4ca6f5' },
  orange: { light: '#c4460a', dark: '#f26d1f' },
  green: { light: '#1b9a78', dark: '#86e8c8' },
  purple: { light: '#7d2a7a', dark: '#b06fb8' },
  gold: { light: '#b58a00', dark: '#ffd966' },
  slate: { light: '#343c48', dark: '#9aa4b0' },
} as const satisfies Record<string, Color>;

/**
 * The colors of series and classes, in the order of use: after Okabe and Ito (2008), with lightness spread so that
 * they differ in color-blind eyes too (Machado et al. 2009) and dark enough for lines on white.
 */
export const SERIES = ['blue', 'orange', 'green', 'purple', 'gold', 'slate'] as const;

/** The light value of the n-th series color, starting over when there are none left. */
export function seriesColor(index: number): string {
  return PALETTE[SERIES[index % SERIES.length] ?? 'blue'].light;
}

/** The declarations of all colors as CSS variables, for light or dark ground. */
export function paletteVariables(ground: keyof Color): string {
  return Object.entries(PALETTE)
    .map(([name, color]) => `--${name}:${color[ground]}`)
    .join(';');
}

/** A drawing in light colors, made to follow the page's CSS variables; its texts are left alone. */
export function followPalette(svg: string): string {
  return svg.replaceAll(/<[^>]*>/g, (tag) =>
    tag.replaceAll(/ (fill|stroke)="(#[0-9a-f]{6})"/g, (attribute, property: string, hex: string) => {
      const name = NAMES.get(hex);
      return name ? ` ${property}="var(--${name},${hex})"` : attribute;
    }),
  );
}

const NAMES = new Map(Object.entries(PALETTE).map(([name, color]) => [String(color.light), name]));
