import { sum } from '../../util/arrays.ts';
import { type Background, backgroundOf } from './background.ts';
import { type ComplexPlane, position, powerOf } from './complex-plane.ts';
import { imageOf } from './fourier.ts';
import { jpegTrace } from './jpeg-grid.ts';
import { type Support, sampledPositions, supportOf } from './support.ts';
import { asymmetryOf } from './symmetry.ts';
import { type EdgeFall, edgeFalls } from './window.ts';

/** What one slice of k-space is like: what tells a measurement from something made to look like one. */
export interface KspaceDigest {
  readonly rows: number;
  readonly columns: number;
  readonly coils: number;
  /** The share of all energy in the central eighth of both axes: high for k-space, low for images. */
  readonly concentration: number;
  readonly support: Support;
  readonly asymmetry: number;
  readonly background: Background;
  readonly edges: readonly [rows: EdgeFall, columns: EdgeFall];
  /** See {@link jpegTrace}. */
  readonly jpegTrace: number;
}

/** One slice of k-space, looked at. */
export interface KspaceLook {
  readonly digest: KspaceDigest;
  /** The magnitudes of its image, all coils together (root of the sum of squares), row by row. */
  readonly image: Float64Array;
}

/** So many coils are looked at, the strongest. */
const MOST_COILS = 8;
/** k-space on a grid has more than this share of its energy in the middle; images and radial lines have less. */
const CONCENTRATED = 0.3;

/** Looks at the coils of one slice; `undefined` where they are no k-space on a grid. */
export function lookAtKspace(allCoils: readonly ComplexPlane[]): KspaceLook | undefined {
  const coils = centered(strongest(allCoils));
  const { rows = 0, columns = 0 } = coils[0] ?? {};
  const concentration = concentrationOf(powerOf(coils), rows, columns);
  if (concentration < CONCENTRATED) return undefined;
  const sampled = sampledPositions(coils);
  const images = coils.map(imageOf);
  const image = powerOf(images).map(Math.sqrt);
  const digest = {
    ...{ rows, columns, concentration, coils: allCoils.length },
    support: supportOf(sampled, { rows, columns }),
    asymmetry: asymmetryOf(coils),
    background: backgroundOf(images),
    edges: edgeFalls(coils, sampled),
    jpegTrace: jpegTrace(image, rows, columns),
  };
  return { digest, image };
}

function strongest(coils: readonly ComplexPlane[]): readonly ComplexPlane[] {
  const energies = new Map(coils.map((coil) => [coil, sum(powerOf([coil]))]));
  return coils.toSorted((a, b) => (energies.get(b) ?? 0) - (energies.get(a) ?? 0)).slice(0, MOST_COILS);
}

/** With the center in the middle, wherever it was: Fourier transforms leave it at index 0 unless they are told otherwise. */
function centered(coils: readonly ComplexPlane[]): readonly ComplexPlane[] {
  const { rows = 0, columns = 0 } = coils[0] ?? {};
  const rolled = coils.map(rolledByHalf);
  const [here, there] = [coils, rolled].map((planes) => concentrationOf(powerOf(planes), rows, columns));
  return (there ?? 0) > (here ?? 0) ? rolled : coils;
}

function rolledByHalf({ re, im, rows, columns }: ComplexPlane): ComplexPlane {
  const from = (i: number) => {
    const row = (Math.floor(i / columns) + Math.ceil(rows / 2)) % rows;
    return row * columns + (((i % columns) + Math.ceil(columns / 2)) % columns);
  };
  const roll = (values: Float64Array) => values.map((_, i) => values[from(i)] ?? 0);
  return { re: roll(re), im: roll(im), rows, columns };
}

/** The share of energy in the central eighth of both axes. */
function concentrationOf(power: Float64Array, rows: number, columns: number): number {
  const isCentral = (i: number) =>
    Math.abs(position(Math.floor(i / columns), rows)) <= 1 / 8 &&
    Math.abs(position(i % columns, columns)) <= 1 / 8;
  const total = sum(power);
  return total > 0 ? sum(power.filter((_, i) => isCentral(i))) / total : 0;
}
