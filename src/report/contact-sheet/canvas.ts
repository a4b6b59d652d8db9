import { encodePng } from '../png.ts';
import { strokesOf } from './stroke-font.ts';

/** Where a text is held. */
export type Anchor = 'start' | 'middle' | 'end';

/** How a text is drawn: capitals `size` pixels high, at a level from 0 (black) to 1 (white). */
export interface TextStyle {
  readonly size: number;
  readonly level: number;
  readonly anchor?: Anchor;
  /** Whether a dark rim keeps it readable on a bright picture. */
  readonly rim?: boolean;
}

/** A drawing in pixels of three colors, from which a PNG file is made. Begins black. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#pixels = new Uint8Array(3 * width * height);
  }

  /** Sets a pixel; outside there is none. */
  set(x: number, y: number, red: number, green: number, blue: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    this.#pixels.set([red, green, blue], 3 * (y * this.width + x));
  }

  /** Fills a rectangle evenly. */
  rectangle(left: number, top: number, width: number, height: number, level: number): void {
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) this.#blend(x, y, level, 1);
    }
  }

  /** Writes a text whose base line begins (or has its middle, or ends) at (x, y). */
  text(x: number, y: number, text: string, { size, level, anchor = 'start', rim = false }: TextStyle): void {
    const { strokes, width } = strokesOf(text, size);
    const start = x - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width);
    const pen = Math.max(1.15, size / 9);
    const draw = (thickness: number, shade: number) => {
      for (const stroke of strokes) {
        const points = stroke.map(([dx, dy]) => [start + dx, y + dy] as const);
        for (let i = 0; i < Math.max(1, points.length - 1); i++) {
          const [from = [0, 0], to = from] = points.slice(i, i + 2);
          this.#line(from, to, thickness, shade);
        }
      }
    };
    if (rim) draw(pen + 2.5, 0);
    draw(pen, level);
  }

  /** The drawing as a PNG file: of one sample a pixel where all of it is gray. */
  png(): Uint8Array {
    const grays = this.#grays();
    return grays
      ? encodePng(grays, this.height, this.width)
      : encodePng(this.#pixels, this.height, this.width, 3);
  }

  #grays(): Uint8Array | undefined {
    const grays = new Uint8Array(this.width * this.height);
    for (let i = 0; i < grays.length; i++) {
      const [red, green, blue] = [this.#pixels[3 * i], this.#pixels[3 * i + 1], this.#pixels[3 * i + 2]];
      if (red !== green || red !== blue) return undefined;
      grays[i] = red ?? 0;
    }
    return grays;
  }

  /** A line with round ends, its edges smooth. */
  #line(
    from: readonly [number, number],
    to: readonly [number, number],
    thickness: number,
    level: number,
  ): void {
    const reach = thickness / 2 + 1;
    const [left, right] = [Math.min(from[0], to[0]) - reach, Math.max(from[0], to[0]) + reach];
    const [top, bottom] = [Math.min(from[1], to[1]) - reach, Math.max(from[1], to[1]) + reach];
    for (let y = Math.floor(top); y <= bottom; y++) {
      for (let x = Math.floor(left); x <= right; x++) {
        const coverage = thickness / 2 + 0.5 - distance([x + 0.5, y + 0.5], from, to);
        if (coverage > 0) this.#blend(x, y, level, Math.min(1, coverage));
      }
    }
  }

  #blend(x: number, y: number, level: number, opacity: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = 3 * (y * this.width + x);
    for (let i = at; i < at + 3; i++) {
      const before = this.#pixels[i] ?? 0;
      this.#pixels[i] = Math.round(before + (255 * level - before) * opacity);
    }
  }
}

/** How far a point is from a line between two others. */
function distance(
  [x, y]: readonly [number, number],
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
