import { useLayoutEffect, useRef } from 'react';
import { grayTable } from '../../images/color-scales.ts';
import { edgesOf, fullWindow } from '../../images/gray-window.ts';
import { shade } from '../../images/shade.ts';
import styles from './examples-tab.module.css';

/** A small gray image, from its least value to its greatest. */
export function GrayPicture({
  values,
  rows,
  columns,
  label,
}: {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = new ImageData(columns, rows);
    shade(values, new Uint32Array(image.data.buffer), edgesOf(fullWindow(values)), grayTable(false));
    context.putImageData(image, 0, 0);
  }, [values, rows, columns]);
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      width={columns}
      height={rows}
      role="img"
      aria-label={label}
    />
  );
}
