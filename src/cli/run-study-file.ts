import { dirname, extname, join } from 'node:path';
import { page, type Section } from '../report/index.ts';
import {
  movedPaths,
  OutputFolder,
  type Override,
  parseOverride,
  parseStudy,
  type Repetition,
  readText,
  reportStudy,
  runStudy,
  type Study,
  type StudyContext,
  type StudyOutcome,
  studyFiles,
} from '../study/index.ts';
import { chooseOurDevice } from './choose-our-device.ts';
import { defaultFolder } from './default-folder.ts';
import type { ExecutionOptions } from './execution-options.ts';
import { interruption } from './interruption.ts';
import { type Delivered, type RecordOptions, recordedRun } from './recorded-run.ts';
import type { RunOptions } from './run.ts';
import { summaryOf, summaryText } from './study-summary.ts';
import { clean } from './terminal-text.ts';
import { labelOf, watchEvaluation, watchTraining } from './watch-training.ts';

/** A study as it is to be run: what its file says, with what the command line says in its place. */
export interface Order {
  readonly study: Study;
  /** The file's text, as it is to be kept in `folder`. */
  readonly textFor: (folder: string) => string;
  /** Where the study's relative paths begin. */
  readonly folder: string;
}

/** How a study is carried out. */
export interface CarryOutOptions extends ExecutionOptions, RecordOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** `echotrain run`: runs a study file and leaves a folder with everything about it. */
export async function runStudyFile(file: string, { set = [], seed, ...options }: RunOptions): Promise<void> {
  const ofSeed = seed === undefined ? [] : [{ path: ['seed'], value: seed, source: `--seed ${seed}` }];
  const text = await readText(file, 'a study file');
  await carryOut(orderOf(text, file, [...set.map(parseOverride), ...ofSeed]), options);
}

/** Runs a study, records it, and leaves a folder with everything about it. */
export async function carryOut(order: Order, options: CarryOutOptions): Promise<void> {
  const folder = await OutputFolder.create(options.out ?? defaultFolder(order.study.name));
  try {
    await interruption.heed((signal) => runInto(folder, order, options, signal));
  } finally {
    await folder.discard();
  }
}

/** The study that a file's text describes, with what stands in its place. */
export function orderOf(text: string, file: string, overrides: readonly Override[]): Order {
  const { study } = parseStudy(text, file, overrides);
  const folder = dirname(file);
  const textFor = (to: string) =>
    parseStudy(text, file, [...overrides, ...movedPaths(study, folder, to)]).text;
  return { study, textFor, folder };
}

/** Runs the study, recorded, from data to the results on disk. */
async function runInto(
  folder: OutputFolder,
  order: Order,
  options: CarryOutOptions,
  signal: AbortSignal,
): Promise<void> {
  process.stderr.write(`${clean(order.study.name)}\n`);
  const { device, reason } = await chooseOurDevice(options.device);
  const { threads } = options;
  await recordedRun({ ...order, device: device.name, threads }, options, async (record) => {
    const outcome = await run(order, { device, reason, threads, signal, record });
    return deliver(folder, outcome, order, options);
  });
}

/** Runs the study with live progress. */
function run({ study, folder }: Order, context: Omit<StudyContext, 'folder'>): Promise<StudyOutcome> {
  const seeds = [study.seed ?? 0].flat().length;
  const watch = (repetition: Repetition) => watchTraining(labelOf(repetition, seeds));
  return runStudy(study, { ...context, folder, watch, ...watchEvaluation() });
}

/** Says what came out, and puts it where it belongs: in this order, so that a full disk hides nothing. */
async function deliver(
  folder: OutputFolder,
  outcome: StudyOutcome,
  order: Order,
  options: CarryOutOptions,
): Promise<Delivered | undefined> {
  if (outcome.trained.length === 0) {
    process.stderr.write('Stopped before the first epoch was finished: there is nothing to report.\n');
    return undefined;
  }
  const { result } = outcome;
  const people = options.json ? process.stderr : process.stdout;
  people.write(summaryText(result));
  const names = await write(folder, outcome, order.textFor(folder.path));
  const place = clean(join(folder.path, 'index.html'));
  people.write(
    result.ending === 'stopped' ? `Stopped. What was finished is in ${place}\n` : `Report: ${place}\n`,
  );
  if (options.json && result.ending === 'finished') {
    process.stdout.write(`${JSON.stringify(summaryOf(result, folder.path))}\n`);
  }
  return { result, files: names.map((name) => ({ path: join(folder.path, name), kind: kindOf(name) })) };
}

/** Writes all files of the results, and gives their names. */
async function write(folder: OutputFolder, outcome: StudyOutcome, text: string): Promise<string[]> {
  const files = new Map<string, string | Uint8Array>(studyFiles(outcome));
  files.set('study.yaml', text);
  files.set('index.html', reportPage(outcome, await reportStudy(outcome)));
  for (const [name, content] of files) await folder.write(name, content);
  await folder.finish();
  return [...files.keys()];
}

/** What a file of the results is, by its ending. */
function kindOf(name: string): string {
  const kinds = { '.html': 'report', '.onnx': 'model', '.safetensors': 'weights', '.yaml': 'study' };
  return new Map(Object.entries(kinds)).get(extname(name)) ?? 'numbers';
}

function reportPage({ result }: StudyOutcome, sections: readonly Section[]): string {
  const { study, settings, versions, started } = result;
  const footer = `Made by echotrain ${versions.echotrain} on ${started.slice(0, 10)}. Everything here is in result.json too.`;
  return page({
    title: study,
    sections,
    footer,
    ...(settings.description && { lead: settings.description }),
  });
}
