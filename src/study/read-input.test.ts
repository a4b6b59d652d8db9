import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readText } from './read-input.ts';

const folder = mkdtempSync(join(tmpdir(), 'echotrain-input-'));
writeFileSync(join(folder, 'latin1.yaml'), Buffer.from('name: Größe', 'latin1'));
writeFileSync(join(folder, 'utf8.yaml'), 'name: Größe');

it.each([
  ['nothing.yaml', 'expected a study file, received no such file.'],
  ['utf8.yaml/inside', 'expected a study file, received no such file.'],
  ['.', 'expected a study file, received a folder.'],
  ['latin1.yaml', 'expected a study file in UTF-8, received other bytes.'],
])('%s is refused', async (name, message) => {
  await expect(readText(join(folder, name), 'a study file')).rejects.toThrow(message);
});

it('reads text', async () => {
  expect(await readText(join(folder, 'utf8.yaml'), 'a study file')).toBe('name: Größe');
});
