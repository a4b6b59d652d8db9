import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { explainStoreError } from './store-error.ts';

const path = join(mkdtempSync(join(tmpdir(), 'store-')), 'a.sqlite');
const [database, other] = [new DatabaseSync(path), new DatabaseSync(path)];
database.exec('CREATE TABLE a (text TEXT)');
afterAll(() => {
  for (const one of [database, other]) one.close();
});

function explained(statement: string): unknown {
  try {
    return database.exec(statement);
  } catch (error) {
    return explainStoreError(error, 'runs');
  }
}

it('a store that is full, busy or not to be written is told in one line, and what is no such thing stays', () => {
  database.exec('PRAGMA max_page_count = 1');
  expect(String(explained(`INSERT INTO a VALUES ('${'x'.repeat(100_000)}')`))).toMatch(
    /^InputError: runs: expected room on the disk, received database or disk is full\. Make room/,
  );
  other.exec('BEGIN EXCLUSIVE');
  expect(String(explained("INSERT INTO a VALUES ('x')"))).toMatch(
    /received database is locked\. Try it once more/,
  );
  other.exec('COMMIT');
  expect(String(explained('SELECT * FROM b'))).toMatch(/^Error: no such table: b/);
});
