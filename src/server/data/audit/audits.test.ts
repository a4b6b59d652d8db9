import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { datasetFolder, sketchedItem, temporaryFolder, writeNpy } from '../../../../test/dataset-folder.ts';
import { Datasets } from '../dataset/datasets.ts';
import { Audits } from './audits.ts';

it('an audit whose result cannot be kept fails, and says why', async () => {
  const folder = temporaryFolder();
  const set = join(folder, 'set');
  mkdirSync(set);
  const file = writeNpy(set, 'P0.npy', [8, 8], new Float32Array(64));
  datasetFolder([sketchedItem({ id: 'P0', shape: [8, 8], file })], set);
  writeFileSync(join(folder, 'audits'), 'a file where a folder should be');
  const audits = new Audits(join(folder, 'audits'));
  const dataset = await new Datasets().load(set);
  await audits.start(dataset);
  await expect
    .poll(() => audits.state(dataset), { timeout: 50_000, interval: 100 })
    .toMatchObject({ state: 'failed', message: expect.stringMatching(/EEXIST|ENOTDIR/) });
  audits.close();
});
