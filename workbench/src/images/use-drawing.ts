import type { Numbers } from 'echotrain/formats';
import { type RefObject, useLayoutEffect, useMemo } from 'react';
import type { Appearance } from './appearance.ts';
import { drawAt, ImagePixels } from './draw.ts';
import type { ImageStack } from './image-stack.ts';
import { placementOf, type Size } from './placement.ts';
import type { View } from './view-store.ts';

/** Keeps a canvas as an image, a view of it and its colors are. */
export function useDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  stack: ImageStack | undefined,
  values: Numbers | undefined,
  { edges: { black, white }, table }: Appearance,
  { zoom, center }: Pick<View, 'zoom' | 'center'>,
  size: Size,
): void {
  const pixels = useMemo(() => stack && new ImagePixels(stack), [stack]);
  useLayoutEffect(() => {
    if (stack && pixels && values) pixels.paint(values, stack.samples, { edges: { black, white }, table });
  }, [pixels, stack, values, black, white, table]);
  // Whatever has changed: moving an image costs no colors.
  useLayoutEffect(() => {
    if (canvas.current && stack && pixels && size.width > 0)
      drawAt(canvas.current, pixels, placementOf(stack, { zoom, center }, size), size);
  });
}
