import { check } from '../util/errors.ts';

/** How close two successive convergents of a continued fraction must be. */
const PRECISION = Number.EPSILON;
const TINY = 1e-300;
const MOST_TERMS = 10_000;

/** Coefficients of 1/x, 1/x³, 1/x⁵ ... in Stirling's series: Bernoulli numbers B₂ₖ / 2k(2k-1) (DLMF 5.11.1). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
/** From here on that many terms of Stirling's series are exact in float64. */
const STIRLING_FROM = 12;

/** ln Γ(x) for x > 0, by Stirling's series. */
export function logGamma(x: number): number {
  if (x < STIRLING_FROM) return logGamma(x + 1) - Math.log(x);
  const series = STIRLING.reduceRight((total, coefficient) => total / (x * x) + coefficient, 0);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series / x;
}

/** The continued fraction 1/(1+ a₁/(1+ a₂/(1+ ...))) by the modified Lentz method (Thompson and Barnett 1986). */
function continuedFraction(numerator: (term: number) => number): number {
  let [value, c, d] = [1, 1, 0];
  for (let term = 1; term <= MOST_TERMS; term++) {
    const a = numerator(term);
    d = 1 / (1 + a * d || TINY);
    c = 1 + a / c || TINY;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < PRECISION) break;
  }
  return 1 / value;
}

/** The regularized incomplete beta function I_x(a, b), 0 ≤ x ≤ 1, a, b > 0 (DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const scale = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  const fraction = continuedFraction((term) => {
    const m = term >> 1;
    return term % 2 === 0
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  });
  return (Math.exp(scale) * fraction) / a;
}

/** The probability that a standard normal variable is at most z. */
export function normalCdf(z: number): number {
  if (z > 0) return 1 - normalCdf(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return z > -2
    ? 0.5 - density * centralSeries(-z)
    : (density / -z) * continuedFraction((term) => term / (z * z));
}

/** Σ z^(2k+1) / (1·3·5···(2k+1)): with the density, the normal probability from 0 to z (Marsaglia 2004). */
function centralSeries(z: number): number {
  let [term, total] = [z, z];
  for (let k = 1; Math.abs(term) > PRECISION * Math.abs(total); k++) {
    term *= (z * z) / (2 * k + 1);
    total += term;
  }
  return total;
}

/** The z below which a standard normal variable lies with probability p, 0 ≤ p ≤ 1. */
export function normalQuantile(p: number): number {
  checkProbability('normalQuantile', p);
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  return p < 0.5
    ? -upperQuantile(p, (z) => normalCdf(-z))
    : p > 0.5
      ? upperQuantile(1 - p, (z) => normalCdf(-z))
      : 0;
}

/** The probability that Student's t with `freedom` degrees of freedom exceeds t ≥ 0. */
function studentTail(t: number, freedom: number): number {
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
}

/** The t below which Student's t with `freedom` > 0 degrees of freedom lies with probability p, 0 < p < 1. */
export function studentQuantile(p: number, freedom: number): number {
  checkProbability('studentQuantile', p);
  if (p === 0.5) return 0;
  const magnitude = upperQuantile(Math.min(p, 1 - p), (t) => studentTail(t, freedom));
  return p < 0.5 ? -magnitude : magnitude;
}

/** The probability of at most k successes in n trials of probability p. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : incompleteBeta(1 - p, n - k, k + 1);
}

/** The x > 0 at which a falling `tail` equals p, by bisection to the last bit. */
function upperQuantile(p: number, tail: (x: number) => number): number {
  let [low, high] = [0, 1];
  while (tail(high) > p) [low, high] = [high, high * 2];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (tail(middle) > p) low = middle;
    else high = middle;
  }
}

function checkProbability(where: string, p: number): void {
  check(p >= 0 && p <= 1, () => ({ where, expected: 'a probability from 0 to 1', received: String(p) }));
}
