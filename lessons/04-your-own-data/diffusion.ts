/** Voxels of simulated diffusion MRI: tensors with the effects of subjects, measured with noise, and fitted. */
import { RandomStream } from 'echotrain/data';

/** What a voxel holds: tissues with their T1 in ms and the eigenvalues of their diffusion tensor in µm²/ms. */
export const tissues = [
  { name: 'white matter', t1: 850, eigenvalues: [1.45, 0.5, 0.4] },
  { name: 'deep gray matter', t1: 1100, eigenvalues: [1.05, 0.7, 0.58] },
  { name: 'cortex', t1: 1350, eigenvalues: [1.02, 0.84, 0.74] },
] as const;

/** What is known of a voxel: T1 in ms, fractional anisotropy, and mean, axial and radial diffusivity in µm²/ms. */
export const features = ['T1', 'FA', 'MD', 'AD', 'RD'] as const;

/** How much subjects differ from each other, and voxels within one, as standard deviations of logarithms. */
const subjectSpread = { t1: 0.1, diffusivity: 0.08, anisotropy: 0.18 } as const;
const voxelSpread = { t1: 0.03, diffusivity: 0.04, anisotropy: 0.06 } as const;

/** Signal over noise without diffusion weighting, and the b-value in ms/µm². */
const SNR = 40;
const B = 1;

/** One subject's brain differs from the next: age, temperature, the calibration of the scanner. */
export interface Effects {
  readonly t1: number;
  readonly diffusivity: number;
  readonly anisotropy: number;
}

/** A tensor with its unique numbers xx, yy, zz, xy, xz, yz in µm²/ms. */
type Tensor = readonly number[];

const directions = spiral(30);
/** ln S = ln S₀ − b gᵀ D g is linear in ln S₀ and D: one row for S₀, one for each direction. */
const design = [
  [1, 0, 0, 0, 0, 0, 0],
  ...directions.map(([x, y, z]) => [
    1,
    ...[x * x, y * y, z * z, 2 * x * y, 2 * x * z, 2 * y * z].map((g) => -B * g),
  ]),
];
const inverse = leastSquares(design);

/** The effects of a subject: its number decides. */
export function subjectEffects(seed: number, subject: number): Effects {
  return effects(RandomStream.derive(seed, 'subject', subject), subjectSpread);
}

/** Factors about 1, each as likely as its inverse. */
function effects(random: RandomStream, spread: Effects): Effects {
  const factor = (deviation: number) => Math.exp(deviation * random.normal());
  return {
    t1: factor(spread.t1),
    diffusivity: factor(spread.diffusivity),
    anisotropy: factor(spread.anisotropy),
  };
}

/** The five features of one voxel as they are measured: of a tissue, in a subject. */
export function measureVoxel(tissue: number, subject: Effects, random: RandomStream): number[] {
  const { t1, eigenvalues } = tissues[tissue] ?? tissues[0];
  const own = effects(random, voxelSpread);
  const [, mean = 0] = scalars(eigenvalues);
  const stretched = eigenvalues.map(
    (value) =>
      (mean + (value - mean) * subject.anisotropy * own.anisotropy) * subject.diffusivity * own.diffusivity,
  );
  const signals = signalsOf(rotated(stretched, random)).map((signal) => rician(signal, 1 / SNR, random));
  return [t1 * subject.t1 * own.t1, ...scalars(eigenvaluesOf(fitTensor(signals)))];
}

/** S₀ = 1 and the signal in each direction: exp(−b gᵀ D g). */
function signalsOf([xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0]: Tensor): number[] {
  const weighted = directions.map(([x, y, z]) =>
    Math.exp(-B * (xx * x * x + yy * y * y + zz * z * z + 2 * (xy * x * y + xz * x * z + yz * y * z))),
  );
  return [1, ...weighted];
}

/** The magnitude of a complex signal with noise in both parts (Gudbjartsson and Patz 1995). */
function rician(signal: number, deviation: number, random: RandomStream): number {
  return Math.hypot(signal + deviation * random.normal(), deviation * random.normal());
}

