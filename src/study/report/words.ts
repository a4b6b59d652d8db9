import { formatFixed, formatNumber, formatPercent } from '../../report/index.ts';
import type { PartName, RepetitionResult } from '../result.ts';

/** What the parts of the data are called in sentences and tables. */
export const partWords: Readonly<Record<PartName, string>> = {
  train: 'training',
  validation: 'validation',
  test: 'test',
};

/** A score for readers: shares of right answers in percent. */
export function scoreText(name: string, value: number): string {
  return isShare(name) ? formatPercent(value, decimalsFor(value)) : formatNumber(value);
}

/** Where nearly all is right, the few errors are told apart by a second decimal. */
function decimalsFor(share: number): number {
  return share >= 0.98 && share < 1 ? 2 : 1;
}

/** "95.3 ± 5.1 %" and "0.099 ± 0.089": the deviation with two digits, and the mean with as many decimals. */
export function spreadText(name: string, value: number, deviation: number): string {
  if (isShare(name)) {
    const digits = deviation < 0.005 ? 2 : 1;
    return `${formatFixed(100 * value, digits)} ± ${formatPercent(deviation, digits)}`.replaceAll(' ', NBSP);
  }
  const decimals = deviation > 0 ? Math.max(0, Math.min(4, 1 - Math.floor(Math.log10(deviation)))) : 3;
  return `${formatFixed(value, decimals)} ± ${formatFixed(deviation, decimals)}`.replaceAll(' ', NBSP);
}

/** "92.4 to 98.6 %". */
export function rangeText(
  name: string,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): string {
  const from = isShare(name) ? formatFixed(100 * lower, decimalsFor(upper)) : scoreText(name, lower);
  return `${from} to ${scoreText(name, upper)}`.replaceAll(' ', NBSP);
}

/** A score's name for readers: "balanced accuracy" for `balancedAccuracy`. */
export function scoreWord(name: string): string {
  const known: Readonly<Record<string, string>> = {
    f1: 'F1 score',
    auc: 'AUC',
    brierScore: 'Brier score',
    rSquared: 'R²',
    psnr: 'PSNR (dB)',
    ssim: 'SSIM',
    nrmse: 'NRMSE',
  };
  return known[name] ?? name.replaceAll(/([A-Z])/g, (capital) => ` ${capital.toLowerCase()}`);
}

/** "1 item", "2 items". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : several}`;
}

/** "Loss" for "loss". */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether several seeds are told apart. */
export function hasSeveralSeeds(repetitions: readonly { readonly seed: number }[]): boolean {
  return new Set(repetitions.map(({ seed }) => seed)).size > 1;
}

/** "seed 2, fold 3, inner fold 1" or "without Graz", with the seed only where there are several. */
export function trainingName(
  { seed, fold, inner, left }: Pick<RepetitionResult, 'seed' | 'fold' | 'inner' | 'left'>,
  severalSeeds: boolean,
): string {
  const parts = [
    severalSeeds || fold === undefined ? `seed ${seed}` : undefined,
    left === undefined ? fold && `fold ${fold}` : `without ${left}`,
    inner && `inner fold ${inner}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** "1st", "2nd", "13th". */
export function ordinal(number: number): string {
  const teens = number % 100 > 10 && number % 100 < 14;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

const NBSP = '\u00a0';

function isShare(name: string): boolean {
  return /accuracy$/i.test(name);
}
