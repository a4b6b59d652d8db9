import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { CheckpointFolder } from './checkpoint-folder.ts';
import type { Retention } from './retention.ts';

function newFolder(retention: Retention = {}): CheckpointFolder {
  return new CheckpointFolder(join(mkdtempSync(join(tmpdir(), 'run-')), 'checkpoints'), retention);
}

function bytesOf(step: number): Uint8Array {
  const stream = RandomStream.derive(step, 'bytes');
  return Uint8Array.from({ length: 1000 }, () => stream.integer(256));
}

async function filled(steps: readonly number[], retention: Retention = {}): Promise<CheckpointFolder> {
  const folder = newFolder(retention);
  for (const step of steps) await folder.save(bytesOf(step), { step, epoch: Math.floor(step / 10) });
  return folder;
}

/** Damages the newest file, and gives its name. */
async function damageNewest(folder: CheckpointFolder, damage: (path: string) => void): Promise<string> {
  const { file } = present((await folder.list())[0], 'a checkpoint');
  damage(join(folder.path, file));
  return file;
}

describe('checkpoints', () => {
  it('are found again, the newest first', async () => {
    const folder = await filled([10, 20]);
    const found = await folder.newest();
    expect(found).toMatchObject({ checkpoint: { step: 20, epoch: 2 }, bytes: bytesOf(20), damaged: [] });
    expect(await newFolder().newest()).toEqual({ damaged: [] });
  });

  it('keep the last two, and those of every so many epochs', async () => {
    const steps = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50];
    const kept = async (retention: Retention) =>
      (await (await filled(steps, retention)).list()).map(({ step }) => step);
    expect(await kept({})).toEqual([50, 45]);
    expect(await kept({ last: 1 })).toEqual([50, 45]);
    expect(await kept({ last: 3 })).toEqual([50, 45, 40]);
    expect(await kept({ everyEpochs: 2 })).toEqual([50, 45, 40, 20]);
  });

  it('stay, two of them, where newer ones were damaged before them', async () => {
    const folder = await filled([10, 20, 30], { last: 3 });
    for (const { file } of (await folder.list()).slice(0, 2)) truncateSync(join(folder.path, file), 9);
    expect(await folder.newest()).toMatchObject({ checkpoint: { step: 10 } });
    for (const step of [12, 14]) await folder.save(bytesOf(step), { step, epoch: 1 });
    expect((await folder.list()).map(({ step }) => step)).toEqual([14, 12, 10]);
    const both = await filled([10, 20]);
    for (const { file } of await both.list()) truncateSync(join(both.path, file), 9);
    await both.save(bytesOf(5), { step: 5, epoch: 0 });
    expect(await both.newest()).toMatchObject({ checkpoint: { step: 5 }, damaged: [] });
  });

  it('are not taken for none where their folder cannot be read', async () => {
    const folder = newFolder();
    expect(await folder.list()).toEqual([]);
    writeFileSync(folder.path, 'in its place');
    await expect(folder.newest()).rejects.toThrow('ENOTDIR');
  });

  it('that are cut off fall back to the one before, and are named', async () => {
    for (let at = 0; at < 64; at++) {
      const folder = await filled([1, 2]);
      const file = await damageNewest(folder, (path) => truncateSync(path, Math.floor((at * 1000) / 64)));
      const found = await folder.newest();
      expect(found).toMatchObject({ checkpoint: { step: 1 }, bytes: bytesOf(1) });
      expect(found.damaged).toEqual([{ file, reason: 'its bytes are not those that were written' }]);
    }
  });

  it('with a single bit flipped fall back, too', async () => {
    const folder = await filled([1, 2]);
    const stream = RandomStream.derive(1, 'bits');
    for (let trial = 0; trial < 1000; trial++) {
      const [at, bit] = [stream.integer(1000), stream.integer(8)];
      const flip = (path: string) => {
        const bytes = readFileSync(path);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(path, bytes);
      };
      const file = await damageNewest(folder, flip);
      const found = await folder.newest();
      expect(found).toMatchObject({ checkpoint: { step: 1 } });
      expect(found.damaged.map((one) => one.file)).toEqual([file]);
      await damageNewest(folder, flip);
    }
    expect(await folder.newest()).toMatchObject({ checkpoint: { step: 2 }, damaged: [] });
  });

  it('leave nothing of an interrupted write', async () => {
    const folder = await filled([1]);
    writeFileSync(join(folder.path, '.0f8fad5b-d9cb-469f-a165-70867728950e.part'), 'half');
    await folder.tidy();
    expect(readdirSync(folder.path)).toHaveLength(1);
  });
});
