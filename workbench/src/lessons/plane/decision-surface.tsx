import { useCallback } from 'react';
import { Canvas, type ColorOf, css, pixelImage, type Rgb } from '../drawings/canvas.tsx';
import { Drawing } from '../drawings/drawing.tsx';
import drawings from '../drawings/drawings.module.css';
import { linearScale, shortNumber } from '../drawings/scale.ts';
import { GRID, type PlaneView } from './plane-view.ts';

const PLACE = { size: 300, left: 42, bottom: 36, top: 6, right: 6 } as const;
const [WIDTH, HEIGHT] = [PLACE.left + PLACE.size + PLACE.right, PLACE.top + PLACE.size + PLACE.bottom];

/**
 * The points, and behind them what the network says of every place: the surer, the stronger the color.
 *
 * @param note what else there is to know of the plane
 */
export function DecisionSurface({ data, surface, note }: DecisionSurfaceProps) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, color: ColorOf) => {
      context.translate(PLACE.left, PLACE.top);
      if (surface) drawSurface(context, surface, data.classes.length, color);
      drawPoints(context, data, color);
      drawAxes(context, data, color);
    },
    [data, surface],
  );
  return (
    <Drawing title="What the network says" description={described(data, surface)}>
      <Canvas width={WIDTH} height={HEIGHT} draw={draw} />
      <ul className={drawings.legend}>
        {data.classes.map((name, at) => (
          <li key={name}>
            <svg width="12" height="12" aria-hidden="true">
              <circle cx="6" cy="6" r="5" fill={`var(--series-${at + 1})`} />
            </svg>
            {name}
          </li>
        ))}
        <li>rings: validation</li>
        {note && <li>{note}</li>}
      </ul>
    </Drawing>
  );
}

interface DecisionSurfaceProps {
  readonly data: PlaneView;
  readonly surface: Float32Array | undefined;
  readonly note?: string | undefined;
}

/** The color of a class. */
function classColor(color: ColorOf, label: number): Rgb {
  return color(`series-${label + 1}`);
}

function drawSurface(
  context: CanvasRenderingContext2D,
  surface: Float32Array,
  classes: number,
  color: ColorOf,
): void {
  const ground = color('surface');
  const colors = Array.from({ length: classes }, (_, label) => classColor(color, label));
  const image = pixelImage(GRID, GRID, (place) =>
    mixed(ground, colors, surface.subarray(place * classes, (place + 1) * classes)),
  );
  context.imageSmoothingEnabled = true;
  context.drawImage(image, 0, 0, PLACE.size, PLACE.size);
}

/** The color of the most probable class, as strong as it is sure. */
function mixed(ground: Rgb, colors: readonly Rgb[], shares: Float32Array): Rgb {
  const most = Math.max(...shares);
  const chosen = colors[shares.indexOf(most)] ?? ground;
  const least = 1 / colors.length;
  const strength = 0.08 + (0.42 * (most - least)) / (1 - least);
  const part = (channel: 0 | 1 | 2) => ground[channel] + strength * (chosen[channel] - ground[channel]);
  return [part(0), part(1), part(2)];
}

function drawPoints(context: CanvasRenderingContext2D, data: PlaneView, color: ColorOf): void {
  const x = linearScale(data.x, [0, PLACE.size]);
  const y = linearScale(data.y, [PLACE.size, 0]);
  const rings = new Set(data.parts.validation);
  const hidden = new Set(data.parts.test);
  context.save();
  context.beginPath();
  context.rect(0, 0, PLACE.size, PLACE.size);
  context.clip();
  for (const [item, point] of data.points.entries()) {
    if (hidden.has(item)) continue;
    const own = css(classColor(color, point.label));
    context.beginPath();
    context.arc(x(point.x), y(point.y), 3.5, 0, 2 * Math.PI);
    context.fillStyle = rings.has(item) ? css(color('surface')) : own;
    context.fill();
    context.lineWidth = rings.has(item) ? 1.8 : 1;
    context.strokeStyle = rings.has(item) ? own : css(color('surface'));
    context.stroke();
  }
  context.restore();
}

function drawAxes(context: CanvasRenderingContext2D, data: PlaneView, color: ColorOf): void {
  const { size } = PLACE;
  context.strokeStyle = css(color('strong-line'));
  context.lineWidth = 1;
  context.strokeRect(0, 0, size, size);
  context.fillStyle = css(color('muted'));
  context.font = '11px system-ui, sans-serif';
  context.textAlign = 'center';
  const x = linearScale(data.x, [0, size]);
  for (const tick of x.ticks) context.fillText(shortNumber(tick), x(tick), size + 14);
  context.fillText(data.axes[0], size / 2, size + 30);
  const y = linearScale(data.y, [size, 0]);
  context.textAlign = 'right';
  for (const tick of y.ticks) context.fillText(shortNumber(tick), -5, y(tick) + 4);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillText(data.axes[1], -size / 2, 11 - PLACE.left);
}

/** How much of the plane goes to which class. */
function described({ points, classes, axes }: PlaneView, surface: Float32Array | undefined): string {
  const start = `${points.length} points by ${axes.join(' and ')}`;
  if (!surface) return `${start}; the network has not learned yet`;
  const counts = classes.map(() => 0);
  for (let from = 0; from < surface.length; from += classes.length) {
    const shares = surface.subarray(from, from + classes.length);
    const label = shares.indexOf(Math.max(...shares));
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const parts = classes.map(
    (name, label) => `${name} ${Math.round((100 * (counts[label] ?? 0)) / GRID ** 2)} %`,
  );
  return `${start}; of the plane, ${parts.join(', ')}`;
}
