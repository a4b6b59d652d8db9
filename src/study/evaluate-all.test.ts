import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeDevice } from '../runtime/node.ts';
import { Store } from '../store/index.ts';
import { closing } from '../util/closing.ts';
import { parseStudy } from './parse-study.ts';
import { StudyRecord } from './recording/study-record.ts';
import { runStudy } from './run-study.ts';

const IRIS = `
name: Iris
seed: 1
data: iris
split: { kFold: { folds: 3, validation: true } }
model: { mlp: { hidden: [8] } }
training: { epochs: 2, batchSize: 16, optimizer: adam }
evaluation: { resamples: 20 }
`;

/** What there is of a study that is stopped after so many evaluations. */
async function stoppedAfter(evaluations: number, record?: StudyRecord) {
  const controller = new AbortController();
  const { result } = await runStudy(parseStudy(IRIS, 'study.yaml').study, {
    ...{ device: nodeDevice('cpu'), reason: 'for the test', threads: 1, folder: '.' },
    ...{ signal: controller.signal, record },
    onEvaluation: (done) => void (done === evaluations && controller.abort()),
  });
  expect([result.ending, result.repetitions.length]).toEqual(['stopped', 3]);
  return result;
}

it('a study that is stopped before a test part was opened leaves it sealed', async () => {
  const { repetitions, testOpenings } = await stoppedAfter(1);
  expect(repetitions.map(({ metrics }) => Object.keys(metrics))).toEqual([['train', 'validation'], [], []]);
  expect(testOpenings).toEqual([]);
});

it('a study that is stopped between tests keeps what they gave', async () => {
  const { repetitions, testOpenings, metrics, intervals } = await stoppedAfter(4);
  expect(repetitions.map((one) => 'test' in one.metrics)).toEqual([true, false, false]);
  expect(testOpenings).toHaveLength(1);
  expect(metrics.test?.loss).toBe(repetitions[0]?.metrics.test?.loss);
  expect(Object.keys(intervals)).toEqual(['train', 'validation']);
});

it('a test part that was opened is noted, whatever becomes of the run', async () => {
  await closing(await Store.open(mkdtempSync(join(tmpdir(), 'openings-'))), async (store) => {
    const run = store.runs.create({
      name: 'Iris',
      study: { name: 'Iris', text: IRIS },
      record: {
        ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: '' },
        ...{ versions: {}, processorFlags: [], environment: {} },
      },
    });
    const { testOpenings } = await stoppedAfter(4, new StudyRecord(store, run));
    expect(await store.openings(run)).toEqual(testOpenings.map(({ split, purpose }) => ({ split, purpose })));
  });
});

it('a study without a test part comes to its end, and opens none', async () => {
  const told: string[] = [];
  const text = IRIS.replace(/split: .*/, 'split: { random: { validation: 0.2, test: 0 } }');
  const { result, tests } = await runStudy(parseStudy(text, 'study.yaml').study, {
    ...{ device: nodeDevice('cpu'), reason: 'for the test', threads: 1, folder: '.' },
    onEvaluation: (done, total) => told.push(`${done} of ${total}`),
  });
  expect([result.ending, result.testOpenings, tests]).toEqual(['finished', [], []]);
  expect(told).toEqual(['0 of 2', '1 of 2', '2 of 2']);
  expect(Object.keys(result.metrics)).toEqual(['train', 'validation']);
});
