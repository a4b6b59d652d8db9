/** How values become colors: gray through a window, or a scale of its own for maps of errors. */
export interface ColorScale {
  /** `sequential` from 0 to the limit, `diverging` from minus the limit through 0 to the limit. */
  readonly kind: 'sequential' | 'diverging';
  readonly limit: number;
  /** What the values are: "Absolute error". */
  readonly name: string;
}

type Color = readonly [red: number, green: number, blue: number];

/** From black through violet and orange to pale yellow, ever lighter (after matplotlib's inferno, its stops). */
const SEQUENTIAL: readonly Color[] = [
  [0, 0, 4],
  [40, 11, 84],
  [101, 21, 110],
  [159, 42, 99],
  [212, 72, 66],
  [245, 125, 21],
  [250, 193, 39],
  [252, 255, 164],
];

/** From blue through nearly white to red (ColorBrewer's RdBu, turned round). */
const DIVERGING: readonly Color[] = [
  [5, 48, 97],
  [33, 102, 172],
  [67, 147, 195],
  [146, 197, 222],
  [247, 247, 247],
  [244, 165, 130],
  [214, 96, 77],
  [178, 24, 43],
  [103, 0, 31],
];

/** So many levels a table of colors has. */
export const LEVELS = 1024;

/** Colors as a canvas wants them: red in the lowest byte. */
export function grayTable(isInverted: boolean): Uint32Array {
  return table((share) => {
    const level = Math.round(255 * (isInverted ? 1 - share : share));
    return [level, level, level];
  });
}

/** The colors of a scale. */
export function colorTable({ kind }: Pick<ColorScale, 'kind'>): Uint32Array {
  const stops = stopsOf(kind);
  return table((share) => between(stops, share));
}

/** The colors of a scale, for a gradient in a style. */
export function gradientOf({ kind }: Pick<ColorScale, 'kind'>): string {
  return `linear-gradient(to right, ${stopsOf(kind)
    .map((color) => `rgb(${color.join(' ')})`)
    .join(', ')})`;
}

/** The values that are at the two ends of a scale. */
export function endsOf({ kind, limit }: ColorScale): readonly [number, number] {
  return [kind === 'diverging' ? -limit : 0, limit];
}

function stopsOf(kind: ColorScale['kind']): readonly Color[] {
  return kind === 'diverging' ? DIVERGING : SEQUENTIAL;
}

function table(colorAt: (share: number) => Color): Uint32Array {
  return Uint32Array.from({ length: LEVELS }, (_, i) => {
    const [red, green, blue] = colorAt(i / (LEVELS - 1));
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

function between(stops: readonly Color[], share: number): Color {
  const place = share * (stops.length - 1);
  const at = Math.min(stops.length - 2, Math.floor(place));
  const [from = [0, 0, 0], to = [0, 0, 0]] = [stops[at], stops[at + 1]];
  const mix = (a: number, b: number) => Math.round(a + (b - a) * (place - at));
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}
