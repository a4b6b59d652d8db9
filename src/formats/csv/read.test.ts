import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../../test/damaged-bytes.ts';
import { InputError } from '../../util/errors.ts';
import { readCsv } from './read.ts';
import golden from './tables.json' with { type: 'json' };

const IRIS = new URL('../../../../shared/data/iris/iris_fisher_R.csv', import.meta.url);

const cell = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', '"', '\n', '\r\n', 'ä', ';') });

describe('readCsv', () => {
  it.each(golden)("reads $text as Python's csv module does", ({ text, rows }) => {
    const table = readCsv(text);
    expect([table.header, ...table.rows]).toEqual(rows);
  });

  it('reads back what was quoted, with every delimiter and either line ending', () => {
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 });
    const format = fc.tuple(fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), fc.boolean());
    fc.assert(
      fc.property(rows, format, (rows, [delimiter, ending, atEnd]) => {
        const quoted = (cells: readonly string[]) =>
          cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter);
        const text = [['x', 'y', 'z'], ...rows].map(quoted).join(ending) + (atEnd ? ending : '');
        const table = readCsv(text, { delimiter });
        expect(table.header).toEqual(['x', 'y', 'z']);
        expect(table.rows).toEqual(rows);
      }),
    );
  });

  it('gives columns as text and as numbers', () => {
    const table = readCsv('\uFEFFname,value\nann,1.5\nbob,-2e3\ncal,.5\ndan,+7.\n\n');
    expect(table.column('name')).toEqual(['ann', 'bob', 'cal', 'dan']);
    expect(table.numbers('value')).toEqual(Float64Array.of(1.5, -2000, 0.5, 7));
  });

  it.each([
    ['', 'expected a header that names every column, received none'],
    ['a,,b', 'received a, , b'],
    ['a,b,a\n1,2,3', 'expected one column a name, received a twice'],
    ['a,b\n1,2\n3', 't.csv, line 3: expected 2 cells, as in the header, received 1'],
    ['a,b\n1,2,3', 'line 2: expected 2 cells, as in the header, received 3'],
    ['a,b\n\n1,2', 'line 2: expected 2 cells, as in the header, received an empty line'],
    ['a,b\n"x\ny",1\n2', 'line 4: expected 2 cells'],
    ['a,b\n1,"open', 't.csv, line 2, column 2: expected a closing quote, received "the end of the file"'],
    ['a,b\n"x"y,1', 'line 2, column 1: expected a delimiter or the end of the line, received "y"'],
    ['a,b\n1,x"y"', 'line 2, column 2: expected a delimiter or the end of the line, received "\\""'],
    ['a,b\n1,2\r3,4', 'line 2, column 2: expected a delimiter or the end of the line, received "\\r"'],
  ])('refuses %j', (text, message) => {
    expect(() => readCsv(text, { where: 't.csv' })).toThrow(InputError);
    expect(() => readCsv(text, { where: 't.csv' })).toThrow(message);
  });

  it.each(['', ' 1', '1,5', 'NaN', 'Infinity', '0x10', '1e', 'one', '1 2'])(
    'refuses the number %j',
    (text) => {
      const table = readCsv(`id,mm\n0,1\n1,"${text}"\n`, { where: 't.csv' });
      expect(() => table.numbers('mm')).toThrow('t.csv, line 3, column 2 (mm): expected a decimal number');
    },
  );

  it('refuses a column that there is not', () => {
    expect(() => readCsv('a,b\n').column('c')).toThrow('expected a column named "c", received a, b');
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => readCsv(Uint8Array.of(0x61, 0xe4, 0x0a))).toThrow(/expected text in UTF-8.* Save the table/);
  });

  it('reads or refuses damaged files, never else', () => {
    const good = new TextEncoder().encode('id,"name, first",mm\n1,"a ""b""",2.5\n2,"x\ny",3\n');
    fc.assert(
      fc.property(damaged(good), (bytes) => {
        const table = readsOrRefuses(() => readCsv(bytes));
        if (table !== 'refused') for (const row of table.rows) expect(row).toHaveLength(table.header.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to the text, whatever it holds', () => {
    for (const piece of ['""', '"', ',', '\n', 'a']) {
      readsOrRefuses(() => readCsv(`"${piece.repeat(1e6)}`));
      readsOrRefuses(() => readCsv(`${piece.repeat(1e6)}x`));
    }
  });

  it.skipIf(!existsSync(IRIS))('reads a table as R writes it (skipped without ../shared/data)', () => {
    const table = readCsv(readFileSync(IRIS), { where: 'iris_fisher_R.csv' });
    expect(table.rows).toHaveLength(150);
    expect(table.numbers('Petal.Length').reduce((a, b) => a + b)).toBeCloseTo(563.7, 9);
  });
});
