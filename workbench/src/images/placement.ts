import type { ImageStack } from './image-stack.ts';
import type { View } from './view-store.ts';

/** Where an image lies in a viewer: its left upper corner, and the size of one of its pixels, in pixels of the screen. */
export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
}

/** The size of a viewer, in pixels of the screen. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

type Extent = Pick<ImageStack, 'rows' | 'columns' | 'spacing'>;

/** Where an image lies: whole and in the middle at first, in its true proportions. */
export function placementOf(
  { rows, columns, spacing }: Extent,
  view: Pick<View, 'zoom' | 'center'>,
  { width, height }: Size,
): Placement {
  const [down, right] = spacing ?? [1, 1];
  const scale = view.zoom * Math.min(width / (columns * right), height / (rows * down));
  const [pixelWidth, pixelHeight] = [scale * right, scale * down];
  const [x, y] = view.center;
  return {
    left: width / 2 - x * columns * pixelWidth,
    top: height / 2 - y * rows * pixelHeight,
    pixelWidth,
    pixelHeight,
  };
}

/** The pixel of the image at a place of the viewer, if there is one. */
export function pixelAt(
  { rows, columns }: Extent,
  { left, top, pixelWidth, pixelHeight }: Placement,
  x: number,
  y: number,
): readonly [row: number, column: number] | undefined {
  const [row, column] = [Math.floor((y - top) / pixelHeight), Math.floor((x - left) / pixelWidth)];
  return row >= 0 && row < rows && column >= 0 && column < columns ? [row, column] : undefined;
}

const [LEAST_ZOOM, MOST_ZOOM] = [0.5, 64];

/** The view after zooming by a factor, with the place under (x, y) of the viewer kept there. */
export function zoomedAt(
  extent: Extent,
  view: View,
  size: Size,
  factor: number,
  [x, y]: readonly [number, number] = [size.width / 2, size.height / 2],
): Pick<View, 'zoom' | 'center'> {
  const zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, view.zoom * factor));
  const before = placementOf(extent, view, size);
  const after = placementOf(extent, { ...view, zoom }, size);
  const share = (place: Placement) => [
    (x - place.left) / (place.pixelWidth * extent.columns),
    (y - place.top) / (place.pixelHeight * extent.rows),
  ];
  const [[was = 0, wasDown = 0], [is = 0, isDown = 0]] = [share(before), share(after)];
  return { zoom, center: within([view.center[0] + was - is, view.center[1] + wasDown - isDown]) };
}

/** The view after moving the image by so many pixels of the screen. */
export function panned(
  extent: Extent,
  view: View,
  size: Size,
  right: number,
  down: number,
): Pick<View, 'center'> {
  const { pixelWidth, pixelHeight } = placementOf(extent, view, size);
  const [x, y] = view.center;
  return {
    center: within([x - right / (pixelWidth * extent.columns), y - down / (pixelHeight * extent.rows)]),
  };
}

/** The middle of the viewer never leaves the image. */
function within([x, y]: readonly [number, number]): readonly [number, number] {
  return [Math.max(0, Math.min(1, x)), Math.max(0, Math.min(1, y))];
}

/** A scale bar: a round number of millimeters, at most a quarter of the viewer long. */
export function scaleBar(
  { spacing }: Extent,
  { pixelWidth }: Placement,
  { width }: Size,
): { readonly millimeters: number; readonly length: number } | undefined {
  const perMillimeter = spacing && pixelWidth / spacing[1];
  if (!perMillimeter || !Number.isFinite(perMillimeter)) return undefined;
  const most = width / 4 / perMillimeter;
  const power = 10 ** Math.floor(Math.log10(most));
  const millimeters = ([5, 2, 1].find((times) => times * power <= most) ?? 1) * power;
  return { millimeters, length: millimeters * perMillimeter };
}
