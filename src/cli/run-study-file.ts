import { dirname, join } from 'node:path';
import { page, type Section } from '../report/index.ts';
import {
  movedPaths,
  OutputFolder,
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
import { interruption } from './interruption.ts';
import type { RunOptions } from './run.ts';
import { summaryOf, summaryText } from './study-summary.ts';
import { clean } from './terminal-text.ts';
import { labelOf, watchEvaluation, watchTraining } from './watch-training.ts';

/** A study as it is to be run: what its file says, with what the command line says in its place. */
interface Order {
  readonly study: Study;
  /** The file's text, as it is to be kept in `folder`. */
  readonly textFor: (folder: string) => string;
  /** Where the study's relative paths begin. */
  readonly folder: string;
}

/** `echotrain run`: runs a study file and leaves a folder with everything about it. */
export async function runStudyFile(file: string, options: RunOptions): Promise<void> {
  const order = await readOrder(file, options);
  const folder = await OutputFolder.create(options.out ?? defaultFolder(order.study.name));
  try {
    await interruption.heed((signal) => runInto(folder, order, options, signal));
  } finally {
    await folder.discard();
  }
}

async function readOrder(file: string, { set = [], seed }: RunOptions): Promise<Order> {
  const ofSeed = seed === undefined ? [] : [{ path: ['seed'], value: seed, source: `--seed ${seed}` }];
  const overrides = [...set.map(parseOverride), ...ofSeed];
  const text = await readText(file, 'a study file');
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
  options: RunOptions,
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
async function run(
  { study, folder }: Order,
  { device: asked, threads }: RunOptions,
  signal: AbortSignal,
): Promise<StudyOutcome> {
  process.stderr.write(`${clean(study.name)}\n`);
  const { device, reason } = await chooseOurDevice(asked);
  const seeds = [study.seed ?? 0].flat().length;
  const watch = (repetition: Repetition) => watchTraining(labelOf(repetition, seeds));
  const evaluation = watchEvaluation();
  return runStudy(study, { device, reason, threads, folder, signal, watch, ...evaluation });
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
