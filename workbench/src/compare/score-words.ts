import { formatNumber } from 'echotrain/report';

interface ScoreWords {
  readonly title: string;
  readonly unit: string;
  /** Whether more is better. */
  readonly isHighBest: boolean;
}

const WORDS: Readonly<Record<string, ScoreWords>> = {
  accuracy: { title: 'Accuracy', unit: '', isHighBest: true },
  loss: { title: 'Cross-entropy', unit: 'nat', isHighBest: false },
  absoluteError: { title: 'Absolute error', unit: '', isHighBest: false },
  nrmse: { title: 'NRMSE', unit: '', isHighBest: false },
  psnr: { title: 'PSNR', unit: 'dB', isHighBest: true },
  ssim: { title: 'SSIM', unit: '', isHighBest: true },
};

/** What readers call a score. */
export function scoreTitle(score: string): string {
  return WORDS[score]?.title ?? score;
}

/** The same with its unit. */
export function scoreTitleWithUnit(score: string): string {
  const unit = WORDS[score]?.unit;
  return unit ? `${scoreTitle(score)} (${unit})` : scoreTitle(score);
}

/** Whether more of a score is better. */
export function isHighBest(score: string): boolean {
  return WORDS[score]?.isHighBest ?? false;
}

/** The score of a single case by which cases are ordered: what went wrong, not whether. */
export function mainScore(scores: readonly string[]): string {
  return scores.find((score) => score !== 'accuracy') ?? '';
}

/** A difference with its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** A p value: how surely it is below. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}
