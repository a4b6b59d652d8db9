import { check } from '../util/errors.ts';
import { emptyFigure, type Figure, type FigureText } from './figure.ts';
import { html, type Markup } from './markup.ts';
import { formatNumber } from './numbers.ts';
import { grayLevels, pngAddress } from './png.ts';
import { rangeOf } from './scale.ts';

/** A gray image with what it truly is and what it was taken for. */
export interface LabeledImage {
  /** Row-major, rows × columns. */
  readonly pixels: ArrayLike<number>;
  /** The true class's name. */
  readonly label?: string;
  /** The predicted class's name; an image whose label differs is marked as wrong. */
  readonly predicted?: string;
  /** A short addition, such as the predicted probability. */
  readonly note?: string;
}

/** What a grid of images shows; each holds rows × columns values, row by row. */
export interface ImagesOptions extends FigureText {
  readonly images: readonly LabeledImage[];
  readonly rows: number;
  readonly columns: number;
  /** The values shown as black and white; the smallest and the largest of all images by default. */
  readonly window?: readonly [black: number, white: number];
  /** How many images are shown at most, 40 by default. */
  readonly most?: number;
}

/** The side of an image on the page, in CSS pixels, is the next multiple of its own size up to this. */
const SIDE = 84;

/**
 * Gray images in a grid, pixel by pixel, each with its predicted and, where that is wrong, its true class.
 *
 * @example imagesFigure({ rows: 28, columns: 28, images: [{ pixels, label: '7', predicted: '1' }] });
 */
export function imagesFigure(options: ImagesOptions): Figure {
  const { images, rows, columns, most = 40 } = options;
  for (const image of images) checkSize(image, rows, columns);
  const shown = images.slice(0, most);
  if (shown.length === 0) return emptyFigure('There are no images to show.', options);
  const window =
    options.window ??
    rangeOf(shown.flatMap(({ pixels }) => rangeOf(Array.from(pixels).filter(Number.isFinite))));
  const width = Math.max(1, Math.floor(SIDE / columns)) * columns;
  const markup = html`<ul class="images" style="--side:${Math.max(width, SIDE)}px">${shown.map((image) => item(image, options, window, width))}</ul>`;
  const rest = images.length - shown.length;
  const note = rest > 0 ? `${formatNumber(shown.length)} of ${formatNumber(images.length)} images.` : '';
  const caption = [options.caption, note].filter(Boolean).join(' ') || undefined;
  return { kind: 'figure', title: options.title, caption, alt: describe(images), markup };
}

function checkSize({ pixels }: LabeledImage, rows: number, columns: number): void {
  check(pixels.length === rows * columns, () => ({
    where: 'imagesFigure',
    expected: `images of ${rows} × ${columns} pixels`,
    received: `one of ${pixels.length} values`,
  }));
}

function isWrong({ label, predicted }: LabeledImage): boolean {
  return label !== undefined && predicted !== undefined && label !== predicted;
}

function item(
  image: LabeledImage,
  { rows, columns }: ImagesOptions,
  window: readonly [number, number],
  width: number,
): Markup {
  const address = pngAddress(grayLevels(image.pixels, window), rows, columns);
  const height = Math.round((width * rows) / columns);
  const wrong = isWrong(image);
  const shown = image.predicted ?? image.label ?? '';
  return html`<li${wrong && html` class="is-wrong"`}><img src="${address}" width="${width}" height="${height}" alt="${altOf(image)}">
<span class="what">${wrong && html`<span aria-hidden="true">✗ </span>`}${shown}</span>${wrong && html`<span class="truth">true: ${image.label}</span>`}${image.note !== undefined && html`<span class="truth">${image.note}</span>`}</li>`;
}

function altOf(image: LabeledImage): string {
  if (isWrong(image)) return `${image.label}, wrongly taken for ${image.predicted}`;
  return image.predicted === undefined ? (image.label ?? 'image') : `${image.predicted}, correct`;
}

function describe(images: readonly LabeledImage[]): string {
  const wrong = images.filter(isWrong).length;
  const judged = images.some((image) => image.predicted !== undefined);
  const verdict = judged ? `, ${formatNumber(wrong)} of them classified wrongly` : '';
  return `${formatNumber(images.length)} ${images.length === 1 ? 'image' : 'images'}${verdict}.`;
}
