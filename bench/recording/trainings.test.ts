import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Store } from '../../src/store/index.ts';
import { readExamples } from '../../src/study/index.ts';
import { present } from '../../src/util/errors.ts';
import { measuredTrainings, trainingTime } from './trainings.ts';

it('trains with a record and without', async () => {
  const store = await Store.open(mkdtempSync(join(tmpdir(), 'store-')));
  const training = { ...present(measuredTrainings(1)[1], 'LeNet-5'), epochs: 1 };
  const few = { ...training, data: training.data.subset([0, 1, 2, 3]) };
  expect(await trainingTime(few, undefined)).toBeGreaterThan(0);
  expect(await store.runs.list()).toHaveLength(0);
  expect(await trainingTime(few, store)).toBeGreaterThan(0);
  expect((await readExamples(store, 1))?.epochs).toEqual([{ epoch: 1, step: 1 }]);
  store.close();
});
