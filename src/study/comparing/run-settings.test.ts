import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Store } from '../../store/index.ts';
import { closing } from '../../util/closing.ts';
import { differingSettings, readRunSettings } from './run-settings.ts';

const record = {
  ...{ seed: 1, dataHashes: { all: 'abcdef0123456789' }, splitHash: '', device: 'cpu', optimization: '' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};

it('settings of runs are told by their paths, aliases as what they stand for', async () => {
  await closing(await Store.open(mkdtempSync(join(tmpdir(), 'settings-'))), async (store) => {
    const texts = [
      'training: &t { epochs: 3 }\nother: *t\nsizes: [1, 2]\n',
      'training: { epochs: 4 }\nother: { epochs: 3 }\nsizes: [1, 2]\n',
    ];
    const runs = texts.map((text) => store.runs.create({ name: 'a', study: { name: 'a', text }, record }));
    const settings = await Promise.all(runs.map((run) => readRunSettings(store, run)));
    expect([...(settings[0]?.settings ?? [])]).toEqual([
      ['training.epochs', '3'],
      ['other.epochs', '3'],
      ['sizes', '[1,2]'],
      ['data, all', 'abcdef012345'],
      ['device', 'cpu'],
    ]);
    expect(differingSettings(settings)).toEqual(['training.epochs']);
  });
});
