import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/dataset-folder.ts';
import { range } from '../../util/arrays.ts';
import { itemsHash, SplitRegister } from './register.ts';

const split = {
  split: 'aa',
  test: 'bb',
  how: { random: { test: 0.2 } },
  items: { train: 8, validation: 0, test: 2 },
};
const parts = { train: ['a', 'b'], validation: [], test: ['c'] };
const opening = { study: 'first', purpose: 'evaluation', split: 'aa', test: 'bb', items: 2 };

function linesOf(folder: string, name: string): unknown[] {
  const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

describe('what a dataset remembers', () => {
  it('has each split once', async () => {
    const folder = temporaryFolder();
    for (const one of [split, split, { ...split, split: 'cc' }])
      await new SplitRegister(folder).recordSplit(one, parts);
    expect(linesOf(folder, 'splits.jsonl')).toEqual([
      { time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), ...split },
      { time: expect.any(String), ...split, split: 'cc' },
    ]);
  });

  it('knows which item is in which part of each', async () => {
    const register = new SplitRegister(temporaryFolder());
    await register.recordSplit(split, parts);
    expect(await register.partsOf('aa')).toEqual(parts);
    expect(await register.partsOf('../splits.jsonl')).toBeUndefined();
    expect(await register.splits()).toEqual([{ time: expect.any(String), ...split }]);
  });

  it('counts every opening of the same test items, whichever study it was', async () => {
    const folder = temporaryFolder();
    const open = (more = {}) => new SplitRegister(folder).recordOpening({ ...opening, ...more });
    expect([
      await open(),
      await open({ study: 'second', split: 'dd' }),
      await open({ test: 'ee' }),
      await open(),
    ]).toEqual([1, 2, 1, 3]);
    expect(linesOf(folder, 'openings.jsonl')).toHaveLength(4);
  });

  it('loses none of those that are added at the same time', async () => {
    const folder = temporaryFolder();
    const counts = await Promise.all(range(20).map(() => new SplitRegister(folder).recordOpening(opening)));
    expect(Math.max(...counts)).toBe(20);
    expect(linesOf(folder, 'openings.jsonl')).toHaveLength(20);
  });

  it('refuses what it cannot write or read', async () => {
    const folder = temporaryFolder();
    await expect(new SplitRegister(join(folder, 'none')).recordOpening(opening)).rejects.toThrow(
      /openings.jsonl: expected a file that can be added to, received ENOENT.* make it writable/,
    );
    appendFileSync(join(folder, 'splits.jsonl'), 'scribble\n');
    await expect(new SplitRegister(folder).recordSplit(split, parts)).rejects.toThrow(
      /splits.jsonl:1: expected a line of JSON, received scribble/,
    );
  });

  it('knows a part by its items, in whatever order', () => {
    expect(itemsHash(['b', 'a', 'b'])).toBe(itemsHash(['a', 'b']));
    expect(itemsHash(['a'])).not.toBe(itemsHash(['a', 'b']));
  });
});
