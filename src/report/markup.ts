/** Text that is known to be safe HTML or SVG. Made by {@link html} and {@link trusted} only. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Interpolated = Markup | string | number | undefined | false | readonly Interpolated[];

/**
 * HTML in which every interpolated text is escaped, so that a name from a file is never markup; only other markup
 * passes as it is. Lists are joined; `undefined` and `false` vanish.
 *
 * @example html`<td title="${fileName}">${isWrong && html`<b>wrong</b>`}</td>`
 */
export function html(parts: TemplateStringsArray, ...values: readonly Interpolated[]): Markup {
  return new Markup(parts.map((part, i) => part + textOf(values[i])).join(''));
}

/** Markup that another program wrote, such as the SVG of a figure. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function textOf(value: Interpolated): string {
  if (value instanceof Markup) return value.text;
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map(textOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return withoutForbidden(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Characters that neither HTML nor XML may contain, and the ones that reverse the direction of what follows. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu;

/** Text with a replacement character for each one that would break a page or disguise what it says. */
export function withoutForbidden(text: string): string {
  return text.replaceAll(FORBIDDEN, '\ufffd');
}
