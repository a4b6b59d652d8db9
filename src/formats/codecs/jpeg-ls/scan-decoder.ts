import type { BitReader } from './bits.ts';
import type { CodingParameters } from './parameters.ts';

/** Contexts of gradients; two more are for the samples that end a run. */
const REGULAR = 365;

/** The logarithms of the runs' lengths (ITU-T T.87, A.2.1). */
const J = Uint8Array.of(
  ...[0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3],
  ...[4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15],
);

/** A line of one component, with one sample more at each end: index 1 is the first. */
export type Line = Int32Array;

/** Decodes the lines of a scan of JPEG-LS (ITU-T T.87, annex A); all its components share the statistics. */
export class ScanDecoder {
  readonly #bits: BitReader;
  readonly #p: CodingParameters;
  /** The contexts' statistics: sums of magnitudes and of errors, corrections, counts. */
  readonly #a: Int32Array;
  readonly #b = new Int32Array(REGULAR);
  readonly #c = new Int32Array(REGULAR);
  readonly #n = new Int32Array(REGULAR + 2).fill(1);
  /** How many errors at runs' ends were negative. */
  readonly #negative = new Int32Array(2);
  /** What follows from a gradient's class, by the gradient, from -maxval on. */
  readonly #classes: Int8Array;

  constructor(bits: BitReader, parameters: CodingParameters) {
    this.#bits = bits;
    this.#p = parameters;
    this.#a = new Int32Array(REGULAR + 2).fill(Math.max(2, (parameters.range + 32) >> 6));
    this.#classes = classesOf(parameters);
  }

  /**
   * Decodes one line of each component, `above` being the lines before. With several, a pixel's samples come together.
   *
   * @returns the index into the runs' lengths for the next line.
   */
  lines(current: readonly Line[], above: readonly Line[], runIndex: number): number {
    const [first, before] = [current[0], above[0]];
    if (!first || !before) return runIndex;
    for (const [i, line] of current.entries()) this.#frame(line, above[i] ?? line);
    const width = first.length - 2;
    let run = runIndex;
    for (let x = 1; x <= width; ) {
      const context = this.#context(first, before, x);
      if (context === 0 && this.#allFlat(current, above, x)) {
        const { next, run: after } = this.#run(current, above, x, width, run);
        x = next;
        run = after;
        continue;
      }
      first[x] = this.#regular(first, before, x, context);
      for (let i = 1; i < current.length; i++) {
        const [line, previous] = [current[i], above[i]];
        if (line && previous) line[x] = this.#regular(line, previous, x, this.#context(line, previous, x));
      }
      x++;
    }
    return run;
  }

