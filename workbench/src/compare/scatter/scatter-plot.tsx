import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef, useState } from 'react';
import { useChartColors } from '../../charts/chart-colors.ts';
import { classes } from '../../controls/classes.ts';
import { useSize } from '../../images/use-size.ts';
import { drawScatter, plotArea, type ScatterContent, spotOf } from './draw-scatter.ts';
import styles from './scatter.module.css';

/** Clicks so near a point mean it, in pixels. */
const REACH = 12;

/**
 * Points on two axes. The pointer, or the arrow keys from left to right, choose one; a click or Enter opens it.
 *
 * @param words what it shows, for those who do not see it
 */
export function ScatterPlot({
  content,
  words,
  onOpen,
}: {
  readonly content: ScatterContent;
  readonly words: string;
  readonly onOpen: (point: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(box);
  const colors = useChartColors();
  const [at, setAt] = useState<number>();
  const area = plotArea(size.width, size.height, colors.fontSize);
  const chosen = at === undefined ? undefined : content.points[at];

  useLayoutEffect(() => {
    const target = canvas.current;
    const context = target?.getContext('2d');
    if (!target || !context || size.width === 0) return;
    target.width = Math.round(size.width * devicePixelRatio);
    target.height = Math.round(size.height * devicePixelRatio);
    context.scale(devicePixelRatio, devicePixelRatio);
    drawScatter(context, content, plotArea(size.width, size.height, colors.fontSize), colors, chosen);
  }, [content, size, colors, chosen]);

  const pointed = (event: MouseEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return nearest(content, area, event.clientX - left, event.clientY - top);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at !== undefined) onOpen(at);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt(neighbor(content, at, step));
  };
  return (
    <div
      ref={box}
      className={classes(styles.plot, content.hasIdentity && styles.square)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: points are chosen by keys.
      tabIndex={0}
      role="application"
      aria-label={`${words} Arrow keys go from point to point, Enter opens its case.`}
      onKeyDown={pressed}
      onMouseMove={(event) => setAt(pointed(event))}
      onMouseLeave={() => setAt(undefined)}
      onClick={(event) => {
        const point = pointed(event);
        if (point !== undefined) onOpen(point);
      }}
      style={{ cursor: chosen ? 'pointer' : undefined }}
    >
      <canvas ref={canvas} className={styles.canvas} />
      <p className={styles.chosen} role="status">
        {chosen?.label}
      </p>
    </div>
  );
}

function nearest(
  content: ScatterContent,
  area: ReturnType<typeof plotArea>,
  x: number,
  y: number,
): number | undefined {
  let [found, least]: [number | undefined, number] = [undefined, REACH];
  for (const [i, point] of content.points.entries()) {
    const [px, py] = spotOf(content, area, point);
    const distance = Math.hypot(px - x, py - y);
    if (distance < least) [found, least] = [i, distance];
  }
  return found;
}

/** The next point to the right or to the left. */
function neighbor({ points }: ScatterContent, at: number | undefined, step: number): number | undefined {
  const order = points.map((_, i) => i).sort((a, b) => (points[a]?.x ?? 0) - (points[b]?.x ?? 0) || a - b);
  const place = at === undefined ? (step > 0 ? -1 : order.length) : order.indexOf(at);
  return order[Math.max(0, Math.min(order.length - 1, place + step))];
}
