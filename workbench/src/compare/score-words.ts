import { formatNumber } from 'echotrain/report';

interface ScoreWords {
  readonly title: string;
  /** Where there is little room. */
  readonly short: string;
  readonly unit: string;
  /** Whether more is better. */
  readonly isHighBest: boolean;
}

const WORDS: Readonly<Record<string, ScoreWords>> = {
  accuracy: { title: 'Accuracy', short: 'accuracy', unit: '', isHighBest: true },
  loss: { title: 'Cross-entropy', short: 'loss', unit: 'nat', isHighBest: false },
  absoluteError: { title: 'Absolute error', short: 'error', unit: '', isHighBest: false },
  nrmse: { title: 'NRMSE', short: 'NRMSE', unit: '', isHighBest: false },
  psnr: { title: 'PSNR', short: 'PSNR', unit: 'dB', isHighBest: true },
  ssim: { title: 'SSIM', short: 'SSIM', unit: '', isHighBest: true },
};

/** What readers call a score. */
export function scoreTitle(score: string): string {
  return WORDS[score]?.title ?? score;
}

/** What a score is called where there is little room. */
export function scoreShort(score: string): string {
  return WORDS[score]?.short ?? score;
}

/** What readers call a score, with its unit. */
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
  return ['nrmse', 'loss', 'absoluteError'].find((score) => scores.includes(score)) ?? scores[0] ?? '';
}

/** A difference with its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** A p value: how surely it is below. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}
