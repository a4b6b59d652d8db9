import { join } from 'node:path';
import { type LessonReport, type LessonStudy, runLessons } from '../../lessons/index.ts';
import { formatDuration, page, type Section } from '../report/index.ts';
import { runSummary } from '../runner/summary.ts';
import { OutputFolder, packageVersion, partNames, studyFiles } from '../study/index.ts';
import { rangeText, scoreText, scoreWord } from '../study/report/words.ts';
import { sum } from '../util/arrays.ts';
import { chooseOurDevice } from './choose-our-device.ts';
import { interruption } from './interruption.ts';
import type { JumpstartOptions } from './jumpstart.ts';
import { type StudySummary, summaryText } from './study-summary.ts';
import { clean } from './terminal-text.ts';
import { watchTraining } from './watch-training.ts';

/** A file that only our report has: a folder with it may be replaced by a new report. */
const MARK = 'jumpstart.json';

/** `echotrain jumpstart`: runs the lessons, and leaves one page about all of them. */
export async function jumpstart(options: JumpstartOptions): Promise<void> {
  const folder = await OutputFolder.create(options.out, (names) => names.includes(MARK));
  try {
    await interruption.heed((signal) => runInto(folder, options, signal));
  } finally {
    await folder.discard();
  }
}

async function runInto(folder: OutputFolder, options: JumpstartOptions, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  const reports = await runAll(folder, options, signal);
  const seconds = (performance.now() - started) / 1000;
  await finish(folder, reports, seconds, options.json ?? false);
}

/** Runs lesson after lesson with live progress, and puts what each study gave into the folder at once. */
async function runAll(
  folder: OutputFolder,
  { device: asked, threads }: JumpstartOptions,
  signal: AbortSignal,
): Promise<LessonReport[]> {
  const { device, reason } = await chooseOurDevice(asked);
  const reports: LessonReport[] = [];
  for await (const report of runLessons({ device, reason, threads, signal, watch: watchTraining })) {
    reports.push(report);
    if (report.study) await writeStudy(folder, report.study);
  }
  return reports;
}

async function writeStudy(folder: OutputFolder, { name, outcome, text }: LessonStudy): Promise<void> {
  for (const [file, content] of studyFiles(outcome)) await folder.write(`${name}/${file}`, content);
  await folder.write(`${name}/study.yaml`, text);
}

/** Writes the page, and says what was reached. */
async function finish(
  folder: OutputFolder,
  reports: readonly LessonReport[],
  seconds: number,
  json: boolean,
): Promise<void> {
  const studies = reports.flatMap(({ study }) => study ?? []);
  const summary = summaryOfAll(reports, folder.path, seconds);
  const stopped = interruption.exitCode !== undefined;
  await folder.write(MARK, `${JSON.stringify(summary, undefined, 2)}\n`);
  await folder.write('index.html', jumpstartPage(reports, seconds, stopped));
  await folder.finish();
  const stream = json ? process.stderr : process.stdout;
  for (const { outcome } of studies)
    stream.write(`\n${clean(outcome.result.study)}${summaryText(runSummary(outcome.result))}`);
  const place = clean(join(folder.path, 'index.html'));
  stream.write(stopped ? `\nStopped. What was finished is in ${place}\n` : `\nReport: ${place}\n`);
  if (json && !stopped) process.stdout.write(`${JSON.stringify(summary)}\n`);
}

/** All lessons in the form of one study: scores by lesson and name, such as `iris.accuracy`. */
function summaryOfAll(reports: readonly LessonReport[], run: string, seconds: number): StudySummary {
  const studies = reports.flatMap(({ study }) => study ?? []);
  const metrics = partNames.map((part) => {
    const scores = reports.flatMap(({ study, scores }) => [
      ...Object.entries(study?.outcome.result.metrics[part] ?? {}).map(
        ([score, value]) => [`${study?.name}.${score}`, value] as const,
      ),
      ...Object.entries(scores?.[part] ?? {}),
    ]);
    return [part, Object.fromEntries(scores)] as const;
  });
  return {
    study: 'jumpstart',
    run,
    seed: [...new Set(studies.flatMap(({ outcome }) => outcome.result.settings.seed ?? 0))],
    parameters: sum(studies.map(({ outcome }) => outcome.result.parameters)),
    seconds,
    metrics: Object.fromEntries(metrics),
  };
}

function jumpstartPage(reports: readonly LessonReport[], seconds: number, stopped: boolean): string {
  const studies = reports.flatMap(({ study }) => study ?? []);
  return page({
    title: 'Networks that learned on this machine',
    lead: stopped
      ? 'The lessons of echotrain, stopped before their end.'
      : 'The lessons of echotrain: a line through five points, three species of flowers, handwritten digits, undersampled scans.',
    sections: [
      ...(studies.length > 0 ? [overview(studies, seconds)] : []),
      ...reports.map(({ section }) => section),
    ],
    footer: `Made by echotrain ${packageVersion()} on ${new Date().toISOString().slice(0, 10)}.`,
  });
}

function overview(studies: readonly LessonStudy[], seconds: number): Section {
  const columns = ['study', 'parameters', 'time', 'test part', '95 % interval'].map((title) => ({
    title,
  }));
  const rows = studies.map(({ outcome: { result } }) => {
    const score = result.task === 'reconstruction' ? 'psnr' : 'accuracy';
    const [value, interval] = [result.metrics.test?.[score], result.intervals.test?.[score]];
    return [
      result.study,
      result.parameters,
      formatDuration(result.seconds),
      value === undefined ? undefined : `${scoreWord(score)} ${scoreText(score, value)}`,
      interval && rangeText(score, interval),
    ];
  });
  const reason = studies[0]?.outcome.result.device.reason ?? '';
  return {
    title: 'Overview',
    blocks: [
      { kind: 'table', columns, rows },
      { kind: 'prose', text: `All of it in ${formatDuration(seconds)}, on ${reason}.` },
    ],
  };
}