  /** What stands beside the image (A.2.1): the sample above to the left, the last above to the right. */
  #frame(line: Line, above: Line): void {
    line[0] = above[1] ?? 0;
    above[above.length - 1] = above[above.length - 2] ?? 0;
  }

  #allFlat(current: readonly Line[], above: readonly Line[], x: number): boolean {
    for (let i = 1; i < current.length; i++) {
      const [line, previous] = [current[i], above[i]];
      if (line && previous && this.#context(line, previous, x) !== 0) return false;
    }
    return true;
  }

  /** The context, negative where its signs are turned (A.3.3 and A.3.4). */
  #context(line: Line, above: Line, x: number): number {
    const [a = 0, b = 0, c = 0, d = 0] = [line[x - 1], above[x], above[x - 1], above[x + 1]];
    const { maxval } = this.#p;
    const classes = this.#classes;
    return (
      81 * (classes[d - b + maxval] ?? 0) +
      9 * (classes[b - c + maxval] ?? 0) +
      (classes[c - a + maxval] ?? 0)
    );
  }

  /** A sample that is predicted from its neighbors (A.4 to A.6). */
  #regular(line: Line, above: Line, x: number, context: number): number {
    const { maxval, near } = this.#p;
    const [sign, q] = context < 0 ? [-1, -context] : [1, context];
    const [a = 0, b = 0, c = 0] = [line[x - 1], above[x], above[x - 1]];
    const edge = c >= Math.max(a, b) ? Math.min(a, b) : c <= Math.min(a, b) ? Math.max(a, b) : a + b - c;
    const predicted = Math.min(Math.max(edge + sign * (this.#c[q] ?? 0), 0), maxval);
    const n = this.#n[q] ?? 1;
    const k = golomb(n, this.#a[q] ?? 0);
    const mapped = this.#limited(k, this.#p.limit);
    const turned = near === 0 && k === 0 && 2 * (this.#b[q] ?? 0) <= -n;
    const error = (mapped & 1) === (turned ? 1 : 0) ? mapped >> 1 : -(mapped >> 1) - 1;
    this.#update(q, error);
    return this.#reconstructed(predicted, sign * error);
  }

  /** A.6 */
  #update(q: number, error: number): void {
    const { near, reset } = this.#p;
    let [a = 0, b = 0, n = 1, c = 0] = [this.#a[q], this.#b[q], this.#n[q], this.#c[q]];
    a += Math.abs(error);
    b += error * (2 * near + 1);
    if (n === reset) [a, b, n] = [a >> 1, b >> 1, n >> 1];
    n++;
    if (b <= -n) {
      b = Math.max(b + n, 1 - n);
      if (c > -128) c--;
    } else if (b > 0) {
      b = Math.min(b - n, 0);
      if (c < 127) c++;
    }
    this.#a[q] = a;
    this.#b[q] = b;
    this.#n[q] = n;
    this.#c[q] = c;
  }

  /** A run of samples that equal the one before, and the sample that ends it (A.7). */
  #run(current: readonly Line[], above: readonly Line[], start: number, width: number, runIndex: number) {
    let [x, run] = [start, runIndex];
    while (this.#bits.read(1) === 1) {
      const length = 1 << (J[run] ?? 0);
      const end = Math.min(x + length, width + 1);
      for (const line of current) line.fill(line[x - 1] ?? 0, x, end);
      if (end === x + length && run < 31) run++;
      x = end;
      if (x > width) return { next: x, run };
    }
    const end = Math.min(x + this.#bits.read(J[run] ?? 0), width + 1);
    for (const line of current) line.fill(line[x - 1] ?? 0, x, end);
    if (end > width) return { next: end, run };
    for (const [i, line] of current.entries()) {
      line[end] = this.#interruption(line[end - 1] ?? 0, above[i]?.[end] ?? 0, run, current.length > 1);
    }
    return { next: end + 1, run: Math.max(run - 1, 0) };
  }

  /** The sample that ends a run (A.7.2); where a pixel has several, all count as of the first kind. */
  #interruption(a: number, b: number, run: number, several: boolean): number {
    const { near, limit, reset } = this.#p;
    const kind = !several && Math.abs(a - b) <= near ? 1 : 0;
    const q = REGULAR + kind;
    const n = this.#n[q] ?? 1;
    const k = golomb(n, (this.#a[q] ?? 0) + (kind ? n >> 1 : 0));
    const mapped = this.#limited(k, limit - (J[run] ?? 0) - 1);
    const doubled = mapped + kind;
    const magnitude = (doubled + 1) >> 1;
    const lower = k !== 0 || 2 * (this.#negative[kind] ?? 0) >= n;
    const error = lower === ((doubled & 1) === 1) ? -magnitude : magnitude;
    const halve = n === reset ? 1 : 0;
    const negative = (this.#negative[kind] ?? 0) + (error < 0 ? 1 : 0);
    this.#negative[kind] = negative >> halve;
    this.#a[q] = ((this.#a[q] ?? 0) + ((mapped + 1 - kind) >> 1)) >> halve;
    this.#n[q] = (n >> halve) + 1;
    return this.#reconstructed(kind ? a : b, kind === 0 && a > b ? -error : error);
  }

  /** A number in a Golomb code of limited length (A.5.3). */
  #limited(k: number, limit: number): number {
    const { qbpp } = this.#p;
    const longest = limit - qbpp - 1;
    const zeros = this.#bits.zeros(longest);
    return zeros < longest ? (zeros << k) + this.#bits.read(k) : this.#bits.read(qbpp) + 1;
  }

  /** A.4.5, A.8 */
  #reconstructed(predicted: number, error: number): number {
    const { near, maxval, range } = this.#p;
    const step = 2 * near + 1;
    let value = predicted + error * step;
    if (value < -near) value += range * step;
    else if (value > maxval + near) value -= range * step;
    return Math.min(Math.max(value, 0), maxval);
  }
}

/** The parameter of the Golomb code that suits a context (A.5.1). */
function golomb(n: number, a: number): number {
  let k = 0;
  while (n << k < a && k < 16) k++;
  return k;
}

/** The classes of gradients, -4 to 4, from the lowest on (A.3.3). */
function classesOf({ maxval, near, t1, t2, t3 }: CodingParameters): Int8Array {
  const classes = new Int8Array(2 * maxval + 1);
  for (const [rank, least] of [near + 1, t1, t2, t3].entries()) {
    classes.fill(-rank - 1, 0, Math.max(0, maxval - least + 1));
    classes.fill(rank + 1, maxval + least);
  }
  return classes;
}
