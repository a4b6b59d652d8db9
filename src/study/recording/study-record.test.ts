import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeDevice } from '../../runtime/node.ts';
import { Store } from '../../store/index.ts';
import { closing } from '../../util/closing.ts';
import { parseStudy } from '../parse-study.ts';
import { runStudy } from '../run-study.ts';
import { StudyRecord } from './study-record.ts';

const STUDY = `
name: Iris
data: iris
split: { random: { validation: 0.2, test: 0.2 } }
model: { mlp: { hidden: [4] } }
training: { epochs: 4, optimizer: adam, checkpoints: { last: 9 } }
evaluation: { resamples: 20 }
`;

it('keeps the checkpoints that the study asks for, and what is measured', async () => {
  await closing(await Store.open(mkdtempSync(join(tmpdir(), 'store-'))), async (store) => {
    const environment = { versions: {}, processorFlags: [], environment: {} };
    const run = store.runs.create({
      name: 'Iris',
      study: { name: 'Iris', text: STUDY },
      record: { seed: 0, dataHashes: {}, splitHash: '', device: 'cpu', optimization: '', ...environment },
    });
    const record = new StudyRecord(store, run);
    const { study } = parseStudy(STUDY, 'study.yaml');
    const context = { device: nodeDevice('cpu'), reason: 'for the test', threads: 1, folder: '.' };
    const { result } = await runStudy(study, { ...context, record });
    await record.finish(result, []);
    const kept = store.checkpoints(run, { last: 9 });
    expect((await kept.list()).at(0)).toMatchObject({ epoch: 4 });
    expect(await store.series(run)).toEqual(expect.arrayContaining(['step/loss', 'validation/accuracy']));
    expect(await store.openings(run)).toHaveLength(1);
    expect(Object.keys((await store.runs.get(run)).scores)).toContain('test/accuracy');
  });
});
