import { z } from 'zod';

/** Where a run stands. `lost`: its process ended without a word. */
export const runStatuses = ['queued', 'running', 'paused', 'stopped', 'finished', 'failed', 'lost'] as const;

/** Where a run stands. */
export type RunStatus = (typeof runStatuses)[number];

/** What else than the study file repeats a run. */
export const runRecordSchema = z.strictObject({
  seed: z.number(),
  /** The hash of everything that can be learned from each part of the data. */
  dataHashes: z.record(z.string(), z.string()),
  /** The hash of which item was in which part. */
  splitHash: z.string(),
  device: z.string(),
  threads: z.number().optional(),
  /** ONNX Runtime's optimization level. */
  optimization: z.string(),
  /** echotrain, ONNX Runtime, Node, system and processor. */
  versions: z.record(z.string(), z.string()),
  /** What the processor can, as far as results depend on it. */
  processorFlags: z.array(z.string()),
  /** The commit of the working folder, and whether files differed from it. */
  git: z.strictObject({ commit: z.string(), isChanged: z.boolean() }).optional(),
  /** Variables of the environment that change how it computes. */
  environment: z.record(z.string(), z.string()),
});

/** What else than the study file repeats a run. */
export type RunRecord = z.output<typeof runRecordSchema>;

/** Scores by name: `validation/loss`. */
export type Scores = Readonly<Record<string, number>>;

/** A training, as the store knows it. Times are milliseconds since 1970. */
export interface Run {
  /** Its number. */
  readonly id: number;
  readonly name: string;
  /** The name of its study. */
  readonly study: string;
  readonly status: RunStatus;
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** When its process gave the last sign of life. */
  readonly heartbeatAt: number | undefined;
  readonly pid: number | undefined;
  readonly scores: Scores;
  /** Why it failed. */
  readonly message: string | undefined;
  readonly note: string;
  readonly tags: readonly string[];
  readonly isTrashed: boolean;
}
