import type { RandomStream } from '../../util/random.ts';
import type { ElasticDeformation, ImageAugmentation } from './image-augmentation.ts';
import { SmoothField } from './smooth-field.ts';
import type { Warp } from './warp.ts';

/** Draws one warp after the other, always into the same arrays. */
export class Bender {
  readonly #rows: number;
  readonly #columns: number;
  readonly #options: ImageAugmentation;
  readonly #warp: Warp;
  readonly #field: SmoothField | undefined;
  readonly #deviation: number;

  constructor(rows: number, columns: number, options: ImageAugmentation) {
    this.#rows = rows;
    this.#columns = columns;
    this.#options = options;
    this.#warp = { rows: new Float64Array(rows * columns), columns: new Float64Array(rows * columns) };
    this.#field = options.elastic && new SmoothField(rows, columns, options.elastic.sigma);
    this.#deviation = options.elastic ? deviationOf(options.elastic) : 0;
  }

  draw(stream: RandomStream): Warp {
    const { shift = 0, wholePixels = false, rotation = 0, scale = 0 } = this.#options;
    const within = (limit: number) => (2 * stream.uniform() - 1) * limit;
    const wholeWithin = (limit: number) => Math.floor(stream.uniform() * (2 * limit + 1)) - limit;
    const shifted = () => (wholePixels ? wholeWithin(Math.floor(shift)) : within(shift));
    const [down, right] = [shifted(), shifted()];
    const angle = (within(rotation) * Math.PI) / 180;
    const shrink = (1 + scale) ** within(1);
    this.#field?.draw(stream, this.#warp.rows);
    this.#field?.draw(stream, this.#warp.columns);
    this.#addAffine(down, right, shrink * Math.cos(angle), shrink * Math.sin(angle));
    return this.#warp;
  }

  /** Mirrors the image before the last warp that was drawn. */
  mirror(horizontally: boolean, vertically: boolean): void {
    const { rows, columns } = this.#warp;
    if (vertically) for (let i = 0; i < rows.length; i++) rows[i] = this.#rows - 1 - (rows[i] ?? 0);
    if (horizontally)
      for (let i = 0; i < columns.length; i++) columns[i] = this.#columns - 1 - (columns[i] ?? 0);
  }

  /** To each displacement, scaled, adds where the pixel lay before it was rotated, scaled and shifted. */
  #addAffine(down: number, right: number, cosine: number, sine: number): void {
    const { rows, columns } = this.#warp;
    const [middleRow, middleColumn] = [(this.#rows - 1) / 2, (this.#columns - 1) / 2];
    for (let i = 0; i < rows.length; i++) {
      const r = Math.floor(i / this.#columns) - middleRow - down;
      const c = (i % this.#columns) - middleColumn - right;
      rows[i] = middleRow + cosine * r + sine * c + this.#deviation * (rows[i] ?? 0);
      columns[i] = middleColumn - sine * r + cosine * c + this.#deviation * (columns[i] ?? 0);
    }
  }
}

/** Of displacements uniform from -1 to 1, with variance 1/3, under a Gaussian whose squares sum to 1 / (4 pi sigma²). */
function deviationOf({ sigma, alpha }: ElasticDeformation): number {
  return (alpha * Math.sqrt(1 / 3)) / (2 * sigma * Math.sqrt(Math.PI));
}
