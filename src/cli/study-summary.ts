import { formatDuration, formatNumber, formatPercent } from '../report/index.ts';
import type { RunSummary } from '../runner/messages.ts';
import { ordinal, partWords, rangeText, scoreText, scoreWord, spreadText } from '../study/report/words.ts';
import { type PartName, partNames } from '../study/result.ts';
import { clean, width } from './terminal-text.ts';

/** What a study reached, as a few lines for a terminal of 80 columns. */
export function summaryText(result: RunSummary): string {
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
  readonly metrics: RunSummary['metrics'];
}

/** A study in one line of JSON, as `--json` promises it. */
export function summaryOf(
  { study, seed, parameters, seconds, metrics }: RunSummary,
  run: string,
): StudySummary {
  return { study, run, seed, parameters, seconds, metrics };
}

/** "95.3 ± 5.1 %" of several repetitions; "96.7 % (92.4 to 98.6 %)" of one, on the test part. */
function cell(result: RunSummary, part: PartName, name: string): string {
  const value = result.metrics[part]?.[name];
  if (value === undefined) return '';
  const spread = result.spread[part]?.[name];
  if (spread !== undefined) return spreadText(name, value, spread);
  const interval = part === 'test' ? result.intervals[name] : undefined;
  return scoreText(name, value) + (interval ? ` (${rangeText(name, interval)})` : '');
}

function explanation({ trainings, parameters, seconds, level, intervals }: RunSummary): string {
  const hasIntervals = Object.keys(intervals).length > 0;
  const spread = `mean ± standard deviation over ${trainings} trainings`;
  const brackets = hasIntervals ? `in brackets: ${formatPercent(level, 0)} intervals` : '';
  const means = trainings > 1 ? spread : brackets;
  const size = `${formatNumber(parameters)} parameters`;
  return `  ${[means, size, formatDuration(seconds)].filter(Boolean).join('; ')}`;
}

/** A caution where the test part had been opened before, by whatever study. */
function opened({ nthOpening }: RunSummary): string {
  return nthOpening < 2
    ? ''
    : `  The test part was opened for the ${ordinal(nthOpening)} time; the report says what that means.\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0] ?? [];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
  const line = (row: readonly string[]) =>
    row.map((text, i) => text + ' '.repeat((widths[i] ?? 0) - width(text))).join('   ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}