/** The tensor that fits the logarithms of the signals best, by linear least squares (Basser 1994). */
export function fitTensor(signals: readonly number[]): Tensor {
  const logarithms = signals.map((signal) => Math.log(Math.max(signal, 1e-6)));
  return inverse
    .slice(1)
    .map((row) => row.reduce((total, weight, i) => total + weight * (logarithms[i] ?? 0), 0));
}

/** FA, MD, AD and RD of eigenvalues in descending order (Basser and Pierpaoli 1996). */
export function scalars([a = 0, b = 0, c = 0]: readonly number[]): number[] {
  const mean = (a + b + c) / 3;
  const spread = (a - mean) ** 2 + (b - mean) ** 2 + (c - mean) ** 2;
  const fa = Math.sqrt((1.5 * spread) / (a * a + b * b + c * c));
  return [fa, mean, a, (b + c) / 2];
}

/** The eigenvalues of a symmetric 3 × 3 matrix, the largest first, by their trigonometric formula (Smith 1961). */
export function eigenvaluesOf([xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0]: Tensor): number[] {
  const mean = (xx + yy + zz) / 3;
  const [a, b, c] = [xx - mean, yy - mean, zz - mean];
  const p = Math.sqrt((a * a + b * b + c * c + 2 * (xy * xy + xz * xz + yz * yz)) / 6);
  if (p === 0) return [mean, mean, mean];
  const determinant = a * (b * c - yz * yz) - xy * (xy * c - yz * xz) + xz * (xy * yz - b * xz);
  const angle = Math.acos(Math.max(-1, Math.min(1, determinant / (2 * p ** 3)))) / 3;
  return [0, -2, 2]
    .map((turn) => mean + 2 * p * Math.cos(angle + (turn * Math.PI) / 3))
    .sort((x, y) => y - x);
}

/** The tensor with these eigenvalues, turned any way. */
function rotated(eigenvalues: readonly number[], random: RandomStream): Tensor {
  const [w, x, y, z] = unit([random.normal(), random.normal(), random.normal(), random.normal()]);
  const axes = [
    [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)],
    [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)],
    [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)],
  ];
  const element = (row: number, column: number) =>
    axes.reduce((sum, axis, i) => sum + (eigenvalues[i] ?? 0) * (axis[row] ?? 0) * (axis[column] ?? 0), 0);
  return [element(0, 0), element(1, 1), element(2, 2), element(0, 1), element(0, 2), element(1, 2)];
}

/** A quaternion of length 1. */
function unit([w, x, y, z]: readonly [number, number, number, number]): readonly [
  number,
  number,
  number,
  number,
] {
  const length = Math.hypot(w, x, y, z);
  return [w / length, x / length, y / length, z / length];
}

/** Directions spread evenly over half a sphere, along a spiral. */
function spiral(count: number): (readonly [number, number, number])[] {
  const turn = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, i) => {
    const z = (i + 0.5) / count;
    const radius = Math.sqrt(1 - z * z);
    return [radius * Math.cos(turn * i), radius * Math.sin(turn * i), z];
  });
}

/** (Aᵀ A)⁻¹ Aᵀ: what turns measurements into the parameters that fit them best. */
function leastSquares(a: readonly (readonly number[])[]): number[][] {
  const parameters = a[0]?.length ?? 0;
  const rows = Array.from({ length: parameters }, (_, i) => [
    ...Array.from({ length: parameters }, (_, j) =>
      a.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0),
    ),
    ...a.map((row) => row[i] ?? 0),
  ]);
  for (let pivot = 0; pivot < parameters; pivot++) eliminate(rows, pivot);
  return rows.map((row) => row.slice(parameters));
}

/** One step of Gauss and Jordan: column `pivot` becomes that of the identity. */
function eliminate(rows: number[][], pivot: number): void {
  const scale = rows[pivot]?.[pivot] ?? 1;
  const chosen = (rows[pivot] ?? []).map((value) => value / scale);
  for (const [i, row] of rows.entries()) {
    const factor = row[pivot] ?? 0;
    rows[i] = i === pivot ? chosen : row.map((value, column) => value - factor * (chosen[column] ?? 0));
  }
}
