import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawPhantom } from '../../../test/phantom-set.ts';
import { RandomStream } from '../../data/index.ts';
import { bytesSource, openArray } from '../../formats/index.ts';
import { range } from '../../util/arrays.ts';
import { type Plane, planesOf } from './plane.ts';
import goldens from './text-lines.json' with { type: 'json' };
import { textLines } from './text-lines.ts';

const ROWS = 240;
const COLUMNS = 520;

type Ground = (row: number, column: number) => number;

function planeOf(ground: Ground): Float64Array {
  return Float64Array.from({ length: ROWS * COLUMNS }, (_, i) =>
    ground(Math.floor(i / COLUMNS), i % COLUMNS),
  );
}

function linesIn(values: Float64Array, rows = ROWS, columns = COLUMNS) {
  const [min, max] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)] as const, [
    Infinity,
    -Infinity,
  ] as const);
  return textLines({ values, rows, columns, index: 0 }, min, max);
}

/** Writes a mask into an image, each of its pixels `scale` wide. */
function written(
  ground: Float64Array,
  text: (typeof goldens)[number],
  scale: number,
  level: number,
): Float64Array {
  const bits = Buffer.from(text.mask, 'base64');
  const image = ground.slice();
  for (let i = 0; i < text.rows * text.columns; i++) {
    if ((((bits[i >> 3] ?? 0) >> (7 - (i & 7))) & 1) === 0) continue;
    const [row, column] = [20 + scale * Math.floor(i / text.columns), 10 + scale * (i % text.columns)];
    for (let y = 0; y < scale; y++)
      for (let x = 0; x < scale; x++) image[(row + y) * COLUMNS + column + x] = level;
  }
  return image;
}

const noise = RandomStream.derive(1, 'ground');
const black = planeOf(() => 0);
const gray = planeOf((row, column) => 90 + 30 * Math.sin(row / 40) * Math.cos(column / 60));
const speckle = planeOf(() => 25 * Math.hypot(noise.normal(), noise.normal()));
const white = planeOf(() => 240);

describe('writing', () => {
  it.each(goldens.flatMap((text) => [1, 2, 3].map((scale) => ({ text, scale, what: text.text }))))(
    '"$what" at scale $scale is found on black, gray, speckled and white ground',
    ({ text, scale }) => {
      for (const [ground, level] of [
        [black, 200],
        [gray, 255],
        [speckle, 255],
        [white, 10],
      ] as const) {
        const lines = linesIn(written(ground, text, scale, level));
        expect(lines.length).toBeGreaterThan(0);
        expect(lines.every(({ top }) => top >= 18 && top <= 22 + 16 * scale)).toBe(true);
      }
    },
  );

  it('is not found where there is none', () => {
    for (const ground of [black, gray, speckle, white]) expect(linesIn(ground)).toEqual([]);
    for (const seed of range(5)) {
      expect(linesIn(drawPhantom(RandomStream.derive(seed, 'phantom'), 128), 128, 128)).toEqual([]);
    }
    expect(linesIn(planeOf(() => Number.NaN))).toEqual([]);
  });

  it('is not a single letter, such as the marker of a side', () => {
    const marker = { text: 'L', rows: 16, columns: 160, mask: Buffer.from(bitsOfL()).toString('base64') };
    expect(linesIn(written(gray, marker, 3, 255))).toEqual([]);
  });
});

/** An L of 8 × 10 pixels with strokes of two. */
function bitsOfL(): Uint8Array {
  const bits = new Uint8Array((16 * 160) / 8);
  for (const row of range(2, 12)) bits[row * 20] = row < 10 ? 0xc0 : 0xff;
  return bits;
}

const XRAYS = new URL('../../../../shared/data/radiology_cls/hannover_cxr/png/', import.meta.url);
/** The two that show the word "Bettaufnahme". */
const LABELED = ['21982772.png', '527321ee.png'];

async function xray(name: string): Promise<Plane> {
  const file = await openArray(bytesSource(new Uint8Array(readFileSync(new URL(name, XRAYS))), name));
  for await (const plane of planesOf(file, [0])) return plane;
  throw new Error('no plane');
}

describe.skipIf(!existsSync(XRAYS))('writing in chest X-rays (skipped without ../shared/data)', () => {
  it('is found where there is some, and not in the others, which have a letter for the side', {
    timeout: 60_000,
  }, async () => {
    const names = readdirSync(XRAYS)
      .toSorted()
      .filter((name, i) => i % 4 === 0 || LABELED.includes(name));
    const found: string[] = [];
    for (const name of names) {
      const { values, rows, columns } = await xray(name);
      if (linesIn(values, rows, columns).length > 0) found.push(name);
    }
    expect(found).toEqual(LABELED);
  });
});
