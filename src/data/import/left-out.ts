import { csvField } from '../../formats/index.ts';
import type { Problem } from '../reading/problem.ts';

/** What was left out of a dataset and why, as a CSV table (RFC 4180). */
export function leftOutText(problems: readonly Problem[]): string {
  const rows = problems.map(({ file, reason }) => [file, reason]);
  return `${[['file', 'reason'], ...rows].map((row) => row.map(csvField).join(',')).join('\n')}\n`;
}
