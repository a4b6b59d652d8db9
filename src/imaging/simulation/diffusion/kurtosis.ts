/**
 * Diffusional kurtosis. The signal to second order in b,
 *
 *     ln S(b, n) / S₀ = -b D(n) + b² D(n)² K(n) / 6,  D(n)² K(n) = MD² Σ W_ijkl n_i n_j n_k n_l,
 *
 * b in s/mm², D in mm²/s. Source: Jensen, Helpern, Ramani, Lu and Kaczynski, Magn. Reson. Med. 53:1432 (2005), eq. 2
 * and 16; Jensen and Helpern, NMR Biomed. 23:698 (2010).
 */
import {
  axialTensor,
  type DiffusionTensor,
  type Direction,
  diffusivity,
  matrixOf,
  meanDiffusivity,
} from './tensor.ts';

/** Water that diffuses by itself, with its share of the signal. */
export interface Compartment {
  /** All shares of a voxel sum to 1. */
  readonly fraction: number;
  readonly tensor: DiffusionTensor;
}

/** The signal of compartments between which nothing is exchanged, S₀ = 1: Σ f exp(-b nᵀDn). */
export function compartmentSignal(compartments: readonly Compartment[], b: number, n: Direction): number {
  let total = 0;
  for (const { fraction, tensor } of compartments) total += fraction * Math.exp(-b * diffusivity(tensor, n));
  return total;
}

/** The signal of a tensor with kurtosis, S₀ = 1. It holds for small b D only; beyond b = 3 / (D K) it would rise. */
export function kurtosisSignal(
  tensor: DiffusionTensor,
  kurtosis: KurtosisTensor,
  b: number,
  n: Direction,
): number {
  const d = diffusivity(tensor, n);
  return Math.exp(-b * d + (b * b * d * d * directionalKurtosis(tensor, kurtosis, n)) / 6);
}

/** The tensor of all compartments together: Σ f D. */
export function meanTensor(compartments: readonly Compartment[]): DiffusionTensor {
  const mean = (of: (tensor: DiffusionTensor) => number): number =>
    compartments.reduce((sum, { fraction, tensor }) => sum + fraction * of(tensor), 0);
  return {
    xx: mean(({ xx }) => xx),
    yy: mean(({ yy }) => yy),
    zz: mean(({ zz }) => zz),
    xy: mean(({ xy }) => xy),
    xz: mean(({ xz }) => xz),
    yz: mean(({ yz }) => yz),
  };
}

/** W: 3 × 3 × 3 × 3 numbers, the last index fastest; without unit. */
export type KurtosisTensor = Float64Array;

/**
 * The kurtosis tensor of compartments: the covariance of their tensors, made symmetric,
 * W_ijkl = (C_ijkl + C_ikjl + C_iljk) / MD², C_ijkl = ⟨D_ij D_kl⟩ - ⟨D_ij⟩⟨D_kl⟩.
 */
export function kurtosisTensor(compartments: readonly Compartment[]): KurtosisTensor {
  const mean = meanTensor(compartments);
  const center = matrixOf(mean);
  const matrices = compartments.map(({ fraction, tensor }) => ({ fraction, matrix: matrixOf(tensor) }));
  const covariance = (i: number, j: number, k: number, l: number): number =>
    matrices.reduce((sum, { fraction, matrix }) => sum + fraction * at(matrix, i, j) * at(matrix, k, l), 0) -
    at(center, i, j) * at(center, k, l);
  const scale = 1 / meanDiffusivity(mean) ** 2;
  return Float64Array.from({ length: 81 }, (_, index) => {
    const [i, j, k, l] = [
      Math.floor(index / 27),
      Math.floor(index / 9) % 3,
      Math.floor(index / 3) % 3,
      index % 3,
    ];
    return scale * (covariance(i, j, k, l) + covariance(i, k, j, l) + covariance(i, l, j, k));
  });
}

/** K(n) = MD² / D(n)² · Σ W_ijkl n_i n_j n_k n_l. */
export function directionalKurtosis(tensor: DiffusionTensor, kurtosis: KurtosisTensor, n: Direction): number {
  let sum = 0;
  for (let i = 0, index = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const nij = (n[i] ?? 0) * (n[j] ?? 0);
      for (let k = 0; k < 3; k++) {
        for (let l = 0; l < 3; l++, index++) sum += nij * (n[k] ?? 0) * (n[l] ?? 0) * (kurtosis[index] ?? 0);
      }
    }
  }
  return (meanDiffusivity(tensor) / diffusivity(tensor, n)) ** 2 * sum;
}

/**
 * K(n) of compartments, without their tensors: 3 (⟨D(n)²⟩ / ⟨D(n)⟩² - 1), as of any mixture of Gaussians. It is what
 * {@link directionalKurtosis} of their {@link kurtosisTensor} is.
 */
export function compartmentKurtosis(compartments: readonly Compartment[], n: Direction): number {
  let [mean, square] = [0, 0];
  for (const { fraction, tensor } of compartments) {
    const d = diffusivity(tensor, n);
    mean += fraction * d;
    square += fraction * d * d;
  }
  return 3 * (square / (mean * mean) - 1);
}

/** MK: the mean of K(n) over directions that cover the sphere evenly. */
export function meanKurtosis(compartments: readonly Compartment[], directions: readonly Direction[]): number {
  const sum = directions.reduce((total, n) => total + compartmentKurtosis(compartments, n), 0);
  return sum / directions.length;
}

/** A compartment that diffuses alike in every direction. */
export function isotropic(fraction: number, diffusivityMm2PerS: number): Compartment {
  return { fraction, tensor: axialTensor([1, 0, 0], diffusivityMm2PerS, diffusivityMm2PerS) };
}

function at(matrix: readonly (readonly number[])[], i: number, j: number): number {
  return matrix[i]?.[j] ?? 0;
}
