import { range } from '../../util/arrays.ts';
import type { RandomStream } from '../../util/random.ts';
import { type Glyph, glyphs, type Point, type Stroke } from './glyphs.ts';

/** How one person writes. */
export interface Hand {
  /** How far the top leans to the right, per unit of height. */
  readonly slant: number;
  /** How wide digits are, relative to the templates. */
  readonly width: number;
  /** The pen's width, in pixels of the finished image. */
  readonly pen: number;
  /** By how much points stray, in glyph heights. */
  readonly wobble: number;
  /** The way in which each digit is usually written. */
  readonly ways: readonly number[];
}

/** How often a digit is written in another than the usual way. */
const WHIM = 0.15;

/** By how much a line shivers at most, in glyph heights. */
const TREMOR = 0.016;

/** Somebody's handwriting. */
export function drawHand(stream: RandomStream): Hand {
  return {
    slant: 0.14 + 0.3 * stream.normal(),
    width: spread(stream, 0.18),
    pen: 2.35 * spread(stream, 0.22),
    wobble: 0.023 * spread(stream, 0.3),
    ways: range(10).map((digit) => stream.integer(waysOf(digit).length)),
  };
}

/** The strokes of one digit as this hand writes it now: points close together, in glyph heights. */
export function writeDigit(digit: number, hand: Hand, stream: RandomStream): Glyph {
  const ways = waysOf(digit);
  const way = stream.uniform() < WHIM ? stream.integer(ways.length) : (hand.ways[digit] ?? 0);
  const move = movement(hand, stream);
  const strokes = strayed(ways[way] ?? [], hand.wobble, stream);
  const tremor = TREMOR * stream.uniform();
  const shaken = ([x, y]: Point): Point => [x + tremor * stream.normal(), y + tremor * stream.normal()];
  return strokes.map((stroke) => smooth(stroke).map((point) => move(shaken(point))));
}

function waysOf(digit: number): readonly Glyph[] {
  return glyphs[digit] ?? [];
}

/** A random factor around 1, as likely to be twice as half. */
function spread(stream: RandomStream, deviation: number): number {
  return Math.exp(deviation * stream.normal());
}

/** The strokes with every point moved a little, and the free ends more; strokes that were joined stay joined. */
function strayed(glyph: Glyph, wobble: number, stream: RandomStream): Glyph {
  const moved = new Map<string, Point>();
  return glyph.map((stroke) =>
    stroke.map(([x, y], i) => {
      const known = moved.get(`${x} ${y}`);
      const reach = i === 0 || i === stroke.length - 1 ? 1.6 * wobble : wobble;
      const point = known ?? ([x + reach * stream.normal(), y + reach * stream.normal()] as const);
      moved.set(`${x} ${y}`, point);
      return point;
    }),
  );
}

/** A bend of the whole digit, then width, slant and rotation. */
function movement(hand: Hand, stream: RandomStream): (point: Point) => Point {
  const [bendX, bendY] = [bend(stream), bend(stream)];
  const width = hand.width * spread(stream, 0.08);
  const slant = hand.slant + 0.08 * stream.normal();
  const angle = 0.11 * stream.normal();
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return ([x, y]) => {
    const across = width * (x + bendX(x, y)) + slant * (1 - y);
    const down = y + bendY(x, y);
    return [cosine * across - sine * down, sine * across + cosine * down];
  };
}

/** A long wave in a random direction. */
function bend(stream: RandomStream): (x: number, y: number) => number {
  const height = 0.055 * stream.normal();
  const [alongX, alongY] = [3 * stream.normal(), 3 * stream.normal()];
  const phase = 2 * Math.PI * stream.uniform();
  return (x, y) => height * Math.sin(alongX * x + alongY * y + phase);
}

/** Into how many straight pieces the way from one point to the next is cut. */
const PIECES = 5;

/** The curve through a stroke's points (Catmull and Rom 1974), as a dense row of points. */
function smooth(stroke: Stroke): Stroke {
  const last = stroke.length - 1;
  const at = (i: number): Point => stroke[Math.min(Math.max(i, 0), last)] ?? [0, 0];
  const curve = range(last).flatMap((i) =>
    range(PIECES).map((piece) => catmullRom(at(i - 1), at(i), at(i + 1), at(i + 2), piece / PIECES)),
  );
  return [...curve, at(last)];
}

function catmullRom(before: Point, from: Point, to: Point, after: Point, t: number): Point {
  const coordinate = (axis: 0 | 1) => {
    const [a, b, c, d] = [before[axis], from[axis], to[axis], after[axis]];
    return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  };
  return [coordinate(0), coordinate(1)];
}
