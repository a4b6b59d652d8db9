import type { ComplexPlane } from './complex-plane.ts';

/** The image of k-space, both centered at index ⌊n/2⌋: the orthonormal inverse transform, of any size. */
export function imageOf(kspace: ComplexPlane): ComplexPlane {
  return transformed(kspace, 1);
}

/** The k-space of an image, both centered at index ⌊n/2⌋: the orthonormal transform, of any size. */
export function kspaceOf(image: ComplexPlane): ComplexPlane {
  return transformed(image, -1);
}

function transformed(plane: ComplexPlane, sign: 1 | -1): ComplexPlane {
  return transposed(alongRows(transposed(alongRows(plane, sign)), sign));
}

function transposed({ re, im, rows, columns }: ComplexPlane): ComplexPlane {
  const turn = (values: Float64Array) => {
    const result = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++)
      result[(i % columns) * rows + Math.floor(i / columns)] = values[i] ?? 0;
    return result;
  };
  return { re: turn(re), im: turn(im), rows: columns, columns: rows };
}

function alongRows({ re, im, rows, columns }: ComplexPlane, sign: 1 | -1): ComplexPlane {
  const result = { re: new Float64Array(re.length), im: new Float64Array(im.length), rows, columns };
  const transform = new Transform(columns, sign);
  const center = Math.floor(columns / 2);
  const scale = 1 / Math.sqrt(columns);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let i = 0; i < columns; i++) {
      const from = start + ((i + center) % columns);
      transform.inRe[i] = re[from] ?? 0;
      transform.inIm[i] = im[from] ?? 0;
    }
    transform.run();
    for (let i = 0; i < columns; i++) {
      const to = start + ((i + center) % columns);
      result.re[to] = scale * (transform.outRe[i] ?? 0);
      result.im[to] = scale * (transform.outIm[i] ?? 0);
    }
  }
  return result;
}

/** Σ x(j) exp(± 2πi jk/n), split by its smallest prime factor again and again (Cooley and Tukey 1965). */
class Transform {
  readonly inRe: Float64Array;
  readonly inIm: Float64Array;
  readonly outRe: Float64Array;
  readonly outIm: Float64Array;
  /** The n-th roots of unity. */
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #partRe: Float64Array;
  readonly #partIm: Float64Array;

  constructor(length: number, sign: 1 | -1) {
    [this.inRe, this.inIm] = [new Float64Array(length), new Float64Array(length)];
    [this.outRe, this.outIm] = [new Float64Array(length), new Float64Array(length)];
    [this.#partRe, this.#partIm] = [new Float64Array(length), new Float64Array(length)];
    this.#cos = this.inRe.map((_, i) => Math.cos((2 * Math.PI * i) / length));
    this.#sin = this.inRe.map((_, i) => sign * Math.sin((2 * Math.PI * i) / length));
  }

  run(): void {
    this.#split(0, 1, this.inRe.length, 0);
  }

  /** The transform of `length` inputs, every `stride`-th from `from` on, to where the output has room from `to` on. */
  #split(from: number, stride: number, length: number, to: number): void {
    if (length === 1) {
      this.outRe[to] = this.inRe[from] ?? 0;
      this.outIm[to] = this.inIm[from] ?? 0;
      return;
    }
    const factor = smallestFactor(length);
    const short = length / factor;
    for (let part = 0; part < factor; part++) {
      this.#split(from + part * stride, stride * factor, short, to + part * short);
    }
    for (let k = 0; k < short; k++) this.#combine(to + k, short, factor, stride, k);
  }

  /** Joins the k-th numbers of `factor` short transforms; the outputs take the inputs' places. */
  #combine(at: number, short: number, factor: number, stride: number, k: number): void {
    const [partRe, partIm, cos, sin] = [this.#partRe, this.#partIm, this.#cos, this.#sin];
    for (let part = 0; part < factor; part++) {
      partRe[part] = this.outRe[at + part * short] ?? 0;
      partIm[part] = this.outIm[at + part * short] ?? 0;
    }
    for (let output = 0; output < factor; output++) {
      let [re, im] = [0, 0];
      for (let part = 0; part < factor; part++) {
        const turn = (part * (k + output * short) * stride) % cos.length;
        const [c, s, x, y] = [cos[turn] ?? 0, sin[turn] ?? 0, partRe[part] ?? 0, partIm[part] ?? 0];
        re += x * c - y * s;
        im += x * s + y * c;
      }
      this.outRe[at + output * short] = re;
      this.outIm[at + output * short] = im;
    }
  }
}

function smallestFactor(n: number): number {
  for (let factor = 2; factor * factor <= n; factor++) if (n % factor === 0) return factor;
  return n;
}
