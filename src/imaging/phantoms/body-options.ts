import type { Contrast, Sequence } from '../simulation/signal.ts';

/** Which body, and how it is scanned. */
export interface BodyOptions {
  /** The subject. */
  readonly seed: number;
  /** A contrast by name, or a sequence with its timing. */
  readonly contrast?: Contrast | Sequence;
  /** The side of the square field of view. */
  readonly fieldOfViewMm?: number;
}
