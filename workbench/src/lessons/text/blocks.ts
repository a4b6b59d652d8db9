/** A block of a lesson's text. Texts in it are in Markdown still, see `inline.ts`. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly header: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'figure'; readonly alt: string; readonly source: string }
  | { readonly kind: 'footnote'; readonly name: string; readonly text: string };

const FENCE = /^```(\S*)$/;
const HEADING = /^(#{1,6}) (.+)$/;
const ITEM = /^(?:[-*]|\d+\.) +(.*)$/;
const FIGURE = /^!\[([^\]]*)\]\(([^)]+)\)$/;
const FOOTNOTE = /^\[\^([^\]]+)\]: (.*)$/;
const INDENTED = /^ {4}/;
const RULE = /^\|[\s:|-]+\|$/;

/** Lines that are read from the first to the last. */
class Lines {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  get next(): string | undefined {
    return this.#lines[this.#at];
  }

  get afterNext(): string | undefined {
    return this.#lines[this.#at + 1];
  }

  /** Takes lines while they fit. */
  takeWhile(fits: (line: string) => boolean): string[] {
    const from = this.#at;
    while (this.next !== undefined && fits(this.next)) this.#at++;
    return this.#lines.slice(from, this.#at);
  }

  take(): string {
    return this.#lines[this.#at++] ?? '';
  }
}

/**
 * The blocks of a text in the Markdown that lessons are written in: headings, paragraphs, lists, tables, fenced and
 * indented code, figures and footnotes. Whatever else it holds, HTML for instance, is text.
 */
export function blocksOf(markdown: string): Block[] {
  const lines = new Lines(markdown);
  const blocks: Block[] = [];
  while (lines.next !== undefined) {
    if (lines.next.trim() === '') lines.take();
    else blocks.push(blockAt(lines, lines.next));
  }
  return blocks;
}

function blockAt(lines: Lines, first: string): Block {
  const [, marks, heading] = HEADING.exec(first) ?? [];
  if (marks && heading) {
    lines.take();
    return { kind: 'heading', level: marks.length, text: heading };
  }
  if (FENCE.test(first)) return fencedCode(lines);
  if (INDENTED.test(first)) return indentedCode(lines);
  if (RULE.test(lines.afterNext ?? '')) return tableOf(lines.takeWhile((line) => line.startsWith('|')));
  if (ITEM.test(first)) return listOf(lines, first);
  return paragraphOf(lines);
}

function fencedCode(lines: Lines): Block {
  const [, language = ''] = FENCE.exec(lines.take()) ?? [];
  const text = lines.takeWhile((line) => line !== '```').join('\n');
  lines.take();
  return { kind: 'code', language, text };
}

function indentedCode(lines: Lines): Block {
  const code = lines.takeWhile((line) => INDENTED.test(line) || line.trim() === '');
  const text = code.map((line) => line.slice(4)).join('\n');
  return { kind: 'code', language: '', text: text.trimEnd() };
}

function tableOf([header = '', , ...rows]: readonly string[]): Block {
  return { kind: 'table', header: cellsOf(header), rows: rows.map(cellsOf) };
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim());
}

function listOf(lines: Lines, first: string): Block {
  const text = lines.takeWhile((line) => ITEM.test(line) || /^ {2,}\S/.test(line));
  const items: string[] = [];
  for (const line of text) {
    const [, start] = ITEM.exec(line) ?? [];
    if (start !== undefined) items.push(start);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', ordered: /^\d/.test(first), items };
}

function paragraphOf(lines: Lines): Block {
  const [first, ...more] = [lines.take(), ...lines.takeWhile((line) => !endsParagraph(line))];
  const text = [first, ...more].map((line) => line.trim()).join(' ');
  const [, alt, source] = FIGURE.exec(text) ?? [];
  if (alt !== undefined && source !== undefined) return { kind: 'figure', alt, source };
  const [, name, note] = FOOTNOTE.exec(text) ?? [];
  if (name !== undefined && note !== undefined) return { kind: 'footnote', name, text: note };
  return { kind: 'paragraph', text };
}

function endsParagraph(line: string): boolean {
  return line.trim() === '' || [FENCE, HEADING, ITEM, FOOTNOTE].some((start) => start.test(line));
}
