import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { range } from '../../util/arrays.ts';
import { type ContactSheet, drawContactSheet } from './contact-sheet.ts';
import { layOut } from './layout.ts';
import { strokesOf } from './stroke-font.ts';

const window = { black: 0, white: 10, reason: 'percentiles' } as const;
const title = 'brain.nii.gz';

function sheetOf(count: number, level: number, more: Partial<ContactSheet> = {}): ContactSheet {
  const pictures = range(count).map((index) => ({
    rows: 20,
    columns: 30,
    samples: 1,
    values: new Float32Array(600).fill(level),
    index,
    count,
    axis: 'slice',
  }));
  return { title, lines: ['nifti'], pictures, window, logarithmic: false, ...more };
}

/** How bright a drawn sheet is in a box, from 0 to 255: the mean of each pixel's first sample. */
function brightness(
  png: Uint8Array,
  { left, top, width, height }: ReturnType<typeof layOut>['boxes'][number],
): number {
  const { data, width: wide, channels } = decode(png);
  const samples = range(width * height).map(
    (i) => data[channels * ((top + Math.floor(i / width)) * wide + left + (i % width))] ?? 0,
  );
  return samples.reduce((a, b) => a + b, 0) / samples.length;
}

describe('drawContactSheet', () => {
  it('shows each picture in its window', () => {
    for (const [level, gray] of [
      [0, 0],
      [5, 128],
      [10, 255],
      [20, 255],
      [Number.NaN, 0],
    ] as const) {
      const sheet = sheetOf(1, level);
      const [box] = layOut(sheet.pictures, undefined, 24 + 38 + 20).boxes;
      const inner = box && { left: box.left + 40, top: box.top + 40, width: 60, height: 60 };
      expect(inner && brightness(drawContactSheet(sheet), inner)).toBeCloseTo(gray, 0);
    }
  });

  it('is turned round where low values are bright', () => {
    const sheet = sheetOf(1, 2, { window: { ...window, black: 10, white: 0 } });
    const [box] = layOut(sheet.pictures, undefined, 82).boxes;
    expect(
      box && brightness(drawContactSheet(sheet), { ...box, left: box.left + 40, width: 40 }),
    ).toBeGreaterThan(200);
  });

  it('says what is where: sides, numbers, a bar', () => {
    const dark = { left: 0, top: 0, width: 1280, height: 500 };
    const plain = brightness(drawContactSheet(sheetOf(2, 0)), dark);
    const sides = { top: 'A', right: 'L', bottom: 'P', left: 'R' };
    const lettered = brightness(drawContactSheet(sheetOf(2, 0, { sides })), dark);
    expect(lettered).toBeGreaterThan(plain);
    expect(brightness(drawContactSheet(sheetOf(2, 0, { sides, spacing: [1, 1] })), dark)).toBeGreaterThan(
      lettered,
    );
  });

  it('is gray where all pictures are, and else in color', () => {
    expect(decode(drawContactSheet(sheetOf(2, 5))).channels).toBe(1);
    const [picture] = sheetOf(1, 0).pictures;
    const values = Float32Array.from({ length: 1800 }, (_, i) => (i % 3 === 0 ? 10 : 0));
    const red = picture && { ...picture, samples: 3, values };
    const { data, channels, width } = decode(drawContactSheet(sheetOf(1, 0, { pictures: red ? [red] : [] })));
    expect(channels).toBe(3);
    const middle = 3 * (250 * width + 640);
    expect([...data.subarray(middle, middle + 3)]).toEqual([255, 0, 0]);
  });

  it('takes any title, and any number of pictures', () => {
    for (const count of [1, 2, 5, 20, 60]) {
      const { width, height } = decode(drawContactSheet(sheetOf(count, 5, { title: 'Ωmega '.repeat(100) })));
      expect(width).toBe(1280);
      expect(height).toBeLessThan(2500);
    }
  });
});

describe('layOut', () => {
  it('keeps proportions and margins, and leaves few places empty', () => {
    for (const count of [1, 3, 4, 7, 12, 20, 35]) {
      const { boxes, bottom } = layOut(sheetOf(count, 0).pictures, [2, 1], 100);
      expect(boxes).toHaveLength(count);
      for (const { left, top, width, height } of boxes) {
        expect(width / height).toBeCloseTo(30 / 40, 1);
        expect(left).toBeGreaterThanOrEqual(24);
        expect(left + width).toBeLessThanOrEqual(1280 - 24);
        expect(top + height).toBeLessThanOrEqual(bottom);
      }
    }
    expect(new Set(layOut(sheetOf(20, 0).pictures, undefined, 0).boxes.map(({ left }) => left)).size).toBe(5);
  });
});

describe('strokesOf', () => {
  it('has a shape for every sign, and a place for each', () => {
    for (let code = 33; code < 127; code++) {
      const { strokes, width } = strokesOf(String.fromCharCode(code), 21);
      expect(strokes.length, String.fromCharCode(code)).toBeGreaterThan(0);
      expect(width).toBeGreaterThan(0);
    }
    expect(strokesOf('AB', 21).width).toBeCloseTo(strokesOf('A', 21).width + strokesOf('B', 21).width, 9);
  });

  it('writes what is not ASCII by its nearest relative', () => {
    expect(strokesOf('é×–', 10)).toEqual(strokesOf('ex-', 10));
    expect(strokesOf('Ω', 10)).toEqual(strokesOf('?', 10));
  });
});
