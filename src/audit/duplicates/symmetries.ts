import { FREQUENCIES, SPECTRUM_SIZE } from './spectrum.ts';

/** A way to turn or mirror an image onto its own frame. */
export interface Symmetry {
  /** What it does, as in "the same image, mirrored left to right". */
  readonly name: string;
  /** What undoes it. */
  readonly inverse: string;
  /** The spectrum of the changed image: a cosine's odd frequencies change sign when its axis is reversed. */
  readonly apply: (spectrum: Float32Array) => Float32Array;
}

const RIGHT = 'rotated by 90° to the right';
const LEFT = 'rotated by 90° to the left';

/** The eight symmetries of the square; rows and columns are exchanged before they are reversed. */
export const SYMMETRIES: readonly Symmetry[] = [
  symmetry('', false, false, false),
  symmetry('mirrored left to right', false, false, true),
  symmetry('mirrored top to bottom', false, true, false),
  symmetry('rotated by 180°', false, true, true),
  symmetry('transposed', true, false, false),
  symmetry(RIGHT, true, false, true, LEFT),
  symmetry(LEFT, true, true, false, RIGHT),
  symmetry('transposed and rotated by 180°', true, true, true),
];

function symmetry(
  name: string,
  exchange: boolean,
  reverseRows: boolean,
  reverseColumns: boolean,
  inverse = name,
): Symmetry {
  const source = new Uint16Array(SPECTRUM_SIZE);
  const sign = new Int8Array(SPECTRUM_SIZE);
  for (let u = 0; u < FREQUENCIES; u++) {
    for (let v = 0; v < FREQUENCIES; v++) {
      const at = u * FREQUENCIES + v;
      source[at] = exchange ? v * FREQUENCIES + u : at;
      const odd = (reverseRows ? u : 0) + (reverseColumns ? v : 0);
      sign[at] = odd % 2 === 0 ? 1 : -1;
    }
  }
  const apply = (spectrum: Float32Array) =>
    Float32Array.from(source, (from, at) => (spectrum[from] ?? 0) * (sign[at] ?? 1));
  return { name, inverse, apply };
}
