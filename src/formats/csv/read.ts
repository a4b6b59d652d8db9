import { InputError } from '../../util/errors.ts';
import { recordsOf } from './records.ts';
import { CsvTable } from './table.ts';

/** How a CSV file is written, and what to call it in errors. */
export interface CsvOptions {
  readonly where?: string;
  /** `,` by default. */
  readonly delimiter?: ',' | ';' | '\t';
}

/**
 * Reads a CSV file (RFC 4180): a header, then rows; cells in double quotes may hold delimiters, line breaks and
 * doubled quotes. Lines end in LF or CRLF; empty lines at the end are ignored. Nothing is guessed: a row of the wrong
 * length, a stray quote or a doubled column name is an error that names its line and column.
 *
 * @example const lengths = readCsv(text, { where: 'iris.csv' }).numbers('petal_length');
 * @throws InputError for what is not UTF-8 or not such a table.
 */
export function readCsv(source: string | Uint8Array, options: CsvOptions = {}): CsvTable {
  const { where = 'CSV file', delimiter = ',' } = options;
  const text = typeof source === 'string' ? source : decoded(source, where);
  return new CsvTable(recordsOf(trimmed(text), delimiter, where), where);
}

/** Without a byte order mark and without line ends behind the last row. */
function trimmed(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n' || text[end - 1] === '\r') end--;
  return text.slice(text.startsWith('\uFEFF') ? 1 : 0, end);
}

function decoded(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const complaint = { where, expected: 'text in UTF-8', received: 'bytes that are not' };
    throw new InputError({ ...complaint, remedy: 'Save the table as UTF-8.' }, { cause: error });
  }
}
