/**
 * The Kaiser-Bessel window as an interpolation kernel between samples of an oversampled k-space:
 *
 *     φ(u) = I₀(β (1 − (2u / W)²)^½) / I₀(β),  |u| ≤ W / 2, u in grid cells
 *     φ̂(f) = W sinh(z) / (z I₀(β)),  z² = β² − (π W f)², f in cycles per grid cell
 *     β = π ((W / σ)² (σ − ½)² − 0.8)^½
 *
 * W the width, σ the oversampling (Beatty, Nishimura and Pauly 2005, "Rapid gridding reconstruction with a minimal
 * oversampling ratio", eq. 4 and 5).
 */
export interface KaiserBessel {
  /** W. */
  readonly width: number;
  /** φ(u). */
  readonly value: (u: number) => number;
  /** φ̂(f). */
  readonly transform: (f: number) => number;
}

/** The kernel of a width for an oversampling. */
export function kaiserBessel(width: number, oversampling: number): KaiserBessel {
  const beta = Math.PI * Math.sqrt((width / oversampling) ** 2 * (oversampling - 0.5) ** 2 - 0.8);
  const peak = besselI0(beta);
  return {
    width,
    value: (u) => {
      const inside = 1 - ((2 * u) / width) ** 2;
      return inside < 0 ? 0 : besselI0(beta * Math.sqrt(inside)) / peak;
    },
    transform: (f) => {
      const square = beta ** 2 - (Math.PI * width * f) ** 2;
      const z = Math.sqrt(Math.abs(square));
      return (width * (square > 0 ? Math.sinh(z) / z : Math.sin(z) / z)) / peak;
    },
  };
}

/** The modified Bessel function of order 0, Σ_k (x / 2)^(2k) / (k!)². */
function besselI0(x: number): number {
  let [term, sum] = [1, 1];
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
