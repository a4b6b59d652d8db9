import type { GrayWindow, Picture, Pictures } from '../../data/index.ts';
import { formatNumber } from '../numbers.ts';
import { Canvas } from './canvas.ts';
import { drawPicture } from './draw-picture.ts';
import { type Box, layOut, MARGIN, SHEET_WIDTH } from './layout.ts';

/** What a contact sheet shows, and what stands above it. */
export interface ContactSheet extends Pictures {
  readonly title: string;
  /** What it is, in a line or two. */
  readonly lines: readonly string[];
  readonly window: GrayWindow;
  /** The unit of the window's values. */
  readonly unit?: string | undefined;
}

/** What the texts above and below the pictures take, in pixels. */
const LINE_HEIGHT = 20;
const FOOTER = 44;

const TITLE = { size: 17, level: 1 } as const;
const LINE = { size: 11, level: 0.72 } as const;
const LABEL = { size: 11, level: 0.92, rim: true } as const;

/**
 * Draws pictures on one sheet, as the bytes of a PNG file: in their true proportions, with the sides of the patient, a
 * bar of known length, and the number of each.
 *
 * @example await writeFile('sheet.png', drawContactSheet({ title, lines, window, ...(await takePictures(file, 20)) }));
 */
export function drawContactSheet(sheet: ContactSheet): Uint8Array {
  const { title, pictures, lines, window } = sheet;
  const header = MARGIN + 38 + lines.length * LINE_HEIGHT;
  const { boxes, bottom } = layOut(pictures, sheet.spacing, header);
  const canvas = new Canvas(SHEET_WIDTH, bottom + FOOTER);
  canvas.text(MARGIN, MARGIN + 14, shortened(title, 76), TITLE);
  for (const [i, line] of lines.entries()) {
    canvas.text(MARGIN, MARGIN + 40 + LINE_HEIGHT * i, shortened(line, 140), LINE);
  }
  for (const [i, picture] of pictures.entries()) {
    const box = boxes[i];
    if (!box) continue;
    drawPicture(canvas, picture, box, window);
    drawLabels(canvas, picture, box, sheet);
  }
  canvas.text(MARGIN, canvas.height - 18, windowText(sheet), LINE);
  return canvas.png();
}

/** The sides of the patient, the number of the picture, and a bar of known length. */
function drawLabels(canvas: Canvas, picture: Picture, box: Box, { sides, spacing }: ContactSheet): void {
  const { index, count, axis, columns } = picture;
  const { left, top, width, height } = box;
  if (count > 1) canvas.text(left + 6, top + 16, `${axis} ${index + 1}`, LABEL);
  if (sides) {
    canvas.text(left + width / 2, top + 16, sides.top, { ...LABEL, anchor: 'middle' });
    canvas.text(left + width / 2, top + height - 6, sides.bottom, { ...LABEL, anchor: 'middle' });
    canvas.text(left + 6, top + height / 2 + 5, sides.left, LABEL);
    canvas.text(left + width - 6, top + height / 2 + 5, sides.right, { ...LABEL, anchor: 'end' });
  }
  if (spacing) drawBar(canvas, box, width / (columns * spacing[1]));
}

/** Lengths that a bar may have, in millimeters. */
const LENGTHS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];

/** A bar at the lower right: the longest of the round lengths that takes at most a third of the picture. */
function drawBar(canvas: Canvas, { left, top, width, height }: Box, pixelsPerMm: number): void {
  const length = LENGTHS.findLast((mm) => mm * pixelsPerMm <= width / 3);
  if (length === undefined) return;
  const [right, bottom, pixels] = [left + width - 8, top + height - 8, Math.round(length * pixelsPerMm)];
  canvas.rectangle(right - pixels - 1, bottom - 3, pixels + 2, 4, 0);
  canvas.rectangle(right - pixels, bottom - 2, pixels, 2, 0.92);
  const label = length >= 10 ? `${length / 10} cm` : `${length} mm`;
  canvas.text(right, bottom - 8, label, { ...LABEL, size: 9, anchor: 'end' });
}

/** What black and white stand for. */
function windowText({ window, unit = '', logarithmic, pictures }: ContactSheet): string {
  const { black, white, reason } = window;
  const count = pictures[0]?.count ?? 1;
  const which = pictures.length < count ? `${pictures.length} of ${formatNumber(count)} shown. ` : '';
  if (reason === 'colors') return which;
  const shown = `Black ${formatNumber(black)}, white ${formatNumber(white)} ${logarithmic ? 'dB' : unit}`;
  return `${which}${shown.trimEnd()}: ${REASONS[reason]}.`;
}

const REASONS = {
  file: 'what the file recommends',
  'soft tissue': 'the window of soft tissue',
  percentiles: 'all but 1 % of the values',
} as const;

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 3)}...`;
}
