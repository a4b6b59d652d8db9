import { formatDuration, formatNumber, formatPercent } from '../report/index.ts';
import { type PartName, type PartScores, partNames, type StudyResult } from '../study/index.ts';
import { ordinal, partWords, rangeText, scoreText, scoreWord, spreadText } from '../study/report/words.ts';
import { clean, width } from './terminal-text.ts';

/** What a study reached, as a few lines for a terminal of 80 columns. */
export function summaryText(result: StudyResult): string {
  const parts = partNames.filter((part) => result.metrics[part]);
  const last = parts.at(-1);
  if (!last) return '';
  const rows = Object.keys(result.metrics[last] ?? {}).map((name) => [
    scoreWord(name),
    ...parts.map((part) => cell(result, part, name)),
  ]);
  return `\n${table([['', ...parts.map((part) => partWords[part])], ...rows])}\n\n${clean(explanation(result))}\n${opened(result)}`;
}

/** What `--json` promises of a study. */
export interface StudySummary {
  readonly study: string;
  /** The folder with everything about it. */
  readonly run: string;
  readonly seed: number | readonly number[];
  readonly parameters: number;
  readonly seconds: number;
  readonly metrics: PartScores;
}

/** A study in one line of JSON, as `--json` promises it. */
export function summaryOf(
  { study, settings, parameters, seconds, metrics }: StudyResult,
  run: string,
): StudySummary {
  return { study, run, seed: settings.seed ?? 0, parameters, seconds, metrics };
}

/** "95.3 ± 5.1 %" of several repetitions; "96.7 % (92.4 to 98.6 %)" of one, on the test part. */
function cell(result: StudyResult, part: PartName, name: string): string {
  const value = result.metrics[part]?.[name];
  if (value === undefined) return '';
  const spread = result.spread[part]?.[name];
  if (spread !== undefined) return spreadText(name, value, spread);
  const interval = part === 'test' ? result.intervals.test?.[name] : undefined;
  return scoreText(name, value) + (interval ? ` (${rangeText(name, interval)})` : '');
}

function explanation({ repetitions, parameters, seconds, settings, intervals }: StudyResult): string {
  const level = formatPercent(settings.evaluation?.level ?? 0.95, 0);
  const spread = `mean ± standard deviation over ${repetitions.length} trainings`;
  const means = repetitions.length > 1 ? spread : intervals.test ? `in brackets: ${level} intervals` : '';
  const size = `${formatNumber(parameters)} parameters`;
  return `  ${[means, size, formatDuration(seconds)].filter(Boolean).join('; ')}`;
}

/** A caution where the test part had been opened before, by whatever study. */
function opened({ testOpenings }: StudyResult): string {
  const nth = Math.max(0, ...testOpenings.map((opening) => opening.nth ?? 0));
  return nth < 2
    ? ''
    : `  The test part was opened for the ${ordinal(nth)} time; the report says what that means.\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0] ?? [];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
  const line = (row: readonly string[]) =>
    row.map((text, i) => text + ' '.repeat((widths[i] ?? 0) - width(text))).join('   ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}
