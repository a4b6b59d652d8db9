import type { Numbers } from 'echotrain/formats';
import { LEVELS } from './color-scales.ts';
import type { BlackWhite } from './image-stack.ts';

/** Fills the pixels of a canvas: each value, by its place between black and white, looked up in a table of colors. */
export function shade(
  values: Numbers,
  pixels: Uint32Array,
  { black, white }: BlackWhite,
  table: Uint32Array,
): void {
  const scale = (LEVELS - 1) / (white - black || 1);
  const last = LEVELS - 1;
  for (let i = 0; i < pixels.length; i++) {
    const level = ((values[i] ?? 0) - black) * scale;
    // NaN fails both comparisons, and is shown as the darkest.
    pixels[i] = table[level >= last ? last : level > 0 ? (level + 0.5) | 0 : 0] ?? 0;
  }
}

/** The same of red, green and blue, each through the window. */
export function shadeColors(values: Numbers, pixels: Uint32Array, { black, white }: BlackWhite): void {
  const scale = 255 / (white - black || 1);
  const level = (value: number | undefined) =>
    Math.max(0, Math.min(255, Math.round(((value ?? 0) - black) * scale))) || 0;
  for (let i = 0; i < pixels.length; i++) {
    const [red, green, blue] = [level(values[3 * i]), level(values[3 * i + 1]), level(values[3 * i + 2])];
    pixels[i] = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }
}
