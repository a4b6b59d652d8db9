import type { ChartColors } from './chart-colors.ts';
import type { PlotHandle } from './plot-view.tsx';
import type { PlottedCurve } from './plotted-curve.ts';

/** Sizes in lines of text. */
const LINE = 1.8;

/** Saves a chart as a PNG file, with its title and legend, on the color of its surface. */
export function savePicture(
  handle: PlotHandle,
  title: string,
  curves: readonly PlottedCurve[],
  colors: ChartColors,
): void {
  const plot = handle.canvas();
  const picture = plot && composed(plot, title, curves, colors);
  picture?.toBlob((blob) => {
    if (!blob) return;
    const address = URL.createObjectURL(blob);
    const link = Object.assign(document.createElement('a'), {
      href: address,
      download: `${fileName(title)}.png`,
    });
    link.click();
    URL.revokeObjectURL(address);
  });
}

/** A title as a file may be called. */
function fileName(title: string): string {
  return title.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'chart';
}

function composed(
  plot: HTMLCanvasElement,
  title: string,
  curves: readonly PlottedCurve[],
  colors: ChartColors,
): HTMLCanvasElement | undefined {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  const scale = devicePixelRatio;
  const line = LINE * colors.fontSize * scale;
  const font = colors.font.replace(/^[\d.]+/, (size) => String(Number(size) * scale));
  context.font = font;
  const places = placed(
    curves.map(({ label }) => context.measureText(label).width + 3 * line),
    plot.width - line,
  );
  canvas.width = plot.width;
  canvas.height = plot.height + line * (2 + (places.at(-1)?.row ?? 0) + 1);
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(plot, 0, canvas.height - plot.height);
  context.textBaseline = 'middle';
  context.fillStyle = colors.text;
  context.font = `600 ${font}`;
  context.fillText(title, line / 2, line);
  context.font = font;
  curves.forEach(({ label, color, isDashed }, i) => {
    const [x, y] = [line / 2 + (places[i]?.x ?? 0), line * (2 + (places[i]?.row ?? 0))];
    context.strokeStyle = colors.series[color % colors.series.length] ?? colors.text;
    context.lineWidth = 2 * scale;
    context.setLineDash(isDashed ? [6 * scale, 4 * scale] : []);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + line, y);
    context.stroke();
    context.fillStyle = colors.text;
    context.fillText(label, x + 1.3 * line, y);
  });
  return canvas;
}

/** Where things of these widths are, in as many rows as they need. */
function placed(
  widths: readonly number[],
  room: number,
): readonly { readonly x: number; readonly row: number }[] {
  let [x, row] = [0, 0];
  return widths.map((width) => {
    if (x > 0 && x + width > room) [x, row] = [0, row + 1];
    const place = { x, row };
    x += width;
    return place;
  });
}
