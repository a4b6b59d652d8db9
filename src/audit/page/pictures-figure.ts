import type { Figure } from '../../report/index.ts';
import { html } from '../../report/markup.ts';
import { pngAddress } from '../../report/png.ts';
import type { Picture } from '../finding.ts';
import type { Preview } from '../reading/preview-task.ts';

/** The longest side of a picture on the page, in CSS pixels. */
const SIDE = 168;

/** The slices that a finding shows, side by side; `undefined` where none could be read. */
export function picturesFigure(
  pictures: readonly Picture[],
  previews: ReadonlyMap<Picture, Preview>,
): Figure | undefined {
  const shown = pictures.flatMap((picture) => {
    const preview = previews.get(picture);
    return preview ? [{ ...picture, preview }] : [];
  });
  if (shown.length === 0) return undefined;
  const items = shown.map(({ caption, preview }) => {
    const { rows, columns, pixels } = preview;
    const scale = SIDE / Math.max(rows, columns);
    const [width, height] = [Math.round(columns * scale), Math.round(rows * scale)];
    const address = pngAddress(grayLevels(pixels), rows, columns);
    return html`<li><img src="${address}" width="${width}" height="${height}" alt="${caption}">
<span class="truth">${caption}</span></li>`;
  });
  const markup = html`<ul class="images" style="--side:${SIDE}px">${items}</ul>`;
  return { kind: 'figure', alt: `${shown.length} pictures.`, markup };
}

/** From the darkest to the brightest value; a few bright pixels in a thousand may be cut off, so that the rest is seen. */
function grayLevels(pixels: Float32Array): Uint8Array {
  const sorted = pixels.filter(Number.isFinite).sort();
  const [black, white] = [sorted[0] ?? 0, sorted[Math.floor(0.998 * (sorted.length - 1))] ?? 1];
  const scale = 255 / (white - black || 1);
  return Uint8Array.from(pixels, (value) =>
    Number.isFinite(value) ? Math.max(0, Math.min(255, Math.round((value - black) * scale))) : 0,
  );
}
