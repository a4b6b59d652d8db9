import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../util/errors.ts';
import { OutputFolder } from './output-folder.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'echotrain-output-'));
});

describe('a folder of results', () => {
  it('appears as a whole', async () => {
    const path = join(home, 'runs', 'iris');
    const folder = await OutputFolder.create(path);
    await folder.write('result.json', '{}');
    await folder.write('repetitions/1/weights', Uint8Array.of(1, 2));
    expect(existsSync(path)).toBe(false);
    await folder.finish();
    await folder.discard();
    expect(readdirSync(path).sort()).toEqual(['repetitions', 'result.json']);
    expect(readFileSync(join(path, 'repetitions/1/weights'))).toEqual(Buffer.of(1, 2));
    expect(readdirSync(join(home, 'runs'))).toEqual(['iris']);
    expect(statSync(path).mode & 0o777).toBe(0o777 & ~process.umask());
  });

  it('leaves nothing behind when it is discarded', async () => {
    const folder = await OutputFolder.create(join(home, 'runs', 'iris'));
    await folder.write('result.json', '{}');
    await folder.discard();
    expect(readdirSync(home)).toEqual([]);
  });

  it('leaves a parent that was there, or has something in it', async () => {
    mkdirSync(join(home, 'runs'));
    await (await OutputFolder.create(join(home, 'runs', 'iris'))).discard();
    expect(readdirSync(home)).toEqual(['runs']);
  });

  it('takes the place of an empty one', async () => {
    mkdirSync(join(home, 'iris'));
    const folder = await OutputFolder.create(join(home, 'iris'));
    await folder.write('a', 'new');
    await folder.finish();
    expect(readdirSync(home)).toEqual(['iris']);
    expect(readFileSync(join(home, 'iris', 'a'), 'utf8')).toBe('new');
  });

  it('is put beside what has come there meanwhile', async () => {
    const path = join(home, 'iris');
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => OutputFolder.create(path)));
    for (const [i, folder] of [first, second, third].entries()) {
      await folder?.write('a', `${i}`);
      await folder?.finish();
    }
    expect([first?.path, second?.path, third?.path]).toEqual([path, `${path}-2`, `${path}-3`]);
    expect(readdirSync(home)).toEqual(['iris', 'iris-2', 'iris-3']);
    expect(['', '-2', '-3'].map((end) => readFileSync(join(`${path}${end}`, 'a'), 'utf8'))).toEqual([
      '0',
      '1',
      '2',
    ]);
  });

  it('takes the place of one that may be replaced', async () => {
    mkdirSync(join(home, 'iris'));
    writeFileSync(join(home, 'iris', 'old'), 'old');
    const folder = await OutputFolder.create(join(home, 'iris'), (names) => names.includes('old'));
    await folder.write('new', 'new');
    await folder.finish();
    expect([readdirSync(home), readdirSync(join(home, 'iris'))]).toEqual([['iris'], ['new']]);
  });
});

describe('a folder of results is refused', () => {
  it.each([
    ['full', 'expected a folder that is empty, or none yet, received one with precious'],
    ['file', 'expected a folder to write to, or none yet, received a file'],
    ['file/within', 'received a file'],
  ])('at %s', async (name, message) => {
    mkdirSync(join(home, 'full'));
    writeFileSync(join(home, 'full', 'precious'), 'kept');
    writeFileSync(join(home, 'file'), 'kept');
    await expect(OutputFolder.create(join(home, name))).rejects.toThrow(InputError);
    await expect(OutputFolder.create(join(home, name))).rejects.toThrow(message);
    expect(readdirSync(home).sort()).toEqual(['file', 'full']);
    expect(readdirSync(join(home, 'full'))).toEqual(['precious']);
  });

  it.skipIf(process.getuid?.() === 0)('where one may not write (skipped as root, who may)', async () => {
    mkdirSync(join(home, 'locked'), { mode: 0o500 });
    await expect(OutputFolder.create(join(home, 'locked', 'iris'))).rejects.toThrow(
      'one that you may not write to',
    );
  });

  it('by a full disk, leaving nothing (skipped where no small disk can be mounted)', async ({ skip }) => {
    const disk = join(home, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      skip();
    }
    try {
      const folder = await OutputFolder.create(join(disk, 'iris'));
      const written = folder.write('weights', new Uint8Array(1e6));
      await expect(written).rejects.toThrow(
        /iris\/weights: expected a place with room .* received a full disk/,
      );
      await folder.discard();
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
