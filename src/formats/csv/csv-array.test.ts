import { describe, expect, it } from 'vitest';
import { expectRobust, filesSource, valuesOf } from '../../../test/small-files.ts';
import { openArray } from '../open.ts';

function opened(text: string, name = 'x.csv') {
  return openArray(filesSource({ [name]: new TextEncoder().encode(text) }));
}

describe('a table as an array', () => {
  it('has its numeric columns, and names the others', async () => {
    const file = await opened('id,age,site,mm\na,41,"x, y",0.5\nb,NA,z,-1E3\nc,-inf,,\n');
    expect([file.format, file.shape, file.axes]).toEqual(['csv', [3, 2], ['item', 'field']]);
    expect(await valuesOf(file)).toEqual([41, 0.5, Number.NaN, -1000, Number.NEGATIVE_INFINITY, Number.NaN]);
    expect(file.essentials).toEqual([
      ['numeric columns', 'age, mm'],
      ['other columns', 'id, site'],
      ['delimiter', ','],
    ]);
  });

  it.each([
    ['a;b\n1;2\n', 'x.csv', ';'],
    ['a\tb\n1\t2\n', 'x.tsv', 'tab'],
    ['"a,a,a";b\n1;2\n', 'x.csv', ';'],
    ['a\n1\n', 'x.csv', ','],
  ])('finds the delimiter of %j', async (text, name, delimiter) => {
    const { essentials } = await opened(text, name);
    expect(essentials.at(-1)).toEqual(['delimiter', delimiter]);
  });

  it.each([
    ['a,b\nx,y\n', 'x.csv: expected a table with a column of numbers, received 1 rows, and in columns: a, b'],
    ['a,b\n', 'received 0 rows'],
    ['a,b\n1,NA\n2\n', 'x.csv, line 3: expected 2 cells, as in the header, received 1'],
    ['a\n1,5\n', 'line 2: expected 1 cells'],
  ])('refuses %j', async (text, message) => {
    await expect(opened(text)).rejects.toThrow(message);
  });

  it('refuses what is not UTF-8', async () => {
    const latin1 = Uint8Array.of(0x61, 0x0a, 0xe4);
    await expect(openArray(filesSource({ 'x.csv': latin1 }))).rejects.toThrow('expected text in UTF-8');
  });

  it('takes time in proportion to the table, however wide', async () => {
    const wide = Array.from({ length: 50_000 }, (_, i) => i).join(',');
    expect((await opened(`${wide}\n${wide}\n`)).shape).toEqual([1, 50_000]);
  });

  it('is refused where it would fill the memory', async () => {
    await expect(opened(`a,b\n${',\n'.repeat(3_000_000)}`)).rejects.toThrow(
      'a table of at most 4194304 cells, received 6000002',
    );
  });

  it('is refused when damaged, or read as it then says', async () => {
    await expectRobust(new TextEncoder().encode('id;"a ""b""";mm\n1;"x;y";2.5\n2;z;3\n'), 'x.csv');
  });
});
