import type { Numbers } from 'echotrain/formats';
import type { Appearance } from './appearance.ts';
import type { ImageStack } from './image-stack.ts';
import type { Placement, Size } from './placement.ts';
import { shade, shadeColors } from './shade.ts';

/** The pixels of an image as colors, before they are put in their place. */
export class ImagePixels {
  readonly canvas: OffscreenCanvas;
  readonly #data: ImageData;
  readonly #pixels: Uint32Array;

  constructor({ rows, columns }: Pick<ImageStack, 'rows' | 'columns'>) {
    this.canvas = new OffscreenCanvas(columns, rows);
    this.#data = new ImageData(columns, rows);
    this.#pixels = new Uint32Array(this.#data.data.buffer);
  }

  /** Colors every pixel anew. */
  paint(values: Numbers, samples: 1 | 3, { edges, table }: Appearance): void {
    if (samples === 3) shadeColors(values, this.#pixels, edges);
    else shade(values, this.#pixels, edges, table);
    this.canvas.getContext('2d')?.putImageData(this.#data, 0, 0);
  }
}

/** Puts the pixels where they belong; each one is a sharp rectangle where it is larger than one of the screen. */
export function drawAt(
  target: HTMLCanvasElement,
  pixels: ImagePixels,
  place: Placement,
  { width, height }: Size,
): void {
  const density = devicePixelRatio;
  const [across, down] = [Math.round(width * density), Math.round(height * density)];
  if (target.width !== across) target.width = across;
  if (target.height !== down) target.height = down;
  const context = target.getContext('2d');
  if (!context) return;
  context.resetTransform();
  context.clearRect(0, 0, across, down);
  context.scale(density, density);
  context.imageSmoothingEnabled = place.pixelWidth * density < 1;
  context.imageSmoothingQuality = 'high';
  const { canvas } = pixels;
  context.drawImage(
    canvas,
    place.left,
    place.top,
    place.pixelWidth * canvas.width,
    place.pixelHeight * canvas.height,
  );
}
