import { join } from 'node:path';
import { expect, it } from 'vitest';
import { echotrain, emptyFolder } from '../../../test/command-line.ts';
import { Store } from '../../store/index.ts';
import { closing } from '../../util/closing.ts';

const record = {
  ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};

it('says in JSON what was done to runs, by every command', async () => {
  const folder = emptyFolder();
  await closing(await Store.open(join(folder, '.echotrain')), async ({ runs }) => {
    for (const name of ['first', 'second']) {
      const run = runs.create({ name, study: { name: 'Levels', text: '' }, record });
      await runs.change(run, { status: 'finished' });
    }
  });
  const say = async (...args: string[]): Promise<unknown> => {
    const { code, output, error } = await echotrain(['runs', ...args, '--json'], { folder });
    return code === 0 ? JSON.parse(output) : error;
  };
  expect(await say('tag', '1', 'baseline')).toEqual({ run: 1, tags: ['baseline'] });
  expect(await say('note', '1', 'before')).toEqual({ run: 1, note: 'before' });
  expect(await say('rm', '2', '2')).toEqual({ runs: [{ run: 2, bytes: 0 }] });
  expect(await say('trash')).toMatchObject({ runs: [{ id: 2, name: 'second' }], bytes: 0 });
  expect(await say('restore', '2', '9')).toContain('run 9: expected');
  expect(await say('restore', '2')).toEqual({ runs: [2] });
  expect(await say('rm', '1', '9')).toContain('run 9: expected');
  expect(await say('trash', '--empty')).toEqual({ runs: 0, bytes: 0 });
  expect(await say('stop', '1')).toContain('run 1: expected one that is running');
  expect(await say('rescue')).toMatchObject({ runs: 2, points: 0, withoutRow: [] });
});
