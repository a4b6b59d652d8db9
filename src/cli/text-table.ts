import { clean, width } from './terminal-text.ts';

/** Rows of text in columns, two spaces in and three between; the columns named in `right` end together. */
export function textTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const cells = rows.map((row) => row.map(clean));
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...cells.map((row) => width(row[i] ?? ''))),
  );
  const padded = (text: string, i: number) => {
    const room = ' '.repeat((widths[i] ?? 0) - width(text));
    return right.includes(i) ? room + text : text + room;
  };
  return cells.map((row) => `  ${row.map(padded).join('   ')}`.trimEnd()).join('\n');
}
