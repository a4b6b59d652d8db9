import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Store } from '../store.ts';

const store = await Store.open(mkdtempSync(join(tmpdir(), 'store-')));
afterAll(() => store.close());

function newRun(): number {
  const record = {
    ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
    ...{ versions: {}, processorFlags: [], environment: {} },
  };
  return store.runs.create({ name: 'run', study: { name: 'Iris', text: '' }, record });
}

describe('histograms', () => {
  it('are read as they were written, by name and step', async () => {
    const [run, other] = [newRun(), newRun()];
    const log = store.log(run);
    const later = { name: 'b', step: 20, epoch: 2, at: 5, edges: [-1, 0, 1], counts: [3, 4] };
    const first = { name: 'b', step: 10, epoch: 1, at: 4, edges: [0, 0.5, 1, 1.5], counts: [1, 0, 2] };
    const another = { ...first, name: 'a' };
    for (const one of [later, first, another]) log.addHistogram(one);
    expect(await store.histograms(run)).toEqual([]);
    log.flush();
    expect(await store.histograms(run)).toEqual([another, first, later]);
    expect(await store.histograms(run, 'b')).toEqual([first, later]);
    expect(await store.histograms(other)).toEqual([]);
  });

  it('are forgotten after a step, of the training that goes on', async () => {
    const run = newRun();
    const log = store.log(run);
    const one = { epoch: 1, at: 4, edges: [0, 1], counts: [1] };
    for (const training of ['fold 1', 'fold 2']) {
      for (const step of [10, 20]) log.addHistogram({ ...one, step, name: `${training}/monitor/weights/a` });
    }
    log.flush();
    store.forgetAfter(run, 10, 'fold 1/');
    expect((await store.histograms(run)).map(({ name, step }) => [name.slice(0, 6), step])).toEqual([
      ['fold 1', 10],
      ['fold 2', 10],
      ['fold 2', 20],
    ]);
  });
});
