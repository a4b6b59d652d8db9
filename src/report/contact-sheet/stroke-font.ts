import hershey from './hershey-futural.json' with { type: 'json' };

/** A line through points (x, y), in units of the font: capitals are 21 high, y grows downward, 0 is the middle. */
type Stroke = readonly (readonly [x: number, y: number])[];

interface Glyph {
  readonly left: number;
  readonly right: number;
  readonly strokes: readonly Stroke[];
}

/** The height of capitals, and how far below the middle the base line is, in units of the font. */
const CAPITAL = 21;
const BASE = 9;

const FIRST = 32;
const glyphs = new Map<string, Glyph>();

/**
 * A text as lines to draw: (x, y) in pixels from the left end of its base line, capitals `size` pixels high. What is not
 * ASCII is written as a question mark, but for a few signs that have a near relative.
 *
 * Source: A. V. Hershey, Calligraphy for computers, U.S. Naval Weapons Laboratory (1967).
 */
export function strokesOf(
  text: string,
  size: number,
): { readonly strokes: readonly Stroke[]; readonly width: number } {
  const scale = size / CAPITAL;
  const strokes: Stroke[] = [];
  let pen = 0;
  for (const character of plain(text)) {
    const { left, right, strokes: drawn } = glyphOf(character);
    for (const stroke of drawn) {
      strokes.push(stroke.map(([x, y]) => [(pen + x - left) * scale, (y - BASE) * scale] as const));
    }
    pen += right - left;
  }
  return { strokes, width: pen * scale };
}

const RELATIVES: Readonly<Record<string, string>> = {
  '×': 'x',
  '–': '-',
  '−': '-',
  µ: 'u',
  '°': "'",
  '…': '...',
};

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^ -~]/gu, (character) => RELATIVES[character] ?? '?');
}

function glyphOf(character: string): Glyph {
  const known = glyphs.get(character);
  if (known) return known;
  const glyph = decoded(hershey.glyphs[character.charCodeAt(0) - FIRST] ?? '');
  glyphs.set(character, glyph);
  return glyph;
}

/** Coordinates are letters, counted from R; " R" lifts the pen. The first pair is where the glyph begins and ends. */
function decoded(text: string): Glyph {
  const coordinate = (at: number) => text.charCodeAt(at) - 'R'.charCodeAt(0);
  const strokes: [number, number][][] = [[]];
  for (let at = 2; at + 1 < text.length; at += 2) {
    if (text.startsWith(' R', at)) strokes.push([]);
    else strokes.at(-1)?.push([coordinate(at), coordinate(at + 1)]);
  }
  return { left: coordinate(0), right: coordinate(1), strokes: strokes.filter(({ length }) => length > 0) };
}
