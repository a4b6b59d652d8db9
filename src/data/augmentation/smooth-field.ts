import type { RandomStream } from '../../util/random.ts';

/** How much of a pixel's variance may get lost. */
const TOLERANCE = 1e-3;

/**
 * Random fields of variance 1 that vary smoothly over an image: white noise, smoothed by a Gaussian of `sigma`
 * pixels, that knows no edges. Such a field is normally distributed with the covariance
 * exp(-d² / (4 sigma²)) between pixels at a distance d, so it is drawn from that directly: L Z Rᵀ with few normal
 * numbers Z, where L Lᵀ and R Rᵀ are the covariances along rows and columns.
 */
export class SmoothField {
  readonly #rowFactor: Factor;
  readonly #columnFactor: Factor;
  readonly #numbers: Float64Array;
  readonly #half: Float64Array;

  constructor(rows: number, columns: number, sigma: number) {
    this.#rowFactor = covarianceFactor(rows, sigma);
    this.#columnFactor = covarianceFactor(columns, sigma);
    this.#numbers = new Float64Array(this.#columnFactor.rank * this.#rowFactor.rank);
    this.#half = new Float64Array(rows * this.#columnFactor.rank);
  }

  /** Fills `field`, [rows, columns], with the next one of the stream. */
  draw(stream: RandomStream, field: Float64Array): void {
    for (let i = 0; i < this.#numbers.length; i++) this.#numbers[i] = stream.normal();
    multiply(this.#rowFactor.matrix, this.#numbers, this.#rowFactor.rank, this.#half);
    multiply(this.#half, this.#columnFactor.matrix, this.#columnFactor.rank, field);
  }
}

/** A matrix F, [length, rank], with F Fᵀ a covariance. */
interface Factor {
  readonly rank: number;
  readonly matrix: Float64Array;
}

/** The pivoted Cholesky factor of exp(-(i - j)² / (4 sigma²)), up to the rank that the tolerance needs. */
function covarianceFactor(length: number, sigma: number): Factor {
  const columns: Float64Array[] = [];
  const left = new Float64Array(length).fill(1);
  for (let pivot = 0; (left[pivot] ?? 0) > TOLERANCE && columns.length < length; pivot = largest(left)) {
    const root = Math.sqrt(left[pivot] ?? 0);
    const column = new Float64Array(length).map((_, i) => {
      const explained = columns.reduce((total, other) => total + (other[i] ?? 0) * (other[pivot] ?? 0), 0);
      return (Math.exp(-((i - pivot) ** 2) / (4 * sigma ** 2)) - explained) / root;
    });
    for (const [i, value] of column.entries()) left[i] = (left[i] ?? 0) - value ** 2;
    columns.push(column);
  }
  const matrix = Float64Array.from({ length: length * columns.length }, (_, i) => {
    const [row, k] = [Math.floor(i / columns.length), i % columns.length];
    return columns[k]?.[row] ?? 0;
  });
  return { rank: columns.length, matrix };
}

function largest(values: Float64Array): number {
  return values.indexOf(Math.max(...values));
}

/** `product` = `a` `b`ᵀ, where both have rows of length `inner`. */
function multiply(a: Float64Array, b: Float64Array, inner: number, product: Float64Array): void {
  let at = 0;
  for (let row = 0; row < a.length; row += inner) {
    for (let column = 0; column < b.length; column += inner) {
      let total = 0;
      for (let k = 0; k < inner; k++) total += (a[row + k] ?? 0) * (b[column + k] ?? 0);
      product[at++] = total;
    }
  }
}
