import { dirname } from 'node:path';
import { type RunOrder, type StartedRun, startRun } from '../runner/index.ts';
import { explainStoreError, type Store } from '../store/index.ts';
import { checkFree } from '../study/output-folder.ts';
import { parseOverride, parseStudy } from '../study/parse-study.ts';
import { readText } from '../study/read-input.ts';
import { closing } from '../util/closing.ts';
import type { ExecutionOptions } from './execution-options.ts';
import { interruption } from './interruption.ts';
import { openStore } from './open-store.ts';
import type { RunOptions } from './run.ts';
import type { WorkspaceOptions } from './runs/workspace.ts';
import { RunView } from './show-run.ts';
import { clean } from './terminal-text.ts';

/** How a study is run in a terminal. */
export interface CarryOutOptions extends ExecutionOptions, WorkspaceOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly now?: boolean;
  readonly memory?: number;
  /** The number of a run that goes on; a new one by default. */
  readonly resume?: number;
}

/** `echotrain run`: runs a study file and leaves a folder with everything about it. */
export async function runStudyFile(file: string, { set = [], seed, ...options }: RunOptions): Promise<void> {
  const ofSeed = seed === undefined ? [] : [{ path: ['seed'], value: seed, source: `--seed ${seed}` }];
  const written = await readText(file, 'a study file');
  const { study, text } = parseStudy(written, file, [...set.map(parseOverride), ...ofSeed]);
  await carryOut(study.name, { text, folder: dirname(file) }, options);
}

/** Runs a study in a process of its own, shows it, records it, and leaves a folder with everything about it. */
export async function carryOut(
  name: string,
  study: Pick<RunOrder, 'text' | 'folder'>,
  options: CarryOutOptions,
): Promise<void> {
  const { out, device, threads, memory } = options;
  const order = {
    ...study,
    ...{ from: process.cwd(), device },
    ...(out !== undefined && { out }),
    ...(threads !== undefined && { threads }),
    ...(memory !== undefined && { memory }),
  };
  if (out !== undefined) await checkFree(out);
  process.stderr.write(`${clean(name)}\n`);
  const store = await openStore(options);
  if (!store) await runOrder(order, undefined, options);
  else await closing(store, () => inStore(store, () => runOrder(order, store, options)));
}

async function inStore<T>({ folder }: Store, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explainStoreError(error, folder);
  }
}

async function runOrder(order: RunOrder, store: Store | undefined, options: CarryOutOptions): Promise<void> {
  const { resume, now } = options;
  const view = new RunView(options.json ?? false);
  let run: StartedRun | undefined;
  const leave = async () => run?.leave();
  await interruption.heed(async (signal) => {
    const onMessage = view.show;
    run = await startRun(order, { store, resume, now, signal, onMessage });
    if (!run) {
      view.left();
      return;
    }
    view.run = run.run;
    signal.addEventListener('abort', () => run?.stop());
    if (signal.aborted) run.stop();
    view.end(await run.ended);
  }, leave);
}
