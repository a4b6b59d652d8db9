import { centeredFft, type ShapedArray, shaped } from '../src/imaging/index.ts';
import { range } from '../src/util/arrays.ts';

/** A slice that a formula makes, as `src/reconstruct/agreement-with-bart.py` does. */
export interface SmallAcquisition {
  readonly kspace: ShapedArray;
  readonly mask: ShapedArray;
  readonly maps: ShapedArray;
  /** The true image [2, row, column]. */
  readonly image: ShapedArray;
}

const [ROWS, COLUMNS, COILS] = [48, 40, 4];
const POINTS = ROWS * COLUMNS;

/** Four coils, 48 × 40, three ellipses with a smooth phase; every third line and the central twelve; a little noise. */
export function smallAcquisition(): SmallAcquisition {
  const image = shaped(complexField(imageAt), [2, ROWS, COLUMNS]);
  const raw = range(COILS).map((coil) => complexField((r, c) => sensitivity(coil, r, c)));
  const norms = range(POINTS).map((i) =>
    Math.hypot(...raw.flatMap((map) => [map[i] ?? 0, map[POINTS + i] ?? 0])),
  );
  const maps = raw.map((map) => map.map((value, i) => value / (norms[i % POINTS] ?? 1)));
  const lines = Float32Array.from(range(COLUMNS), (k) => (k % 3 === 0 || Math.abs(k - 19.5) < 6 ? 1 : 0));
  const kspace = maps.map((map, coil) => measured(product(map, image.data), coil, lines));
  return {
    kspace: shaped(joined(kspace), [COILS, 2, ROWS, COLUMNS]),
    mask: shaped(lines, [1, COLUMNS]),
    maps: shaped(joined(maps), [COILS, 2, ROWS, COLUMNS]),
    image,
  };
}

type Complex = readonly [re: number, im: number];

function polar(magnitude: number, angle: number): Complex {
  return [magnitude * Math.cos(angle), magnitude * Math.sin(angle)];
}

function imageAt(r: number, c: number): Complex {
  const inside = (y: number, x: number, a: number, b: number) =>
    ((r - y) / a) ** 2 + ((c - x) / b) ** 2 < 1 ? 1 : 0;
  const magnitude =
    0.6 * inside(0, 0, 0.8, 0.7) + 0.4 * inside(0.2, 0.1, 0.3, 0.2) - 0.3 * inside(-0.3, -0.2, 0.2, 0.25);
  return polar(magnitude, 0.7 * r - 0.4 * c);
}

function sensitivity(coil: number, r: number, c: number): Complex {
  const a = (2 * Math.PI * coil) / COILS;
  return polar(Math.exp(-((r - Math.sin(a)) ** 2) - (c - Math.cos(a)) ** 2), a * c);
}

function complexField(at: (r: number, c: number) => Complex): Float32Array {
  const field = new Float32Array(2 * POINTS);
  for (const i of range(POINTS)) {
    const [re, im] = at(Math.floor(i / COLUMNS) / 24 - 1, (i % COLUMNS) / 20 - 1);
    field[i] = re;
    field[POINTS + i] = im;
  }
  return field;
}

function product(a: Float32Array, b: Float32Array): Float32Array {
  const part = (x: Float32Array, i: number): Complex => [x[i % POINTS] ?? 0, x[POINTS + (i % POINTS)] ?? 0];
  return a.map((_, i) => {
    const [[aRe, aIm], [bRe, bIm]] = [part(a, i), part(b, i)];
    return i < POINTS ? aRe * bRe - aIm * bIm : aRe * bIm + aIm * bRe;
  });
}

function measured(coilImage: Float32Array, coil: number, lines: Float32Array): Float32Array {
  return centeredFft(coilImage, [2, ROWS, COLUMNS]).map((value, i) => {
    const at = coil * POINTS + (i % POINTS);
    const noise = i < POINTS ? Math.sin(0.7 * at * at) : Math.cos(0.3 * at * at + 1);
    return (value + 0.02 * noise) * (lines[i % COLUMNS] ?? 0);
  });
}

function joined(parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}
