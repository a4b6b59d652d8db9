import { dirname, join } from 'node:path';
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
  type StudyOutcome,
  studyFiles,
} from '../study/index.ts';
import { chooseOurDevice } from './choose-our-device.ts';
import { defaultFolder } from './default-folder.ts';
import type { ExecutionOptions } from './execution-options.ts';
import { interruption } from './interruption.ts';
import { type RecordOptions, recordedRun } from './recorded-run.ts';
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

/** Runs the study, says what came out, and puts it where it belongs: in this order, so that a full disk hides nothing. */
async function runInto(
  folder: OutputFolder,
  order: Order,
  options: CarryOutOptions,
  signal: AbortSignal,
): Promise<void> {
  const outcome = await run(order, options, signal);
  if (outcome.trained.length === 0) {
    process.stderr.write('Stopped before the first epoch was finished: there is nothing to keep.\n');
    return;
  }
  const { result } = outcome;
  const people = options.json ? process.stderr : process.stdout;
  people.write(summaryText(result));
  await write(folder, outcome, order.textFor(folder.path));
  const place = clean(join(folder.path, 'index.html'));
  people.write(
    result.ending === 'stopped' ? `Stopped. What was finished is in ${place}\n` : `Report: ${place}\n`,
  );
  if (options.json && result.ending === 'finished') {
    process.stdout.write(`${JSON.stringify(summaryOf(result, folder.path))}\n`);
  }
}

/** Runs the study with live progress. */
async function run(order: Order, options: CarryOutOptions, signal: AbortSignal): Promise<StudyOutcome> {
  const { study, folder } = order;
  process.stderr.write(`${clean(study.name)}\n`);
  const { device, reason } = await chooseOurDevice(options.device);
  const { threads } = options;
  const seeds = [study.seed ?? 0].flat().length;
  const watch = (repetition: Repetition) => watchTraining(labelOf(repetition, seeds));
  const context = { device, reason, threads, folder, signal, watch, ...watchEvaluation() };
  return recordedRun({ ...order, device: device.name, threads }, options, (record) =>
    runStudy(study, { ...context, record }),
  );
}

async function write(folder: OutputFolder, outcome: StudyOutcome, text: string): Promise<void> {
  for (const [name, content] of studyFiles(outcome)) await folder.write(name, content);
  await folder.write('study.yaml', text);
  await folder.write('index.html', reportPage(outcome, await reportStudy(outcome)));
  await folder.finish();
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
