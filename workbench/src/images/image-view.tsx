import { useEffect, useId, useRef } from 'react';
import { useAppearance, useWindow } from './appearance.ts';
import { ownChannel, unitOf } from './channels.ts';
import { ColorLegend } from './color-legend.tsx';
import type { ColorScale } from './color-scales.ts';
import type { ImageStack } from './image-stack.ts';
import styles from './image-view.module.css';
import { Overlay } from './overlay.tsx';
import { useDrawing } from './use-drawing.ts';
import { keysInWords, useGestures } from './use-gestures.ts';
import { usePicture } from './use-picture.ts';
import { useSize } from './use-size.ts';
import { numberText } from './values-in-words.ts';
import { useView, type ViewStore } from './view-store.ts';

/** What a viewer is told. */
export interface ImageViewProps {
  /** What is shown; still on its way where it is missing. */
  readonly stack: ImageStack | undefined;
  /** How it is looked at. Viewers that share one zoom, move, scroll and change their window together. */
  readonly store: ViewStore;
  /** What it is, in the corner and for screen readers: "Reference", "Variational network". */
  readonly label: string;
  /** Why there is nothing to show. */
  readonly error?: Error | undefined;
  /** Colors with a scale of their own, for maps of errors; gray by default. */
  readonly colors?: ColorScale;
}

/**
 * Shows one picture of a stack, gray, as radiologists look at it. Dragging changes the window (to the right wider,
 * downward darker), with shift or the middle button it moves the image; the wheel scrolls, with ctrl it zooms. It fills
 * what it is in.
 *
 * @example
 * const store = useViewStore();
 * <ImageView stack={stack} store={store} label="Reference" />
 */
export function ImageView({ stack, store, label, error, colors }: ImageViewProps) {
  const view = useView(store);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const keys = useId();
  const size = useSize(frame);
  const channel = stack?.isComplex ? (view.channel ?? ownChannel(stack)) : 'magnitude';
  const index = Math.min(view.index, (stack?.count ?? 1) - 1);
  const picture = usePicture(stack, index, channel);
  const window = useWindow(stack, picture.values, view, channel);
  const isInverted = view.isInverted !== (stack?.isInverted ?? false);
  const appearance = useAppearance(window, isInverted, colors);
  useDrawing(canvas, stack, picture.values, appearance, view, size);
  useAhead(stack, index);

  const target = stack && { stack, store, size, window, hasWindow: !colors };
  const gestures = useGestures(frame, target);
  const shown = picture.error ?? error;
  return (
    <div
      ref={frame}
      className={styles.frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys, as a canvas to work on does
      tabIndex={0}
      role="application"
      aria-label={label}
      aria-describedby={keys}
      aria-busy={picture.isLoading}
      {...gestures}
    >
      <canvas
        ref={canvas}
        className={styles.canvas}
        role="img"
        aria-label={stack ? inWords(label, stack, index, colors ? undefined : window) : label}
      />
      {stack && (
        <Overlay
          {...{ stack, view, size, index, label }}
          values={picture.values}
          window={colors ? undefined : window}
          unit={unitOf(stack, channel)}
        />
      )}
      {colors && <ColorLegend colors={colors} unit={stack?.unit} />}
      {shown && (
        <p role="alert" className={styles.message}>
          {shown.message}
        </p>
      )}
      {!shown && (!stack || (picture.isLoading && !picture.values)) && (
        <p role="status" className={styles.message}>
          Reading …
        </p>
      )}
      <p id={keys} hidden>
        {keysInWords}
      </p>
    </div>
  );
}

/** Asks for the neighbors of a picture, so that scrolling does not wait. */
function useAhead(stack: ImageStack | undefined, index: number): void {
  useEffect(() => {
    for (const next of [index + 1, index - 1]) {
      if (!stack || next < 0 || next >= stack.count) continue;
      const picture = stack.picture(next);
      if (picture instanceof Promise) picture.catch(() => undefined);
    }
  }, [stack, index]);
}

/** What is shown, for those who do not see it. */
function inWords(
  label: string,
  { rows, columns, count, counted, sides }: ImageStack,
  index: number,
  window: { readonly level: number; readonly width: number } | undefined,
): string {
  return [
    label,
    `${columns} × ${rows} pixels`,
    count > 1 && `${counted} ${index + 1} of ${count}`,
    window && `level ${numberText(window.level)}, width ${numberText(window.width)}`,
    sides && `left edge ${sides.left}, right edge ${sides.right}, top ${sides.top}, bottom ${sides.bottom}`,
  ]
    .filter(Boolean)
    .join('; ');
}
