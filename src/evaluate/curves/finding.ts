/** What a pair of loss curves shows. */
export interface Finding {
  readonly kind: 'divergence' | 'overfitting' | 'underfitting' | 'plateau' | 'good fit' | 'undecided';
  /** The numbers that say so, in one sentence. */
  readonly evidence: string;
  /** The first and last epoch of the evidence, counted from 0. */
  readonly epochs: readonly [first: number, last: number];
  /** What to try next. */
  readonly advice: string;
}
