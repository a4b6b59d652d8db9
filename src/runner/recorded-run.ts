import { join } from 'node:path';
import { type ProcessId, type Store, thisProcess } from '../store/index.ts';
import { check } from '../util/errors.ts';
import { executionText, type RunOrder, studyOf } from './order.ts';

/** A run in a store. */
export interface RecordedRun {
  readonly store: Store;
  readonly run: number;
}

/** Notes a new run, and puts it at the end of the queue. @returns its number */
export function enqueueNew(store: Store, order: RunOrder, waitsOn = false): number {
  checkWritable(store);
  const run = createRun(store, order);
  enqueueRun(store, run, order, waitsOn);
  return run;
}

/** Puts a run that is to go on at the end of the queue. */
export function enqueueRun(
  store: Store,
  run: number,
  order: RunOrder,
  waitsOn = false,
  owner: ProcessId = thisProcess(),
): void {
  checkWritable(store);
  store.findLost();
  store.processes.enqueue(run, executionText(order), owner, waitsOn);
}

function checkWritable({ damage, folder }: Store): void {
  check(damage === undefined, () => ({
    where: folder,
    expected: 'a store that can be written',
    received: `a damaged one: ${damage}`,
    remedy: 'Rescue what can be read with echotrain runs rescue, or choose another folder with --workspace.',
  }));
}

/** Notes a new run. What else repeats it is known when it begins. */
function createRun(store: Store, order: RunOrder): number {
  const { study, textFor } = studyOf(order);
  return store.runs.create({
    name: study.name,
    // From the folder of every run, paths are the same.
    study: { name: study.name, text: textFor(join(store.folder, 'runs', '0')) },
    record: {
      seed: [study.seed ?? 0].flat()[0] ?? 0,
      ...{ dataHashes: {}, splitHash: '', device: order.device },
      ...(order.threads !== undefined && { threads: order.threads }),
      ...{ optimization: '', versions: {}, processorFlags: [], environment: {} },
    },
  });
}
