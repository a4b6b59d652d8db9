import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { thisProcess } from '../processes/process-id.ts';
import { Store } from '../store.ts';

const record = {
  ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};
const levels = { name: 'Levels', study: { name: 'Levels', text: '' }, record };

it('notices what this process and others change, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const [here, there] = [await Store.open(folder), await Store.open(folder)];
  const watch = here.watch();
  expect(watch.look()).toBeUndefined();
  for (const store of [here, there]) {
    const run = store.runs.create(levels);
    expect(watch.look()).toEqual({ runs: [run], active: [] });
    await store.runs.tag(run, ['baseline']);
    expect(watch.look()).toEqual({ runs: [run], active: [] });
    store.processes.enqueue(run, '{}', thisProcess());
    expect(watch.look()).toEqual({ runs: [run], active: [] });
    store.processes.admit(run, thisProcess(), () => undefined);
    expect(watch.look()).toEqual({ runs: [run], active: [run] });
    store.log(run).add('step/loss', { step: 1, epoch: 0, at: 1, value: 1 });
    expect(watch.look()).toBeUndefined();
    const log = store.log(run);
    log.add('step/loss', { step: 2, epoch: 0, at: 1, value: 1 });
    log.flush();
    expect(watch.look()).toEqual({ runs: [], active: [run] });
    await store.runs.change(run, { status: 'finished', note: '<img src=x>' });
    expect(watch.look()).toEqual({ runs: [run], active: [] });
    await store.trash.add(run);
    expect(watch.look()?.runs).toEqual([run]);
    await store.trash.empty();
    expect(watch.look()?.runs).toEqual([run]);
    expect(watch.look()).toBeUndefined();
  }
  here.close();
  there.close();
});
