import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Store, thisProcess } from '../store/index.ts';
import type { Study } from '../study/index.ts';
import { type ResultFile, type RunResult, StudyRecord } from '../study/recording/study-record.ts';
import { InputError, messageOf } from '../util/errors.ts';
import { type WorkspaceOptions, workspaceFolder } from './runs/workspace.ts';
import { clean } from './terminal-text.ts';

/** A study that is to be recorded. */
interface RecordedStudy {
  readonly study: Study;
  readonly textFor: (folder: string) => string;
  readonly device: string;
  readonly threads?: number | undefined;
  readonly folder: string;
}

/** Which record a run has. */
export interface RecordOptions extends WorkspaceOptions {
  /** The number of a run that goes on; a new one by default. */
  readonly resume?: number;
}

/** What a run has left: nothing where it was stopped before anything came out. */
export interface Delivered {
  readonly result: RunResult;
  readonly files: readonly ResultFile[];
}

/**
 * Runs a study and records it in the workspace. Where nobody asked for a certain workspace and the one there is cannot
 * be used, the study runs without a record, and people are told why.
 *
 * @param run from data to the results on disk: only then is a run finished
 */
export async function recordedRun(
  recorded: RecordedStudy,
  options: RecordOptions,
  run: (record: StudyRecord | undefined) => Promise<Delivered | undefined>,
): Promise<void> {
  const store = await openStore(options);
  if (!store) {
    await run(undefined);
    return;
  }
  try {
    store.findLost();
    const number = options.resume ?? createRun(store, recorded);
    store.processes.enqueue(number, '{}', thisProcess());
    store.processes.admit(number, thisProcess(), () => undefined);
    const room = { tell: tellOfRoom };
    const record = await StudyRecord.begin(store, number, { ...recorded, room });
    await keep(record, run);
  } finally {
    store.close();
  }
}

function createRun(store: Store, { study, textFor, device, threads }: RecordedStudy): number {
  return store.runs.create({
    name: study.name,
    study: { name: study.name, text: textFor(join(store.folder, 'runs', '0')) },
    record: {
      seed: [study.seed ?? 0].flat()[0] ?? 0,
      dataHashes: {},
      splitHash: '',
      device,
      ...(threads !== undefined && { threads }),
      optimization: '',
      versions: {},
      processorFlags: [],
      environment: {},
    },
  });
}

async function keep(
  record: StudyRecord,
  run: (record: StudyRecord) => Promise<Delivered | undefined>,
): Promise<void> {
  try {
    const delivered = await run(record);
    if (delivered) await record.finish(delivered.result, delivered.files);
    else await record.stop();
    if (delivered?.result.ending !== 'finished') {
      process.stderr.write(`Run ${record.run} goes on with: echotrain runs resume ${record.run}\n`);
    }
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
