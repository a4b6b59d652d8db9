import type { Numbers } from 'echotrain/formats';
import type { Window } from './gray-window.ts';
import type { ImageStack } from './image-stack.ts';
import styles from './overlay.module.css';
import { placementOf, type Size, scaleBar } from './placement.ts';
import { numberText, pixelText } from './values-in-words.ts';
import type { View } from './view-store.ts';

/** What is written over an image: what it is, its sides, the window, the pixel that is pointed at, a scale. */
export function Overlay({
  stack,
  view,
  size,
  index,
  label,
  values,
  window,
  unit,
}: {
  readonly stack: ImageStack;
  readonly view: View;
  readonly size: Size;
  readonly index: number;
  readonly label: string;
  readonly values: Numbers | undefined;
  readonly window: Window | undefined;
  readonly unit: string | undefined;
}) {
  const { cursor } = view;
  const { sides, count, counted } = stack;
  const bar = size.width > 0 ? scaleBar(stack, placementOf(stack, view, size), size) : undefined;
  return (
    <div className={styles.overlay} aria-hidden="true">
      <div className={styles.topLeft}>{label}</div>
      <div className={styles.topRight}>
        {count > 1 && `${counted} ${index + 1} / ${count}`}
        {view.zoom !== 1 && <div>{Math.round(100 * view.zoom)} %</div>}
      </div>
      <div className={styles.bottomLeft}>
        {cursor && values && (
          <div>
            {pixelText(values, stack, cursor, unit)}
            <span className={styles.place}>
              row {cursor[0]}, column {cursor[1]}
            </span>
          </div>
        )}
        {window && stack.samples === 1 && (
          <div>
            W {numberText(rounded(window.width))} L {numberText(rounded(window.level))}
            {unit && ` ${unit}`}
          </div>
        )}
      </div>
      {bar && (
        <div className={styles.bottomRight}>
          {numberText(bar.millimeters)} mm
          <div className={styles.bar} style={{ width: bar.length }} />
        </div>
      )}
      {sides && (
        <>
          <div className={styles.top}>{sides.top}</div>
          <div className={styles.right}>{sides.right}</div>
          <div className={styles.bottom}>{sides.bottom}</div>
          <div className={styles.left}>{sides.left}</div>
        </>
      )}
    </div>
  );
}

/** Windows are told to three digits, or whole numbers. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
