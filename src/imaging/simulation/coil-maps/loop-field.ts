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
export function loopField({ center, axis, radius: a }: Loop, point: Vector): Vector {
  const [px, py, pz] = [point[0] - center[0], point[1] - center[1], point[2] - center[2]];
  const z = px * axis[0] + py * axis[1] + pz * axis[2];
  const [rx, ry, rz] = [px - z * axis[0], py - z * axis[1], pz - z * axis[2]];
  const rho = Math.sqrt(rx * rx + ry * ry + rz * rz);
  const square = a * a + rho * rho + z * z;
  const alpha2 = square - 2 * a * rho;
  const beta2 = square + 2 * a * rho;
  const [k, e] = ellipticIntegrals(alpha2 / beta2);
  const scale = a / (Math.PI * alpha2 * Math.sqrt(beta2));
  const along = scale * ((2 * a * a - square) * e + alpha2 * k);
  const outward = rho < NEAR_AXIS * a ? 0 : (scale * z * (square * e - alpha2 * k)) / (rho * rho);
  return [along * axis[0] + outward * rx, along * axis[1] + outward * ry, along * axis[2] + outward * rz];
}

/**
 * The complete elliptic integrals K and E for the complementary parameter m₁ = 1 - k², by arithmetic and geometric
 * means (Abramowitz and Stegun, 17.6).
 */
export function ellipticIntegrals(m1: number): readonly [k: number, e: number] {
  let [a, b, power] = [1, Math.sqrt(m1), 1];
  let missing = (1 - m1) / 2; // Σ 2^(n - 1) c_n²
  for (let n = 0; n < 40; n++) {
    const c = (a - b) / 2;
    [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
    missing += power * c * c;
    power *= 2;
    if (c < 1e-9 * a) break;
  }
  const k = Math.PI / (2 * a);
  return [k, k * (1 - missing)];
}
