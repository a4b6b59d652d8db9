import { describe, expect, test } from 'vitest';
import { followPalette, PALETTE, paletteVariables, SERIES } from './palette.ts';

/** Linear red, green and blue of a hex color (IEC 61966-2-1). */
function linear(hex: string): readonly [number, number, number] {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** The contrast ratio of WCAG 2.2. */
function contrast(first: string, second: string): number {
  const luminance = (hex: string): number => {
    const [r, g, b] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high, low] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

describe.each(['light', 'dark'] as const)('on %s ground', (ground) => {
  const grounds = [PALETTE.paper[ground], PALETTE.surface[ground]];

  test.each(['ink', 'muted', 'link', 'wrong', 'good', 'warning'] as const)(
    '%s is readable as text',
    (name) => {
      for (const paper of grounds) expect(contrast(PALETTE[name][ground], paper)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(SERIES)('%s is visible as a line', (name) => {
    expect(contrast(PALETTE[name][ground], PALETTE.paper[ground])).toBeGreaterThanOrEqual(3);
  });

  test.each(['heat-right', 'heat-wrong'] as const)('ink is readable on full %s', (name) => {
    expect(contrast(PALETTE.ink[ground], PALETTE[name][ground])).toBeGreaterThanOrEqual(4.5);
  });
});

test('each light color identifies itself', () => {
  const values = Object.values(PALETTE).map((color) => color.light);
  expect(new Set(values).size).toBe(values.length);
});

test('a figure follows the palette, and only its colors do', () => {
  const svg = `<text fill="${PALETTE.ink.light}">fill="${PALETTE.ink.light}"</text><path stroke="#123456"/>`;
  expect(followPalette(svg)).toBe(
    `<text fill="var(--ink,${PALETTE.ink.light})">fill="${PALETTE.ink.light}"</text><path stroke="#123456"/>`,
  );
  expect(paletteVariables('dark')).toContain('--ink:#e8eaed;');
});
