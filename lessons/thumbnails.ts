import { encodePng, type LabeledImage } from 'echotrain/report';

/** Pixels of the page for a pixel of an image, and the room for an image with its words. */
const LOOK = { width: 720, cell: 96, side: 84, line: 16 } as const;

/**
 * Square gray images as a drawing of its own, for a text: as many in a row as fit, each with up to two lines under it;
 * `undefined` leaves a place free. `alt` says what there is to see.
 */
export function thumbnails(images: readonly (LabeledImage | undefined)[], alt: string): string {
  const perRow = Math.floor(LOOK.width / LOOK.cell);
  const height = LOOK.cell + 2 * LOOK.line + 8;
  const items = images.map((image, i) => {
    const [x, y] = [(i % perRow) * LOOK.cell, Math.floor(i / perRow) * height];
    return `<g transform="translate(${x},${y})">${image ? thumbnail(image) : ''}</g>`;
  });
  const rows = Math.ceil(images.length / perRow);
  const size = `width="${LOOK.width}" height="${rows * height}" viewBox="0 0 ${LOOK.width} ${rows * height}"`;
  return `<svg role="img" aria-label="${alt}" xmlns="http://www.w3.org/2000/svg" ${size}>${items.join('')}</svg>`;
}

function thumbnail({ pixels, label, predicted, note }: LabeledImage): string {
  const words = predicted === undefined || predicted === label ? (label ?? '') : `${label}, not ${predicted}`;
  const side = Math.sqrt(pixels.length);
  const bytes = encodePng(grays(pixels), side, side);
  const address = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
  const look = 'font-family="system-ui, sans-serif" font-size="13"';
  return [
    `<image href="${address}" width="${LOOK.side}" height="${LOOK.side}" style="image-rendering:pixelated"/>`,
    `<text ${look} y="${LOOK.side + LOOK.line}" fill="#1a1d21">${words}</text>`,
    `<text ${look} y="${LOOK.side + 2 * LOOK.line}" fill="#5b626b">${note ?? ''}</text>`,
  ].join('');
}

/** From the smallest value, black, to the largest, white. */
function grays(pixels: ArrayLike<number>): Uint8Array {
  const values = Array.from(pixels);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return Uint8Array.from(values, (value) => Math.round((255 * (value - low)) / (high - low || 1)));
}
