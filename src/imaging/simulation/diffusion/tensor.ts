/** Diffusion tensors: symmetric 3 × 3, in mm²/s. Source: Basser, Mattiello and Le Bihan, Biophys. J. 66:259 (1994). */

/** A unit vector in space. */
export type Direction = readonly [x: number, y: number, z: number];

/** The six different elements of a symmetric 3 × 3 tensor. */
export interface DiffusionTensor {
  readonly xx: number;
  readonly yy: number;
  readonly zz: number;
  readonly xy: number;
  readonly xz: number;
  readonly yz: number;
}

/** A tensor that is round about an axis: λ∥ along it and λ⊥ across, in mm²/s. */
export function axialTensor([x, y, z]: Direction, along: number, across: number): DiffusionTensor {
  const more = along - across;
  return {
    xx: across + more * x * x,
    yy: across + more * y * y,
    zz: across + more * z * z,
    xy: more * x * y,
    xz: more * x * z,
    yz: more * y * z,
  };
}

/** The diffusivity nᵀDn along a direction, in mm²/s. */
export function diffusivity({ xx, yy, zz, xy, xz, yz }: DiffusionTensor, [x, y, z]: Direction): number {
  return xx * x * x + yy * y * y + zz * z * z + 2 * (xy * x * y + xz * x * z + yz * y * z);
}

/** The elements as a matrix. */
export function matrixOf({ xx, yy, zz, xy, xz, yz }: DiffusionTensor): readonly (readonly number[])[] {
  return [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
}

/** MD: a third of the trace, in mm²/s. */
export function meanDiffusivity({ xx, yy, zz }: DiffusionTensor): number {
  return (xx + yy + zz) / 3;
}

/**
 * FA = √(3/2) ‖D - MD I‖ / ‖D‖ in Frobenius norms: 0 for isotropic diffusion, 1 for diffusion along a line.
 *
 * Source: Basser and Pierpaoli, J. Magn. Reson. B 111:209 (1996).
 */
export function fractionalAnisotropy(tensor: DiffusionTensor): number {
  const { xx, yy, zz, xy, xz, yz } = tensor;
  const mean = meanDiffusivity(tensor);
  const off = 2 * (xy * xy + xz * xz + yz * yz);
  const deviation = (xx - mean) ** 2 + (yy - mean) ** 2 + (zz - mean) ** 2 + off;
  const size = xx * xx + yy * yy + zz * zz + off;
  return size === 0 ? 0 : Math.sqrt((1.5 * deviation) / size);
}
