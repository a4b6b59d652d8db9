import { InputError } from '../../util/errors.ts';

/** One row of a file, and the line it begins on. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * All records of a text, in order.
 *
 * @throws InputError for a stray or an unclosed quote, and for a bare carriage return.
 */
export function recordsOf(text: string, delimiter: string, where: string): CsvRecord[] {
  const cursor = new Cursor(text, delimiter, where);
  const records: CsvRecord[] = [];
  do {
    records.push(cursor.record());
  } while (!cursor.atEnd);
  return records;
}

/** Reads a text cell by cell. */
class Cursor {
  readonly #text: string;
  readonly #delimiter: string;
  readonly #where: string;
  readonly #plainEnd: RegExp;
  #at = 0;
  #line = 1;
  #column = 1;

  constructor(text: string, delimiter: string, where: string) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.#where = where;
    this.#plainEnd = new RegExp(`["\r\n${delimiter}]`, 'g');
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  record(): CsvRecord {
    const line = this.#line;
    const cells: string[] = [];
    this.#column = 0;
    do {
      this.#column++;
      cells.push(this.#text[this.#at] === '"' ? this.#quoted() : this.#plain());
    } while (this.#skip(this.#delimiter));
    const ended = this.#skip('\r\n') || this.#skip('\n') || this.atEnd;
    if (!ended) throw this.#error('a delimiter or the end of the line', this.#text[this.#at] ?? '');
    this.#line++;
    return { cells, line };
  }

  #plain(): string {
    this.#plainEnd.lastIndex = this.#at;
    const end = this.#plainEnd.exec(this.#text)?.index ?? this.#text.length;
    const cell = this.#text.slice(this.#at, end);
    this.#at = end;
    return cell;
  }

  #quoted(): string {
    const start = this.#at + 1;
    let end = this.#text.indexOf('"', start);
    while (end >= 0 && this.#text[end + 1] === '"') end = this.#text.indexOf('"', end + 2);
    if (end < 0) throw this.#error('a closing quote', 'the end of the file');
    const cell = this.#text.slice(start, end).replaceAll('""', '"');
    this.#line += cell.split('\n').length - 1;
    this.#at = end + 1;
    return cell;
  }

  #skip(what: string): boolean {
    const here = this.#text.startsWith(what, this.#at) && !this.atEnd;
    if (here) this.#at += what.length;
    return here;
  }

  #error(expected: string, received: string): InputError {
    const where = `${this.#where}, line ${this.#line}, column ${this.#column}`;
    return new InputError({ where, expected, received: JSON.stringify(received) });
  }
}
