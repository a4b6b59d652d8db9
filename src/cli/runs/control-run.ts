import { setTimeout as sleep } from 'node:timers/promises';
import type { RunRequest, RunStatus, Store } from '../../store/index.ts';
import { type AnswerOptions, answer } from './answer.ts';
import { withStore } from './workspace.ts';

/** How long a command waits for the run to heed it, in milliseconds. */
const PATIENCE_MS = 10_000;

/** How a run stands that has heeded a request. */
const HEEDED: Readonly<Record<RunRequest, (status: RunStatus) => boolean>> = {
  pause: (status) => status !== 'running',
  continue: (status) => status !== 'paused',
  stop: (status) => status !== 'running' && status !== 'paused',
};

const LATER: Readonly<Record<RunRequest, string>> = {
  pause: 'pauses as soon as it can: between two steps of a training',
  continue: 'goes on as soon as it can',
  stop: 'stops after its current step',
};

/** `echotrain runs pause`, `continue` or `stop` */
export async function controlRun(run: number, request: RunRequest, options: AnswerOptions): Promise<void> {
  await withStore(options, async (store) => {
    store.findLost();
    if (request === 'stop' && store.processes.cancel(run)) {
      answer(options, { run, status: 'stopped' }, `Run ${run} is out of the queue.`);
      return;
    }
    store.processes.request(run, request);
    const status = await heeded(store, run, request);
    const text = `Run ${run} ${status === undefined ? LATER[request] : `is ${status}`}.`;
    answer(options, { run, status: (await store.runs.get(run)).status }, text);
  });
}

/** How the run stands once it has heeded a request; nothing where that takes too long. */
async function heeded(store: Store, run: number, request: RunRequest): Promise<RunStatus | undefined> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const { status } = await store.runs.get(run);
    if (HEEDED[request](status)) return status;
    await sleep(100);
    store.findLost();
  }
  return undefined;
}
