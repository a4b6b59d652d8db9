import { useCallback } from 'react';
import { Canvas, type ColorOf, css, pixelImage, type Rgb } from '../drawings/canvas.tsx';
import { Drawing } from '../drawings/drawing.tsx';
import type { NetworkPicture } from './plane-program.ts';
import { GRID } from './plane-view.ts';

const SIZE = { width: 560, height: 330, unit: 26, label: 92, top: 22 } as const;

/**
 * The network: every unit with what it gives over the plane, every weight as a line, thick where it is large. Before
 * it has learned anything, only what it is made of.
 *
 * @param hidden the units of each hidden layer, before the first picture
 */
export function NetworkDrawing({ picture, hidden, inputs, classes }: NetworkDrawingProps) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, color: ColorOf) => {
      const units = picture?.units.map((values) => values.length / GRID ** 2) ?? hidden;
      const columns = columnsOf([inputs.length, ...units, classes.length]);
      if (picture) drawWeights(context, picture, columns, color);
      drawUnits(context, picture?.units ?? [], columns, color);
      drawNames(context, columns.at(0) ?? [], inputs, 'right', color);
      drawNames(context, columns.at(-1) ?? [], classes, 'left', color);
    },
    [picture, hidden, inputs, classes],
  );
  return (
    <Drawing
      title="The network, and what each unit gives over the plane"
      description={picture ? described(picture) : 'it has not learned yet'}
    >
      <Canvas width={SIZE.width} height={SIZE.height} draw={draw} />
    </Drawing>
  );
}

interface NetworkDrawingProps {
  readonly picture: NetworkPicture | undefined;
  readonly hidden: readonly number[];
  readonly inputs: readonly string[];
  readonly classes: readonly string[];
}

/** The middle of a unit. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where the units of all layers stand, inputs first. */
function columnsOf(sizes: readonly number[]): Place[][] {
  const [left, right] = [SIZE.label, SIZE.width - SIZE.label];
  return sizes.map((size, column) => {
    const x = left + ((right - left) * column) / (sizes.length - 1);
    const step = Math.min(SIZE.unit + 8, (SIZE.height - 2 * SIZE.top) / Math.max(1, size - 1));
    const top = SIZE.height / 2 - (step * (size - 1)) / 2;
    return Array.from({ length: size }, (_, at) => ({ x, y: top + at * step }));
  });
}

function drawWeights(
  context: CanvasRenderingContext2D,
  { kernels }: NetworkPicture,
  columns: readonly (readonly Place[])[],
  color: ColorOf,
): void {
  const [positive, negative] = [color('series-1'), color('series-2')];
  for (const [layer, kernel] of kernels.entries()) {
    const [from = [], to = []] = columns.slice(layer, layer + 2);
    const largest = Math.max(1, ...kernel.map(Math.abs));
    for (const [at, weight] of kernel.entries()) {
      const [start, end] = [from[Math.floor(at / to.length)], to[at % to.length]];
      if (!start || !end) continue;
      const share = Math.abs(weight) / largest;
      context.beginPath();
      context.moveTo(start.x, start.y);
      context.lineTo(end.x, end.y);
      context.lineWidth = 0.3 + 4 * share;
      context.strokeStyle = css(weight > 0 ? positive : negative, 0.15 + 0.7 * share);
      context.stroke();
    }
  }
}

/** Every hidden unit as a small picture of the plane; inputs and outputs as dots. */
function drawUnits(
  context: CanvasRenderingContext2D,
  units: readonly Float32Array[],
  columns: readonly (readonly Place[])[],
  color: ColorOf,
): void {
  for (const [column, places] of columns.entries()) {
    const isOuter = column === 0 || column === columns.length - 1;
    const step = (places[1]?.y ?? 100) - (places[0]?.y ?? 0);
    const side = isOuter ? 8 : Math.min(SIZE.unit, step - 3);
    for (const [unit, { x, y }] of places.entries()) {
      const values = isOuter ? undefined : units[column - 1];
      context.fillStyle = css(color(isOuter ? 'muted' : 'surface'));
      if (values)
        context.drawImage(
          unitImage(values, unit, places.length, color),
          x - side / 2,
          y - side / 2,
          side,
          side,
        );
      else context.fillRect(x - side / 2, y - side / 2, side, side);
      context.lineWidth = 1;
      context.strokeStyle = css(color('strong-line'));
      context.strokeRect(x - side / 2, y - side / 2, side, side);
    }
  }
}

/** Blue where a unit gives more than nothing, orange where less. */
function unitImage(values: Float32Array, unit: number, units: number, color: ColorOf): OffscreenCanvas {
  const [ground, positive, negative] = [color('surface'), color('series-1'), color('series-2')];
  let largest = 1e-6;
  for (let at = unit; at < values.length; at += units) largest = Math.max(largest, Math.abs(values[at] ?? 0));
  return pixelImage(GRID, GRID, (place) => {
    const value = (values[place * units + unit] ?? 0) / largest;
    return between(ground, value > 0 ? positive : negative, Math.abs(value));
  });
}

function between(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (channel: 0 | 1 | 2) => from[channel] + share * (to[channel] - from[channel]);
  return [part(0), part(1), part(2)];
}

function drawNames(
  context: CanvasRenderingContext2D,
  places: readonly Place[],
  names: readonly string[],
  align: 'left' | 'right',
  color: ColorOf,
): void {
  context.fillStyle = css(color('text'));
  context.font = '12px system-ui, sans-serif';
  context.textAlign = align;
  for (const [at, { x, y }] of places.entries()) {
    context.fillText(names[at] ?? '', x + (align === 'left' ? 10 : -10), y + 4);
  }
}

function described({ kernels, epoch }: NetworkPicture): string {
  const layers = kernels.map((kernel, at) => {
    const largest = Math.max(...kernel.map(Math.abs));
    return `layer ${at + 1} has ${kernel.length} weights, the largest of size ${largest.toFixed(2)}`;
  });
  return `after epoch ${epoch}, ${layers.join('; ')}`;
}
