import type { Timing } from './measure.ts';
import { type Comparison, gflops, type Result } from './results.ts';
import { median } from './statistics.ts';
import { specifications } from './workloads.ts';

const header = ['', 'ms a step', 'ratio to ours', 'spread', 'memory', 'GFLOP/s', 'of the peak'];

/** A workload's measurements as a table for the terminal: a line a contender, then what needs words. */
export function table({ workload, timings, refusals, results }: Comparison, peak: number): string {
  const rows = timings.map((timing) => {
    const result = results.find(({ peer }) => peer === timing.name);
    const rate = gflops(workload, timing);
    return [
      timing.name,
      milliseconds(median(timing.ms)),
      ...ratioCells(result),
      `${Math.round(timing.peakBytes / 2 ** 20)} MiB`,
      rate.toPrecision(3),
      `${((100 * rate) / peak).toPrecision(2)} %`,
    ];
  });
  return [
    `${workload}: ${specifications[workload].title}`,
    ...aligned([header, ...rows]),
    ...timings.flatMap(notesOf),
    ...refusals.map(({ name, reason, wrong }) => `  ${name} ${wrong ? reason : `cannot run: ${reason}`}`),
  ].join('\n');
}

function ratioCells(result: Result | undefined): string[] {
  if (!result) return ['', ''];
  return [ratio(result.ratio), `${ratio(result.ratioLeast)} to ${ratio(result.ratioMost)}`];
}

/** A ratio with three digits. */
export const ratio = (value: number) =>
  value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);

/** Milliseconds with as many digits as count. */
export const milliseconds = (ms: number) =>
  ms < 1 ? ms.toFixed(3) : ms < 100 ? ms.toFixed(2) : ms.toFixed(0);

/** Settings, and a warning where a process was busy while others were measured. */
function notesOf({ name, note, idleShare }: Timing): string[] {
  const busy = `  ${name} burned up to ${Math.round(100 * idleShare)} % of a core while others were measured`;
  return [...(note ? [`  ${name}: ${note}`] : []), ...(idleShare > 0.1 ? [busy] : [])];
}

/** Columns side by side: the first flush left, numbers flush right. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .reduce((line, cell) => `${line}  ${cell}`, '')
      .trimEnd(),
  );
}
