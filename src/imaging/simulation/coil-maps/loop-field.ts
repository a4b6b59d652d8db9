/**
 * The magnetic field of a circular loop of current (Biot and Savart), in closed form by complete elliptic integrals:
 *
 *     B_ρ = C z / (2 α² β ρ) · [(a² + ρ² + z²) E - α² K],  B_z = C / (2 α² β) · [(a² - ρ² - z²) E + α² K],
 *     α² = a² + ρ² + z² - 2aρ,  β² = a² + ρ² + z² + 2aρ,  k² = 1 - α²/β²,  C = μ₀ I / π,
 *
 * a the radius, z along the axis, ρ the distance from it. Source: Simpson, Lane, Immer and Youngquist, Simple Analytic
 * Expressions for the Magnetic Field of a Circular Current Loop, NASA (2001), eq. 10 to 12; Jackson, Classical
 * Electrodynamics, section 5.5. Here μ₀ I = 2a: the field in the loop's center is 1.
 */

/** A vector in space. */
export type Vector = readonly [number, number, number];

/** A loop: where it is, where its axis points (a unit vector), and its radius, all in the same unit of length. */
export interface Loop {
  readonly center: Vector;
  readonly axis: Vector;
  readonly radius: number;
}

/** On the loop's axis to this share of its radius, ρ is taken as 0. */
const NEAR_AXIS = 1e-6;

/** The field of a loop at a point, in units of the field in its center. */
export function loopField(loop: Loop, [x, y, z]: Vector): Vector {
  const field = new Float64Array(3);
  writeLoopField(loop, x, y, z, field);
  return [field[0] ?? 0, field[1] ?? 0, field[2] ?? 0];
}

/** K and E of the last point. */
const integrals = new Float64Array(2);

/** {@link loopField} without new arrays: into x, y and z of `field`. */
export function writeLoopField(loop: Loop, x: number, y: number, z: number, field: Float64Array): void {
  const { center, axis, radius: a } = loop;
  const px = x - center[0];
  const py = y - center[1];
  const pz = z - center[2];
  const height = px * axis[0] + py * axis[1] + pz * axis[2];
  const rx = px - height * axis[0];
  const ry = py - height * axis[1];
  const rz = pz - height * axis[2];
  const rho2 = rx * rx + ry * ry + rz * rz;
  const square = a * a + rho2 + height * height;
  const cross = 2 * a * Math.sqrt(rho2);
  const alpha2 = square - cross;
  const beta2 = square + cross;
  writeEllipticIntegrals(alpha2 / beta2, integrals);
  const k = integrals[0] ?? 0;
  const e = integrals[1] ?? 0;
  const scale = a / (Math.PI * alpha2 * Math.sqrt(beta2));
  const along = scale * ((2 * a * a - square) * e + alpha2 * k);
  const outward = rho2 < (NEAR_AXIS * a) ** 2 ? 0 : (scale * height * (square * e - alpha2 * k)) / rho2;
  field[0] = along * axis[0] + outward * rx;
  field[1] = along * axis[1] + outward * ry;
  field[2] = along * axis[2] + outward * rz;
}

/**
 * The complete elliptic integrals K and E for the complementary parameter m₁ = 1 - k², by arithmetic and geometric
 * means (Abramowitz and Stegun, 17.6).
 */
export function writeEllipticIntegrals(m1: number, into: Float64Array): void {
  let a = 1;
  let b = Math.sqrt(m1);
  let power = 1;
  let missing = (1 - m1) / 2; // Σ 2^(n - 1) c_n²
  for (let n = 0; n < 40; n++) {
    const c = (a - b) / 2;
    const product = a * b;
    a = (a + b) / 2;
    b = Math.sqrt(product);
    missing += power * c * c;
    power *= 2;
    if (c < 1e-9 * a) break;
  }
  const k = Math.PI / (2 * a);
  into[0] = k;
  into[1] = k * (1 - missing);
}
