import { formatNumber, formatPercent } from '../../report/index.ts';
import type { PartName } from '../result.ts';

/** What the parts of the data are called in sentences and tables. */
export const partWords: Readonly<Record<PartName, string>> = {
  train: 'training',
  validation: 'validation',
  test: 'test',
};

/** A score for readers: shares of right answers in percent. */
export function scoreText(name: string, value: number): string {
  return /accuracy$/i.test(name) ? formatPercent(value) : formatNumber(value);
}

/** "96.7 % (92.4 to 98.6 %)". */
export function rangeText(
  name: string,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): string {
  return `${scoreText(name, lower).replace(/\u202f%$/, '')} to ${scoreText(name, upper)}`;
}

/** A score's name for readers: "balanced accuracy" for `balancedAccuracy`. */
export function scoreWord(name: string): string {
  const known: Readonly<Record<string, string>> = { f1: 'F1 score', auc: 'area under the ROC curve' };
  return known[name] ?? name.replaceAll(/([A-Z])/g, (capital) => ` ${capital.toLowerCase()}`);
}

/** "1 item", "2 items". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : several}`;
}
