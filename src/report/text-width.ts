/** Widths of characters in ems of a common sans-serif, by class; DejaVu Sans, the widest font in use, stays below them. */
const NARROW = /[ijltfrI.,:;!|'/()[\]{} -]/;
const BROAD = /[mwMW@%&—…<>=+~#×]/;
const CAPITAL = /[\p{Lu}\d_$€?]/u;
const FULL = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;

/** About how wide a text will be, in the unit of `size`: the browser's font is not known when a figure is drawn. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * size;
}

function emsOf(character: string): number {
  if (FULL.test(character)) return 1.05;
  if (BROAD.test(character)) return 1;
  if (NARROW.test(character)) return 0.4;
  return CAPITAL.test(character) ? 0.68 : 0.6;
}

/** The text, its middle replaced by an ellipsis where it is wider than `limit`. */
export function fitText(text: string, size: number, limit: number): string {
  if (textWidth(text, size) <= limit) return text;
  const characters = Array.from(text);
  let [head, tail] = [0, 0];
  const cut = (): string =>
    `${characters.slice(0, head).join('')}…${tail ? characters.slice(-tail).join('') : ''}`;
  while (head + tail < characters.length) {
    const before = [head, tail] as const;
    if (head <= tail) head++;
    else tail++;
    if (textWidth(cut(), size) <= limit) continue;
    [head, tail] = before;
    break;
  }
  return cut();
}
