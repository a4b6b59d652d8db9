import { type ComplexPlane, powerOf } from './complex-plane.ts';

/** What the darkest parts of an image say: where nothing lies, a measurement holds noise and nothing else. */
export interface Background {
  /** The median magnitude there, over the largest magnitude of the image. */
  readonly level: number;
  /**
   * How alike the phases of neighbors are, from 0 to 1: noise has none in common (about 0.15 by chance), the smooth phase
   * that is put on a magnitude image has all.
   */
  readonly coherence: number;
  /**
   * How alike coils are in small neighborhoods, from 0 to 1; 0 for a single coil. Each receiver has noise of its own; one
   * image multiplied by sensitivities has one noise in all.
   */
  readonly coilCoherence: number;
}

/** The side of the neighborhoods, in pixels, and how many of the darkest are looked at. */
const TILE = 8;
const DARKEST = 0.2;
/** Neighbors at this distance: interpolation makes direct neighbors alike. */
const LAG = 2;
/** The strongest coils suffice. */
const MOST_COILS = 6;

/** Looks at the darkest fifth of the tiles of coil images. */
export function backgroundOf(images: readonly ComplexPlane[]): Background {
  const power = powerOf(images);
  const [first] = images;
  if (!first) return { level: 0, coherence: 0, coilCoherence: 0 };
  const tiles = darkestTiles(power, first.rows, first.columns);
  const most = Math.sqrt(power.reduce((a, b) => Math.max(a, b), 0));
  const levels = tiles.map((tile) => Math.sqrt(median(tile.map((i) => power[i] ?? 0))));
  const coils = images.slice(0, MOST_COILS);
  const alike = coils.flatMap((coil) => tiles.map((tile) => phaseCoherence(coil, tile)));
  const shared = coils
    .slice(1)
    .flatMap((coil, i) => tiles.map((tile) => coherence(coils[i] ?? coil, coil, tile)));
  return {
    level: most > 0 ? median(levels) / most : 0,
    coherence: median(alike),
    coilCoherence: median(shared),
  };
}

/** The indices of each of the darkest tiles, those that are exactly empty left out. */
function darkestTiles(power: Float64Array, rows: number, columns: number): number[][] {
  const tiles: { readonly indices: number[]; readonly energy: number }[] = [];
  for (let row = 0; row + TILE <= rows; row += TILE) {
    for (let column = 0; column + TILE <= columns; column += TILE) {
      const indices = Array.from(
        { length: TILE * TILE },
        (_, i) => (row + Math.floor(i / TILE)) * columns + column + (i % TILE),
      );
      tiles.push({ indices, energy: indices.reduce((total, i) => total + (power[i] ?? 0), 0) });
    }
  }
  const sorted = tiles.toSorted((a, b) => a.energy - b.energy);
  return sorted.slice(0, Math.ceil(DARKEST * sorted.length)).map(({ indices }) => indices);
}

/** |Σ x(p) x*(p + lag)| / Σ |x(p)| |x(p + lag)| along the rows of a tile. */
function phaseCoherence(coil: ComplexPlane, tile: readonly number[]): number {
  const pairs = tile.flatMap((i, at) => ((at % TILE) + LAG < TILE ? [[i, i + LAG] as const] : []));
  let [re, im, total] = [0, 0, 0];
  for (const [p, q] of pairs) {
    const [a, b, c, d] = [coil.re[p] ?? 0, coil.im[p] ?? 0, coil.re[q] ?? 0, coil.im[q] ?? 0];
    re += a * c + b * d;
    im += b * c - a * d;
    total += Math.hypot(a, b) * Math.hypot(c, d);
  }
  return total > 0 ? Math.hypot(re, im) / total : 1;
}

/** |Σ x y*| / √(Σ|x|² Σ|y|²) over a tile. */
function coherence(first: ComplexPlane, second: ComplexPlane, tile: readonly number[]): number {
  let [re, im, firstPower, secondPower] = [0, 0, 0, 0];
  for (const i of tile) {
    const [a, b, c, d] = [first.re[i] ?? 0, first.im[i] ?? 0, second.re[i] ?? 0, second.im[i] ?? 0];
    re += a * c + b * d;
    im += b * c - a * d;
    firstPower += a * a + b * b;
    secondPower += c * c + d * d;
  }
  const total = Math.sqrt(firstPower * secondPower);
  return total > 0 ? Math.hypot(re, im) / total : 1;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
