import { describe, expect, it } from 'vitest';
import { colorTable, grayTable, LEVELS } from './color-scales.ts';
import { shade, shadeColors } from './shade.ts';

/** The red part of pixels, from 0 to 255. */
function reds(pixels: Uint32Array): number[] {
  return Array.from(pixels, (pixel) => pixel & 255);
}

/** How light a color looks (Rec. 709). */
function lightness(color: number): number {
  return 0.2126 * (color & 255) + 0.7152 * ((color >> 8) & 255) + 0.0722 * ((color >> 16) & 255);
}

describe('values become gray', () => {
  const window = { black: 0, white: 1000 };

  it('by their place in the window; what is not a number is dark', () => {
    const values = Float32Array.of(-5, 0, 250, 600, 1000, 2000, Number.NaN);
    const pixels = new Uint32Array(values.length);
    shade(values, pixels, window, grayTable(false));
    expect(reds(pixels)).toEqual([0, 0, 64, 153, 255, 255, 0]);
    shade(values, pixels, window, grayTable(true));
    expect(reds(pixels).slice(0, 6)).toEqual([255, 255, 191, 102, 0, 0]);
    expect([...pixels].every((pixel) => pixel >>> 24 === 255)).toBe(true);
  });

  it('each color for itself', () => {
    const pixels = new Uint32Array(1);
    shadeColors(Uint8Array.of(255, 128, 0), pixels, { black: 0, white: 255 });
    expect(pixels[0]).toBe(0xff0080ff);
  });
});

describe('scales of color', () => {
  it('grow lighter from nothing to the most', () => {
    const levels = [...colorTable({ kind: 'sequential' })].map(lightness);
    expect(levels).toHaveLength(LEVELS);
    for (let i = 1; i < LEVELS; i++)
      expect(levels[i] ?? 0).toBeGreaterThanOrEqual((levels[i - 1] ?? 0) - 0.5);
  });

  it('are lightest in the middle where values have a sign, and blue and red at the ends', () => {
    const table = colorTable({ kind: 'diverging' });
    const levels = [...table].map(lightness);
    expect(Math.max(...levels)).toBeCloseTo(levels[LEVELS >> 1] ?? 0, 0);
    const [first = 0, last = 0] = [table[0], table.at(-1)];
    expect((first >> 16) & 255).toBeGreaterThan(first & 255);
    expect(last & 255).toBeGreaterThan((last >> 16) & 255);
  });
});
