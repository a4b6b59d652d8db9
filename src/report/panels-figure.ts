import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { emptyFigure, FIGURE_WIDTH, type Figure, type FigureText, FONT_SIZE } from './figure.ts';
import { html, type Markup, trusted } from './markup.ts';
import { formatNumber } from './numbers.ts';
import { followPalette, PALETTE } from './palette.ts';
import { grayLevels, pngAddress } from './png.ts';
import { fitText } from './text-width.ts';

/** A gray image with what it is. */
export interface Panel {
  /** Row-major, rows × columns of its row of panels. */
  readonly pixels: ArrayLike<number>;
  /** Above the image. */
  readonly title?: string;
  /** Below the image, such as its error. */
  readonly note?: string;
}

/** Images side by side that share one window, so that they can be compared; a place may stay free. */
export interface PanelRow {
  readonly panels: readonly (Panel | undefined)[];
  readonly rows: number;
  readonly columns: number;
  /** The values shown as black and white. */
  readonly window: readonly [black: number, white: number];
  /** What the values are, with their unit: it stands along the bar. */
  readonly scale: string;
}

/** What a figure of rows of images shows. */
export interface PanelsOptions extends FigureText {
  /** What there is to see, for those who do not see it. */
  readonly alt: string;
  readonly panels: readonly PanelRow[];
}

/** In CSS pixels: the room for the bar and its numbers, between images, for a line of text, and the widest image. */
const LOOK = { right: 64, gap: 8, line: 19, bar: 10, between: 12, widest: 210 } as const;
const { ink, muted } = PALETTE;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Rows of gray images, such as reconstructions above their errors. A row has one window, and a bar that states it.
 *
 * @throws InputError where an image has another size than its row says, or a window is empty.
 * @example panelsFigure({ alt: 'A head', panels: [{ rows: 64, columns: 64, window: [0, 1], scale: 'signal', panels }] });
 */
export function panelsFigure(options: PanelsOptions): Figure {
  const { panels, alt, title, caption } = options;
  for (const row of panels) checkRow(row);
  const most = Math.max(0, ...panels.map((row) => row.panels.length));
  if (most === 0) return emptyFigure('There are no images to show.', options);
  const room = (FIGURE_WIDTH - LOOK.right - (most - 1) * LOOK.gap) / most;
  const width = Math.min(LOOK.widest, Math.floor(room));
  const heights = panels.map((row) => heightOf(row, width));
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((sum, one) => sum + one + LOOK.between, 0));
  const drawn = panels.map(
    (row, i) => html`<g transform="translate(0,${tops[i] ?? 0})">${rowMarkup(row, width)}</g>`,
  );
  const height = (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0);
  const size = html`width="${FIGURE_WIDTH}" height="${height}" viewBox="0 0 ${FIGURE_WIDTH} ${height}"`;
  const font = html`font-family="system-ui, sans-serif" font-size="${FONT_SIZE}"`;
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${alt}" ${size} ${font}>${drawn}</svg>`;
  return { kind: 'figure', title, caption, alt, markup: trusted(followPalette(svg.text)), svg: svg.text };
}

function checkRow({ panels, rows, columns, window: [black, white] }: PanelRow): void {
  for (const panel of panels) {
    check(panel === undefined || panel.pixels.length === product([rows, columns]), () => ({
      where: 'panelsFigure',
      expected: `images of ${rows} × ${columns} pixels`,
      received: `one of ${panel?.pixels.length} values`,
    }));
  }
  check(black < white, () => ({
    where: 'panelsFigure, window',
    expected: 'a value for black below that for white',
    received: `${black} and ${white}`,
  }));
}

function hasText(row: PanelRow, part: 'title' | 'note'): boolean {
  return row.panels.some((panel) => panel?.[part] !== undefined);
}

function imageHeight({ rows, columns }: PanelRow, width: number): number {
  return Math.round((width * rows) / columns);
}

function heightOf(row: PanelRow, width: number): number {
  const lines = [hasText(row, 'title'), hasText(row, 'note')].filter(Boolean).length;
  return imageHeight(row, width) + lines * LOOK.line;
}

function rowMarkup(row: PanelRow, width: number): Markup {
  const y = hasText(row, 'title') ? LOOK.line : 0;
  const boxes = row.panels.map((_, i) => ({
    x: i * (width + LOOK.gap),
    y,
    width,
    height: imageHeight(row, width),
  }));
  const bar = { x: boxes.length * (width + LOOK.gap), y, width: LOOK.bar, height: imageHeight(row, width) };
  return html`${row.panels.map((panel, i) => panelMarkup(panel, row, boxes[i] ?? bar))}${barMarkup(row, bar)}`;
}

function panelMarkup(panel: Panel | undefined, { rows, columns, window }: PanelRow, box: Box): Markup {
  if (!panel) return html``;
  const image = imageMarkup(pngAddress(grayLevels(panel.pixels, window), rows, columns), box);
  const text = (words: string | undefined, y: number, color: string) =>
    words !== undefined &&
    html`<text x="${box.x}" y="${y}" fill="${color}">${fitText(words, FONT_SIZE, box.width)}</text>`;
  return html`${image}${text(panel.title, 13, ink.light)}${text(panel.note, box.y + box.height + 15, muted.light)}`;
}

function imageMarkup(address: string, { x, y, width, height }: Box): Markup {
  return html`<image href="${address}" x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="none" style="image-rendering:pixelated"/>`;
}

/** A bar from black to white, with the values that they stand for, and what these are. */
function barMarkup({ window: [black, white], scale }: PanelRow, box: Box): Markup {
  const shades = Uint8Array.from({ length: 256 }, (_, i) => 255 - i);
  const [x, bottom] = [box.x + box.width + 5, box.y + box.height];
  const words = fitText(scale, FONT_SIZE, box.height - 44);
  const frame = html`<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" stroke="${muted.light}"/>`;
  const along = html`<text text-anchor="middle" fill="${muted.light}" transform="translate(${x + 12},${(box.y + bottom) / 2}) rotate(-90)">${words}</text>`;
  const value = (number: number, y: number) =>
    html`<text x="${x}" y="${y}" fill="${muted.light}">${formatNumber(number, 2)}</text>`;
  return html`${imageMarkup(pngAddress(shades, 256, 1), box)}${frame}${value(white, box.y + 11)}${along}${value(black, bottom)}`;
}
