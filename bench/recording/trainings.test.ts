import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Store } from '../../src/store/index.ts';
import { readExamples } from '../../src/study/index.ts';
import { present } from '../../src/util/errors.ts';
import { measuredTrainings, trainInTurns } from './trainings.ts';
import { Turn } from './turns.ts';

it('trains with a record and without, in turns', async () => {
  const store = await Store.open(mkdtempSync(join(tmpdir(), 'store-')));
  const training = { ...present(measuredTrainings(1)[1], 'LeNet-5'), epochs: 1 };
  const few = { ...training, data: training.data.subset([0, 1, 2, 3]) };
  const [plain, recorded] = Turn.pair();
  await Promise.all([trainInTurns(few, plain, undefined), trainInTurns(few, recorded, store)]);
  for (const { milliseconds } of [plain, recorded]) expect(milliseconds).toBeGreaterThan(0);
  expect(await store.runs.list()).toHaveLength(1);
  expect((await readExamples(store, 1))?.epochs).toEqual([{ epoch: 1, step: 1 }]);
  store.close();
});
