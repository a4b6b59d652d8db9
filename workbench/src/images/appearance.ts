import type { Numbers } from 'echotrain/formats';
import { useMemo } from 'react';
import { type Channel, ownChannel } from './channels.ts';
import { type ColorScale, colorTable, endsOf, grayTable } from './color-scales.ts';
import { automaticWindow, edgesOf, type Window, windowOf } from './gray-window.ts';
import type { BlackWhite, ImageStack } from './image-stack.ts';
import type { View } from './view-store.ts';

/** How the values of an image become colors. */
export interface Appearance {
  readonly edges: BlackWhite;
  readonly table: Uint32Array;
}

/** The window that an image is shown in: the view's, else the image's own. */
export function useWindow(
  stack: ImageStack | undefined,
  values: Numbers | undefined,
  view: View,
  channel: Channel,
): Window {
  const own = useOwnWindow(stack, values, channel);
  return view.window ?? own;
}

/**
 * What the file recommends, else what suits the first picture that is there; it stays as pictures change, lest they
 * flicker.
 */
function useOwnWindow(stack: ImageStack | undefined, values: Numbers | undefined, channel: Channel): Window {
  const isHere = values !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the first picture, not of every one
  return useMemo(() => {
    if (stack?.window && channel === ownChannel(stack)) return windowOf(stack.window);
    if (channel === 'phase') return { level: 0, width: 2 * Math.PI };
    return values ? automaticWindow(values) : { level: 0, width: 1 };
  }, [stack, channel, isHere]);
}

/** The colors: gray through a window, or a scale with a limit of its own. */
export function useAppearance(
  window: Window,
  isInverted: boolean,
  colors: ColorScale | undefined,
): Appearance {
  const kind = colors?.kind;
  const table = useMemo(() => (kind ? colorTable({ kind }) : grayTable(isInverted)), [kind, isInverted]);
  if (!colors) return { edges: edgesOf(window), table };
  const [black, white] = endsOf(colors);
  return { edges: { black, white }, table };
}
