import type { Problem } from '../reading/problem.ts';

/** What was left out of a dataset and why, as a CSV table (RFC 4180). */
export function leftOutText(problems: readonly Problem[]): string {
  const rows = problems.map(({ file, reason }) => [file, reason]);
  return `${[['file', 'reason'], ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
