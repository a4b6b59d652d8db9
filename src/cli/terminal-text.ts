import { stripVTControlCharacters } from 'node:util';

/** Text without control characters: a name from a file must not steer the terminal. */
export function clean(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\p{Cc}+/gu, ' ');
}

const WIDE = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
const graphemes = new Intl.Segmenter();

/** How many columns a text takes. */
export function width(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}

/** The text cut to `columns`, with an ellipsis where something is missing. */
export function shorten(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (width(kept + segment) >= columns) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The text in one of the terminal's colors, by its SGR code. */
export function paint(text: string, code: number): string {
  return `\x1b[${code}m${text}\x1b[39m`;
}
