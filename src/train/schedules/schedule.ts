import { check } from '../../util/errors.ts';
import type { History } from '../history.ts';

/** How far a training has come, before its next step. */
export interface Progress {
  /** Steps taken so far, in all epochs. */
  readonly step: number;
  /** Epochs finished so far. */
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  /** Epochs in all. */
  readonly epochs: number;
  /** What the finished epochs gave. */
  readonly history: History;
}

/**
 * The learning rate for the next step. A pure function, so that a resumed training goes on with the same rates.
 *
 * @example const halving: Schedule = ({ epoch }) => 0.1 * 0.5 ** epoch;
 */
export type Schedule = (progress: Progress) => number;

/** The rate that a number or a schedule gives. */
export function rateOf(learningRate: number | Schedule, progress: Progress): number {
  return typeof learningRate === 'number' ? learningRate : learningRate(progress);
}

/** Steps in so many epochs, by default in the whole training; at least 1. */
export function stepsIn(progress: Progress, epochs = progress.epochs): number {
  return Math.max(1, progress.stepsPerEpoch * epochs);
}

/** Checks a schedule's setting. */
export function checkSetting(fits: boolean, where: string, expected: string, received: unknown): void {
  check(fits, () => ({ where, expected, received: String(received) }));
}

/** From `start` to `end` along half a cosine, as `share` goes from 0 to 1. */
export function alongCosine(start: number, end: number, share: number): number {
  return end + ((start - end) * (1 + Math.cos(Math.PI * share))) / 2;
}
