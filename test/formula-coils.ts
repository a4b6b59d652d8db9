import { centeredFft, type ShapedArray } from '../src/imaging/index.ts';

/** A multi-coil scan that oracles make, too, by the same formulas. */
export interface FormulaCoils {
  /** What all coils look at, [row, column]. */
  readonly object: Float64Array;
  /** Sensitivities [coil, 2, row, column]. */
  readonly maps: ShapedArray;
  /** The coils' images [coil, 2, row, column]. */
  readonly images: ShapedArray;
  readonly kspace: ShapedArray;
}

/** A disc with waves on it, seen by Gaussian coils around it whose phases turn. */
export function formulaCoils(coils: number, rows: number, columns: number): FormulaCoils {
  const points = rows * columns;
  const shape = [coils, 2, rows, columns];
  const object = new Float64Array(points);
  const [maps, images] = [new Float32Array(2 * coils * points), new Float32Array(2 * coils * points)];
  for (let i = 0; i < points; i++) {
    const y = (2 * Math.floor(i / columns)) / rows - 1;
    const x = (2 * (i % columns)) / columns - 1;
    object[i] = Math.exp(-(((x * x + y * y) / 0.49) ** 16)) * (1 + 0.3 * Math.cos(25 * x + 13 * y));
    for (let coil = 0; coil < coils; coil++) {
      const angle = (2 * Math.PI * coil) / coils;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const size = Math.exp(-((x - cos) ** 2 + (y - sin) ** 2) / 2);
      const phase = angle + 0.5 * (x * cos - y * sin);
      const at = 2 * coil * points + i;
      maps[at] = size * Math.cos(phase);
      maps[at + points] = size * Math.sin(phase);
      images[at] = (maps[at] ?? 0) * (object[i] ?? 0);
      images[at + points] = (maps[at + points] ?? 0) * (object[i] ?? 0);
    }
  }
  const kspace = { data: centeredFft(images, shape), shape };
  return { object, maps: { data: maps, shape }, images: { data: images, shape }, kspace };
}
