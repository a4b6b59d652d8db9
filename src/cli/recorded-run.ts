import { mkdirSync } from 'node:fs';
import { Store } from '../store/index.ts';
import type { StudyOutcome } from '../study/index.ts';
import { type RecordedStudy, StudyRecord } from '../study/recording/study-record.ts';
import { InputError, messageOf } from '../util/errors.ts';
import { type WorkspaceOptions, workspaceFolder } from './runs/workspace.ts';
import { clean } from './terminal-text.ts';

/** Which record a run has. */
export interface RecordOptions extends WorkspaceOptions {
  /** The number of a run that goes on; a new one by default. */
  readonly resume?: number;
}

/**
 * Runs a study and records it in the workspace. Where nobody asked for a certain workspace and the one there is cannot
 * be used, the study runs without a record, and people are told why.
 */
export async function recordedRun(
  recorded: RecordedStudy,
  options: RecordOptions,
  run: (record: StudyRecord | undefined) => Promise<StudyOutcome>,
): Promise<StudyOutcome> {
  const store = await openStore(options);
  if (!store) return run(undefined);
  try {
    const record = await (options.resume === undefined
      ? StudyRecord.begin(store, recorded, { tell: tellOfRoom })
      : StudyRecord.resume(store, options.resume, { tell: tellOfRoom }));
    return await keep(record, run);
  } finally {
    store.close();
  }
}

async function keep(
  record: StudyRecord,
  run: (record: StudyRecord) => Promise<StudyOutcome>,
): Promise<StudyOutcome> {
  try {
    const outcome = await run(record);
    if (outcome.trained.length === 0) await record.stop();
    else await record.finish(outcome.result);
    if (outcome.result.ending === 'stopped') {
      process.stderr.write(`Run ${record.run} goes on with: echotrain runs resume ${record.run}\n`);
    }
    return outcome;
  } catch (error) {
    await record.fail(error);
    throw error;
  }
}

function tellOfRoom(isFull: boolean): void {
  process.stderr.write(
    isFull ? 'The disk is full: the training waits until there is room.\n' : 'There is room: it goes on.\n',
  );
}

async function openStore(options: RecordOptions): Promise<Store | undefined> {
  const folder = workspaceFolder(options);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return writable(await Store.open(folder));
  } catch (error) {
    if (options.workspace !== undefined || options.resume !== undefined) throw error;
    process.stderr.write(`Not recorded. ${clean(messageOf(error))}\n`);
    return undefined;
  }
}

/** @throws InputError for a store that is damaged. */
function writable(store: Store): Store {
  const { damage, folder } = store;
  if (damage === undefined) return store;
  store.close();
  throw new InputError({
    where: folder,
    expected: 'a store that can be written',
    received: `a damaged one: ${damage}`,
    remedy: 'Move it away, or choose another folder with --workspace.',
  });
}
