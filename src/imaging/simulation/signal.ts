/**
 * Signal equations: what a tissue gives in a sequence, in the steady state.
 *
 * PD, T₁, T₂, T₂* are of the tissue; TR, TE, TI and the flip angle α of the sequence; E₁ = exp(-TR/T₁),
 * E₂ = exp(-TR/T₂). Source: Bernstein, King and Zhou, Handbook of MRI Pulse Sequences (2004), chapters 14.1 and 16.3;
 * Ernst and Anderson, Rev. Sci. Instrum. 37:93 (1966); Freeman and Hill, J. Magn. Reson. 4:366 (1971).
 */
import { check } from '../../util/errors.ts';

/** What of a tissue its signal depends on. */
export interface Relaxation {
  /** PD relative to water, from 0 to 1. */
  readonly protonDensity: number;
  readonly t1Ms: number;
  readonly t2Ms: number;
  /** T₂*, of gradient echoes; T₂ by default. */
  readonly t2StarMs?: number;
}

/** A sequence and its timing in ms; angles in degrees. */
export type Sequence =
  | { readonly kind: 'spin-echo'; readonly trMs: number; readonly teMs: number }
  | {
      readonly kind: 'inversion-recovery';
      readonly trMs: number;
      readonly teMs: number;
      readonly tiMs: number;
    }
  | {
      readonly kind: 'spoiled-gradient-echo' | 'balanced-ssfp';
      readonly trMs: number;
      readonly teMs: number;
      readonly flipDegrees: number;
    };

/** Common contrasts at 1.5 T. */
export const contrasts = {
  t1: { kind: 'spin-echo', trMs: 450, teMs: 10 },
  t2: { kind: 'spin-echo', trMs: 4500, teMs: 100 },
  'proton-density': { kind: 'spin-echo', trMs: 3500, teMs: 18 },
  flair: { kind: 'inversion-recovery', trMs: 9000, teMs: 110, tiMs: 1650 },
  't1-gradient-echo': { kind: 'spoiled-gradient-echo', trMs: 22, teMs: 5, flipDegrees: 28 },
  't2-star': { kind: 'spoiled-gradient-echo', trMs: 600, teMs: 25, flipDegrees: 20 },
  'balanced-ssfp': { kind: 'balanced-ssfp', trMs: 5, teMs: 2.5, flipDegrees: 50 },
} as const satisfies Record<string, Sequence>;

/** A contrast of {@link contrasts} by name. */
export type Contrast = keyof typeof contrasts;

/** A sequence as it is, or that of a contrast by name. */
export function sequenceOf(contrast: Contrast | Sequence): Sequence {
  if (typeof contrast !== 'string') return contrast;
  check(Object.hasOwn(contrasts, contrast), () => ({
    where: 'contrast',
    expected: `one of ${Object.keys(contrasts).join(', ')}`,
    received: contrast,
  }));
  return contrasts[contrast];
}

/**
 * The transverse magnetization at the echo; with an inversion it can be negative.
 *
 * - spin echo: PD (1 - 2 exp(-(TR - TE/2)/T₁) + E₁) exp(-TE/T₂)
 * - inversion recovery, read by a spin echo: PD (1 - 2 exp(-TI/T₁) + 2 exp(-(TR - TE/2)/T₁) - E₁) exp(-TE/T₂)
 * - spoiled gradient echo: PD sin α (1 - E₁) / (1 - E₁ cos α) exp(-TE/T₂*)
 * - balanced SSFP, on resonance: PD sin α (1 - E₁) / (1 - (E₁ - E₂) cos α - E₁ E₂) exp(-TE/T₂)
 *
 * @throws InputError when the echo is after the repetition, or a time or angle cannot be.
 * @example signal({ protonDensity: 0.77, t1Ms: 500, t2Ms: 70 }, contrasts.t1);
 */
export function signal(tissue: Relaxation, sequence: Sequence): number {
  checkSequence(sequence);
  const { protonDensity, t1Ms, t2Ms, t2StarMs = t2Ms } = tissue;
  if (protonDensity === 0) return 0;
  const { trMs, teMs } = sequence;
  const [e1, e2] = [Math.exp(-trMs / t1Ms), Math.exp(-trMs / t2Ms)];
  const spinEcho = protonDensity * Math.exp(-teMs / t2Ms);
  const refocused = 2 * Math.exp(-(trMs - teMs / 2) / t1Ms);
  if (sequence.kind === 'spin-echo') return spinEcho * (1 - refocused + e1);
  if (sequence.kind === 'inversion-recovery') {
    return spinEcho * (1 - 2 * Math.exp(-sequence.tiMs / t1Ms) + refocused - e1);
  }
  const flip = (sequence.flipDegrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(flip), Math.cos(flip)];
  if (sequence.kind === 'balanced-ssfp') return (spinEcho * sin * (1 - e1)) / (1 - (e1 - e2) * cos - e1 * e2);
  return (protonDensity * Math.exp(-teMs / t2StarMs) * sin * (1 - e1)) / (1 - e1 * cos);
}

/** The flip angle that gives a spoiled gradient echo most signal: arccos E₁, in degrees. */
export function ernstAngleDegrees(trMs: number, t1Ms: number): number {
  return (Math.acos(Math.exp(-trMs / t1Ms)) * 180) / Math.PI;
}

function checkSequence(sequence: Sequence): void {
  const { trMs, teMs } = sequence;
  const refuse = (expected: string, received: string) => () => ({ where: 'signal', expected, received });
  check(trMs > 0 && teMs >= 0 && teMs <= trMs, refuse('0 ≤ TE ≤ TR in ms', `TE ${teMs} and TR ${trMs}`));
  if (sequence.kind === 'inversion-recovery') {
    const { tiMs } = sequence;
    check(
      tiMs > 0 && tiMs + teMs <= trMs,
      refuse('TI above 0 and TI + TE ≤ TR in ms', `TI ${tiMs} and TR ${trMs}`),
    );
  }
  if ('flipDegrees' in sequence) {
    const { flipDegrees } = sequence;
    check(
      flipDegrees > 0 && flipDegrees <= 180,
      refuse('a flip angle above 0° up to 180°', `${flipDegrees}`),
    );
  }
}
