/**
 * The fast Fourier transform of plain arrays, of any length:
 *
 *     y[k] = Σ_n x[n] exp(∓2πi k n / N)
 *
 * Stockham's autosort form of Cooley and Tukey's algorithm: for each factor r of N, from r interleaved parts to one
 * line that is r times as long, without a reordering of digits. Many lines are transformed at once where they lie
 * interleaved, so that an axis needs no transposition.
 */
import { range } from '../../util/arrays.ts';

/** −1 from image to k-space, 1 back. */
export type Sign = -1 | 1;

/** A complex array as two, of equal length. */
export interface ComplexLines {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const plans = new Map<number, Plan>();

/** What a length needs: its factors, and exp(−2πi j / N) for j from 0 to N − 1. */
interface Plan {
  readonly factors: readonly number[];
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

function planFor(length: number): Plan {
  const known = plans.get(length);
  if (known) return known;
  const angles = range(length).map((j) => (-2 * Math.PI * j) / length);
  const plan = {
    factors: factorsOf(length),
    cos: Float64Array.from(angles, Math.cos),
    sin: Float64Array.from(angles, Math.sin),
  };
  plans.set(length, plan);
  return plan;
}

/** Fours first, then the primes from small to large. */
function factorsOf(length: number): number[] {
  const factors: number[] = [];
  let rest = length;
  for (const factor of [4, ...range(2, length + 1)]) {
    while (rest % factor === 0) {
      factors.push(factor);
      rest /= factor;
    }
    if (rest === 1) break;
  }
  return factors;
}

/**
 * Transforms `count` interleaved lines of `length`: element n of line q is at q + count · n.
 *
 * @returns one of `lines` and `work`, whichever holds the result; both are overwritten.
 * @example const { re, im } = fft({ re, im }, { re: new Float64Array(256), im: new Float64Array(256) }, 256, 1, -1);
 */
export function fft(
  lines: ComplexLines,
  work: ComplexLines,
  length: number,
  count: number,
  sign: Sign,
): ComplexLines {
  const plan = planFor(length);
  let [from, to] = [lines, work];
  let [rest, stride] = [length, count];
  for (const factor of plan.factors) {
    const step = { from, to, parts: rest / factor, stride, turn: length / rest, plan, sign };
    if (factor === 4) radix4(step);
    else if (factor === 2) radix2(step);
    else radixAny(step, factor);
    [from, to] = [to, from];
    rest /= factor;
    stride *= factor;
  }
  return from;
}

/** One pass over the data: `parts` butterflies, each of `stride` interleaved lines; twiddle factors every `turn`. */
interface Step {
  readonly from: ComplexLines;
  readonly to: ComplexLines;
  readonly parts: number;
  readonly stride: number;
  readonly turn: number;
  readonly plan: Plan;
  readonly sign: Sign;
}

function radix2({ from, to, parts, stride, turn, plan, sign }: Step): void {
  const half = parts * stride;
  for (let p = 0; p < parts; p++) {
    const wr = plan.cos[turn * p] ?? 0;
    const wi = -sign * (plan.sin[turn * p] ?? 0);
    for (let q = 0; q < stride; q++) {
      const a = q + stride * p;
      const ar = from.re[a] ?? 0;
      const ai = from.im[a] ?? 0;
      const br = from.re[a + half] ?? 0;
      const bi = from.im[a + half] ?? 0;
      const y = q + stride * 2 * p;
      to.re[y] = ar + br;
      to.im[y] = ai + bi;
      to.re[y + stride] = (ar - br) * wr - (ai - bi) * wi;
      to.im[y + stride] = (ar - br) * wi + (ai - bi) * wr;
    }
  }
}

function radix4({ from, to, parts, stride, turn, plan, sign }: Step): void {
  const quarter = parts * stride;
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  for (let p = 0; p < parts; p++) {
    const w1r = plan.cos[turn * p] ?? 0;
    const w1i = -sign * (plan.sin[turn * p] ?? 0);
    const w2r = w1r * w1r - w1i * w1i;
    const w2i = 2 * w1r * w1i;
    const w3r = w1r * w2r - w1i * w2i;
    const w3i = w1r * w2i + w1i * w2r;
    for (let q = 0; q < stride; q++) {
      const a = q + stride * p;
      const [b, c, d] = [a + quarter, a + 2 * quarter, a + 3 * quarter];
      const [ar, ai, cr, ci] = [xr[a] ?? 0, xi[a] ?? 0, xr[c] ?? 0, xi[c] ?? 0];
      const [br, bi, dr, di] = [xr[b] ?? 0, xi[b] ?? 0, xr[d] ?? 0, xi[d] ?? 0];
      const [sr, si, tr, ti] = [ar + cr, ai + ci, ar - cr, ai - ci];
      const [ur, ui] = [br + dr, bi + di];
      // ±i (b − d)
      const [vr, vi] = [-sign * (bi - di), sign * (br - dr)];
      const y = q + stride * 4 * p;
      yr[y] = sr + ur;
      yi[y] = si + ui;
      yr[y + stride] = (tr + vr) * w1r - (ti + vi) * w1i;
      yi[y + stride] = (tr + vr) * w1i + (ti + vi) * w1r;
      yr[y + 2 * stride] = (sr - ur) * w2r - (si - ui) * w2i;
      yi[y + 2 * stride] = (sr - ur) * w2i + (si - ui) * w2r;
      yr[y + 3 * stride] = (tr - vr) * w3r - (ti - vi) * w3i;
      yi[y + 3 * stride] = (tr - vr) * w3i + (ti - vi) * w3r;
    }
  }
}

/** Any factor, by its definition. */
function radixAny({ from, to, parts, stride, turn, plan, sign }: Step, factor: number): void {
  const length = plan.cos.length;
  const part = parts * stride;
  const wr = new Float64Array(factor);
  const wi = new Float64Array(factor);
  for (let p = 0; p < parts; p++) {
    for (let j = 0; j < factor; j++) {
      for (let k = 0; k < factor; k++) {
        // exp(∓2πi j k / r) exp(∓2πi j p / (r · parts))
        const at = (j * (k * (length / factor) + turn * p)) % length;
        wr[k] = plan.cos[at] ?? 0;
        wi[k] = -sign * (plan.sin[at] ?? 0);
      }
      for (let q = 0; q < stride; q++) {
        let re = 0;
        let im = 0;
        for (let k = 0, x = q + stride * p; k < factor; k++, x += part) {
          const [xr, xi, cos, sin] = [from.re[x] ?? 0, from.im[x] ?? 0, wr[k] ?? 0, wi[k] ?? 0];
          re += xr * cos - xi * sin;
          im += xr * sin + xi * cos;
        }
        const y = q + stride * (factor * p + j);
        to.re[y] = re;
        to.im[y] = im;
      }
    }
  }
}
