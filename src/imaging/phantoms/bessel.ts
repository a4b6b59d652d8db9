/** Below, the power series; above, Hankel's expansion: both to about 1e-11 there. */
const SERIES_ENDS = 14;

/**
 * The Bessel function of the first kind of order 1.
 *
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 9.1.10 and 9.2.5 to 9.2.10.
 */
export function besselJ1(x: number): number {
  const size = Math.abs(x);
  return Math.sign(x) * (size < SERIES_ENDS ? series(size) : expansion(size));
}

/** Σ (-1)^m (x/2)^(2m + 1) / (m! (m + 1)!). */
function series(x: number): number {
  const square = (x * x) / 4;
  let term = x / 2;
  let total = term;
  for (let m = 1; m < 60; m++) {
    term *= -square / (m * (m + 1));
    total += term;
    if (Math.abs(term) < 1e-18) break;
  }
  return total;
}

/** √(2 / πx) (P cos χ - Q sin χ), χ = x - 3π/4, with terms until they no longer shrink. */
function expansion(x: number): number {
  const chi = x - 0.75 * Math.PI;
  let [p, q, term] = [1, 0, 1];
  for (let k = 1; k < 40; k++) {
    const next = (term * (4 - (2 * k - 1) ** 2)) / (k * 8 * x);
    if (Math.abs(next) > Math.abs(term) || Math.abs(next) < 1e-18) break;
    term = next;
    const signed = Math.floor(k / 2) % 2 === 0 ? term : -term;
    if (k % 2 === 0) p += signed;
    else q += signed;
  }
  return Math.sqrt(2 / (Math.PI * x)) * (p * Math.cos(chi) - q * Math.sin(chi));
}
