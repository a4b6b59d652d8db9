import { dirname, join } from 'node:path';
import { page, type Section } from '../report/index.ts';
import {
  movedPaths,
  OutputFolder,
  type Override,
  parseOverride,
  parseStudy,
  readInput,
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
import { labelOf, watchTraining } from './watch-training.ts';

/** `echotrain run`: runs a study file and leaves a folder with everything about it. */
export async function runStudyFile(file: string, options: RunOptions): Promise<void> {
  const text = new TextDecoder().decode(await readInput(file, 'a study file'));
  const overrides = overridesOf(options);
  const { study } = parseStudy(text, file, overrides);
  const folder = await OutputFolder.create(options.out ?? defaultFolder(study.name));
  try {
    const outcome = await run(study, dirname(file), options);
    if (!hasResults(outcome)) {
      process.stderr.write('Stopped before the first epoch was finished: there is nothing to keep.\n');
      return;
    }
    const moved = movedPaths(study, dirname(file), folder.path);
    await write(folder, outcome, parseStudy(text, file, [...overrides, ...moved]).text);
    tell(outcome, folder.path, options.json ?? false);
  } finally {
    await folder.discard();
  }
}

function overridesOf({ set, seed }: RunOptions): Override[] {
  const ofSeed = seed === undefined ? [] : [{ path: ['seed'], value: seed, source: `--seed ${seed}` }];
  return [...set.map(parseOverride), ...ofSeed];
}

/** Runs the study with live progress; Ctrl-C stops it after the current step. */
async function run(
  study: Study,
  folder: string,
  { device: asked, threads }: RunOptions,
): Promise<StudyOutcome> {
  const { device, reason } = await chooseOurDevice(asked);
  const seeds = [study.seed ?? 0].flat().length;
  return interruption.heed((signal) =>
    runStudy(study, {
      device,
      reason,
      threads,
      folder,
      signal,
      watch: (repetition) => watchTraining(labelOf(study.name, repetition, seeds)),
    }),
  );
}

function hasResults({ result }: StudyOutcome): boolean {
  return result.repetitions.some(({ history }) => history.length > 0);
}

async function write(folder: OutputFolder, outcome: StudyOutcome, text: string): Promise<void> {
  for (const [name, content] of studyFiles(outcome)) await folder.write(name, content);
  await folder.write('study.yaml', text);
  await folder.write('index.html', reportPage(outcome, await reportStudy(outcome)));
  await folder.finish();
}

/** Says what was reached and where it is: people on standard output, or programs there and people beside it. */
function tell({ result }: StudyOutcome, folder: string, json: boolean): void {
  const stream = json ? process.stderr : process.stdout;
  const stopped = result.ending === 'stopped';
  const place = stopped
    ? `Stopped. What was finished is in ${clean(folder)}`
    : `Report: ${clean(join(folder, 'index.html'))}`;
  stream.write(`${summaryText(result)}${place}\n`);
  if (json && !stopped) process.stdout.write(`${JSON.stringify(summaryOf(result, folder))}\n`);
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
