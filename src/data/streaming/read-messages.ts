import type { Complaint } from '../../util/errors.ts';
import type { Conversion } from './conversion.ts';
import type { ReadPlan } from './read-plan.ts';

/** What a thread that reads is told when it starts. */
export interface ThreadSettings {
  readonly conversion: Conversion;
  /** A folder in which inputs are kept. */
  readonly diskCache?: string | undefined;
}

/** What a thread is asked for. */
export interface ReadRequest {
  readonly id: number;
  readonly plan: ReadPlan;
}

/** What it answers: the input, or why there is none. */
export type ReadReply =
  | { readonly id: number; readonly input: Float32Array<ArrayBuffer> }
  | { readonly id: number; readonly complaint: Complaint };
