import type { Figure } from './figure.ts';
import { html, type Markup } from './markup.ts';
import { formatFixed, formatNumber } from './numbers.ts';
import { textWidth } from './text-width.ts';

/** Text with emphasis, code and links; plain strings are text. */
export type Inline =
  | string
  | { readonly strong: string }
  | { readonly code: string }
  | { readonly link: string; readonly text: string };

/** A paragraph. */
export interface Prose {
  readonly kind: 'prose';
  readonly text: Inline | readonly Inline[];
}

/** A few lines of a program, a file or a command. */
export interface Code {
  readonly kind: 'code';
  readonly text: string;
  /** What it is, such as a file's name. */
  readonly title?: string;
}

/** Something that a reader must not miss. */
export interface Note {
  readonly kind: 'note';
  readonly level: 'note' | 'warning' | 'error';
  /** The bold words it begins with: "Note.", "Warning." or "Error." by default. */
  readonly title?: string;
  readonly text: Inline | readonly Inline[];
}

/** Key numbers, large. */
export interface Tiles {
  readonly kind: 'tiles';
  readonly tiles: readonly {
    readonly label: string;
    /** Already formatted: "97.3 %". */
    readonly value: string;
    /** Written smaller, after the value: "images/s". */
    readonly unit?: string;
    /** An interval, a comparison or a condition. */
    readonly detail?: string;
  }[];
}

/** A column of a table. Numbers are right-aligned and share their digits unless `format` writes them. */
export interface Column {
  readonly title: string;
  readonly format?: (value: number) => string;
}

/** Rows of text and numbers under named columns; what is undefined stays empty. */
export interface Table {
  readonly kind: 'table';
  readonly caption?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

/** What a section of a page is made of. */
export type Block = Prose | Code | Note | Tiles | Table | Figure;

/** A block as HTML. `index` tells figures and tables of a page apart. */
export function blockMarkup(block: Block, index: string): Markup {
  switch (block.kind) {
    case 'prose':
      return html`<p>${inline(block.text)}</p>\n`;
    case 'code':
      return html`<figure class="code">${block.title !== undefined && html`<figcaption>${block.title}</figcaption>`}<pre tabindex="0"><code>${block.text}</code></pre></figure>\n`;
    case 'note':
      return html`<div class="note ${block.level}" role="note"><p><strong>${block.title ?? NOTE_TITLES[block.level]}</strong> ${inline(block.text)}</p></div>\n`;
    case 'tiles':
      return tilesMarkup(block);
    case 'table':
      return tableMarkup(block, index);
    case 'figure':
      return figureMarkup(block, index);
  }
}

const NOTE_TITLES = { note: 'Note.', warning: 'Warning.', error: 'Error.' } as const;

function inline(text: Inline | readonly Inline[]): readonly Markup[] {
  const parts: readonly Inline[] = isList(text) ? text : [text];
  return parts.map((part) => {
    if (typeof part === 'string') return html`${part}`;
    if ('strong' in part) return html`<strong>${part.strong}</strong>`;
    if ('code' in part) return html`<code>${part.code}</code>`;
    const safe = /^(https?:\/\/|mailto:|#)/i.test(part.link);
    return safe ? html`<a href="${part.link}" rel="noreferrer">${part.text}</a>` : html`${part.text}`;
  });
}

function isList(text: Inline | readonly Inline[]): text is readonly Inline[] {
  return Array.isArray(text);
}

function figureMarkup({ title, caption, alt, markup, svg }: Figure, index: string): Markup {
  const drawing =
    svg === undefined
      ? markup
      : html`<div class="drawing" tabindex="0" role="group" aria-label="${title ?? alt}">${markup}</div>`;
  const heading = title !== undefined && html`<h3 id="figure-${index}">${title}</h3>`;
  const words = caption !== undefined && html`<figcaption>${caption}</figcaption>`;
  return html`<figure class="figure"${title !== undefined && html` aria-labelledby="figure-${index}"`}>${heading}${drawing}${words}</figure>\n`;
}

/** Values wider than the narrowest tile, in pixels at full size, are written smaller. */
const TILE = { fontSize: 25, width: 136 };

function isLong(value: string, unit = ''): boolean {
  return textWidth(value, TILE.fontSize) + textWidth(unit, 0.7 * TILE.fontSize) > TILE.width;
}

function tilesMarkup({ tiles }: Tiles): Markup {
  const items = tiles.map(
    ({ label, value, unit, detail }) =>
      html`<div><dt>${label}</dt><dd class="value${isLong(value, unit) && ' is-long'}">${value}${unit !== undefined && html` <span class="unit">${unit}</span>`}</dd>${detail !== undefined && html`<dd class="detail">${detail}</dd>`}</div>`,
  );
  return html`<dl class="tiles">${items}</dl>\n`;
}

function tableMarkup({ caption, columns, rows }: Table, index: string): Markup {
  const texts = columns.map((column, i) =>
    columnTexts(
      column,
      rows.map((row) => row[i]),
    ),
  );
  const isNumeric = columns.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] !== 'string'));
  const kind = (i: number): Markup | false => isNumeric[i] === true && html` class="number"`;
  const head = columns.map(({ title }, i) => html`<th scope="col"${kind(i)}>${title}</th>`);
  const body = rows.map(
    (_, r) => html`<tr>${columns.map((__, i) => cell(texts[i]?.[r] ?? '', i, kind(i)))}</tr>\n`,
  );
  const empty =
    rows.length === 0 && html`<tr><td colspan="${columns.length}" class="empty">No rows.</td></tr>`;
  const title = caption !== undefined && html`<caption id="table-${index}">${caption}</caption>`;
  const name = caption === undefined ? html` aria-label="Table"` : html` aria-labelledby="table-${index}"`;
  return html`<div class="table" tabindex="0" role="region"${name}><table>${title}<thead><tr>${head}</tr></thead>
<tbody>${body}${empty}</tbody></table></div>\n`;
}

function cell(text: string, column: number, kind: Markup | false): Markup {
  return column === 0 ? html`<th scope="row"${kind}>${text}</th>` : html`<td${kind}>${text}</td>`;
}

/** The texts of a column; its numbers with as many decimals as its most precise one needs for three digits. */
function columnTexts(column: Column, values: readonly (string | number | undefined)[]): readonly string[] {
  const numbers = values.filter((value) => typeof value === 'number').filter(Number.isFinite);
  const decimals = decimalsFor(numbers);
  const write =
    column.format ??
    ((value: number) => (decimals === undefined ? formatNumber(value) : formatFixed(value, decimals)));
  return values.map((value) =>
    value === undefined ? '–' : typeof value === 'string' ? value : write(value),
  );
}

/** Decimals that give the median number three digits; `undefined` where they span too much for one format. */
function decimalsFor(numbers: readonly number[]): number | undefined {
  if (numbers.every((value) => Number.isInteger(value))) return 0;
  const magnitudes = numbers
    .filter((value) => value !== 0)
    .map((value) => Math.floor(Math.log10(Math.abs(value))))
    .sort((a, b) => a - b);
  const [least, median, most] = [
    magnitudes[0] ?? 0,
    magnitudes[magnitudes.length >> 1] ?? 0,
    magnitudes.at(-1) ?? 0,
  ];
  if (most - least > 3 || least < -4 || most > 6) return undefined;
  return Math.max(0, 2 - median);
}
