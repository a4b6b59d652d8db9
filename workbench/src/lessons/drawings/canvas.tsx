import { useEffect, useRef } from 'react';
import { useTheme } from '../../theme/theme.ts';

/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The colors of the theme, by the names of its tokens without dashes: `color('series-1')`. */
export type ColorOf = (token: string) => Rgb;

/** A canvas that is drawn anew when what it shows changes, or the theme. Sizes are in pixels of the page. */
export function Canvas({ width, height, draw }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colors.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const ratio = devicePixelRatio;
    [canvas.current.width, canvas.current.height] = [width * ratio, height * ratio];
    context.scale(ratio, ratio);
    draw(context, themeColors(context));
  }, [width, height, draw, theme]);
  return <canvas ref={canvas} style={{ width, height }} />;
}

interface CanvasProps {
  readonly width: number;
  readonly height: number;
  /** Stays the same function as long as it draws the same. */
  readonly draw: (context: CanvasRenderingContext2D, color: ColorOf) => void;
}

/** The tokens' colors as the page has them now. */
function themeColors(context: CanvasRenderingContext2D): ColorOf {
  const tokens = getComputedStyle(document.documentElement);
  return (token) => {
    // A canvas gives back every opaque color as #rrggbb.
    context.fillStyle = tokens.getPropertyValue(`--${token}`).trim();
    const number = Number.parseInt(`${context.fillStyle}`.slice(1), 16);
    return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
  };
}

/** A color for the canvas. */
export function css([red, green, blue]: Rgb, alpha = 1): string {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}

/** An image of so many columns and rows, whose pixels `colorAt` gives, row after row. */
export function pixelImage(columns: number, rows: number, colorAt: (place: number) => Rgb): OffscreenCanvas {
  const image = new OffscreenCanvas(columns, rows);
  const pixels = new ImageData(columns, rows);
  for (let place = 0; place < columns * rows; place++) pixels.data.set([...colorAt(place), 255], 4 * place);
  image.getContext('2d')?.putImageData(pixels, 0, 0);
  return image;
}
