import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walk } from './walk.ts';

function folderOf(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'echotrain-walk-'));
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
  return folder;
}

describe('a walk', () => {
  it('finds all files below a folder, in the order of their names, with sizes', () => {
    const folder = folderOf('b/2', 'b/10', 'a', 'b.txt', 'c/d/e/f');
    const { files, problems, passed } = walk(folder);
    expect(files.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['a', 1],
      ['b.txt', 5],
      ['b/10', 4],
      ['b/2', 3],
      ['c/d/e/f', 7],
    ]);
    expect(files[4]?.path).toBe(join(folder, 'c/d/e/f'));
    expect([...problems, ...passed]).toEqual([]);
  });

  it('goes 300 folders deep', () => {
    const deep = `${'d/'.repeat(300)}x`;
    expect(walk(folderOf(deep)).files.map(({ name }) => name)).toEqual([deep]);
  });

  it('passes by what is hidden, datasets of ours, and links to folders within', () => {
    const folder = folderOf('.git/config', '.DS_Store', 'out/manifest.sqlite', 'out/data/a.png', 'in/x');
    symlinkSync('in', join(folder, 'again'));
    symlinkSync('..', join(folder, 'in/loop'));
    symlinkSync('x', join(folder, 'in/y'));
    const { files, passed, problems } = walk(folder);
    expect(files.map(({ name }) => name)).toEqual(['in/x', 'in/y']);
    expect(passed).toEqual(['.DS_Store', '.git', 'again', 'in/loop', 'out']);
    expect(problems).toEqual([]);
  });

  it('reports what leaves the folder, leads nowhere, or is no file', () => {
    const folder = folderOf('x');
    const other = folderOf('secret');
    symlinkSync(join(other, 'secret'), join(folder, 'leak'));
    symlinkSync(other, join(folder, 'leaks'));
    symlinkSync('nothing', join(folder, 'broken'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const { files, problems } = walk(folder);
    expect(files.map(({ name }) => name)).toEqual(['x']);
    expect(problems.map(({ file, reason }) => [file.slice(folder.length + 1), reason.split('.')[0]])).toEqual(
      [
        ['broken', 'expected what can be read, received a link to nothing'],
        ['leak', `expected a file within ${folder}, received a link to ${join(other, 'secret')}`],
        ['leaks', `expected a file within ${folder}, received a link to ${other}`],
        ['pipe', 'expected a file, received a named pipe'],
      ],
    );
  });

  it('refuses a link to itself', () => {
    const folder = folderOf('a');
    symlinkSync('self', join(folder, 'self'));
    expect(() => walk(join(folder, 'self'))).toThrow(
      /self: expected a file that can be read, received ELOOP/,
    );
  });

  it('takes a single file, and refuses what is not there', () => {
    const folder = folderOf('sub/x.png');
    const path = join(folder, 'sub/x.png');
    expect(walk(path).files).toMatchObject([{ path, name: 'x.png', bytes: 9 }]);
    expect(() => walk(join(folder, 'none'))).toThrow(
      'expected a file or a folder, received nothing of that name.',
    );
  });
});
