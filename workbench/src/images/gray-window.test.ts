import { describe, expect, it } from 'vitest';
import { automaticWindow, dragged, edgesOf, fullWindow, windowOf } from './gray-window.ts';

const upTo = (most: number) => Float32Array.from({ length: most + 1 }, (_, i) => i);

describe('a window', () => {
  it('is from the 1st to the 99th percentile by itself, of values that are finite', () => {
    expect(edgesOf(automaticWindow(upTo(100)))).toEqual({ black: 1, white: 99 });
    const holed = Float32Array.from([Number.NaN, Number.POSITIVE_INFINITY, ...upTo(100)]);
    expect(edgesOf(automaticWindow(holed))).toEqual({ black: 1, white: 99 });
    expect(edgesOf(fullWindow(holed))).toEqual({ black: 0, white: 100 });
  });

  it('is never empty, whatever the values are', () => {
    for (const values of [[], [5, 5, 5], [Number.NaN], [0, 0, 0, 1]]) {
      expect(automaticWindow(values).width).toBeGreaterThan(0);
      expect(fullWindow(values).width).toBeGreaterThan(0);
    }
  });

  it('grows wider to the right, and its level rises downward', () => {
    const window = windowOf({ black: -160, white: 240 });
    expect(window).toEqual({ level: 40, width: 400 });
    expect(dragged(window, 250, 0)).toEqual({ level: 40, width: 800 });
    expect(dragged(window, 0, 25)).toEqual({ level: 80, width: 400 });
    expect(dragged(window, -100_000, 0).width).toBeGreaterThan(0);
  });
});
