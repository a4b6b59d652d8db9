import { z } from 'zod';
import { runOrderSchema } from './order.ts';

/** A number, also one that is not finite; in JSON such a one is `null`. */
const number = z.preprocess(
  (value) => (value === null ? Number.NaN : value),
  z.custom<number>((value) => typeof value === 'number'),
);
const scores = z.record(z.string(), number);
const byPart = z.object({ train: scores, validation: scores, test: scores }).partial();
const interval = z.object({ lower: number, upper: number });

/** What a study reached, for people. */
export const runSummarySchema = z.object({
  study: z.string(),
  ending: z.enum(['finished', 'stopped']),
  seed: z.union([z.number(), z.array(z.number())]),
  parameters: z.number(),
  seconds: z.number(),
  /** How many trainings there were. */
  trainings: z.number(),
  /** The means over the trainings. */
  metrics: byPart,
  /** The standard deviations over the trainings, where there are several. */
  spread: byPart,
  /** Of the test part. */
  intervals: z.record(z.string(), interval),
  /** Of the intervals: 0.95. */
  level: z.number(),
  /** Which time it was that the test part was opened, where that is known; 0 where it was not. */
  nthOpening: z.number(),
});

/** What a study reached, for people. */
export type RunSummary = z.output<typeof runSummarySchema>;

const failure = z.object({
  message: z.string(),
  /** Of bad input; without it, it is a defect. */
  complaint: z
    .object({ where: z.string(), expected: z.string(), received: z.string(), remedy: z.string().optional() })
    .optional(),
  stack: z.string().optional(),
});

/** What went wrong in a process, as plain data. */
export type Failure = z.output<typeof failure>;

/** What is told of a run while it lasts. */
export const runMessageSchema = z.discriminatedUnion('kind', [
  /** It is in the queue, and for whom it waits. */
  z.object({ kind: z.literal('waiting'), reason: z.string() }),
  /** Its process computes on this device, for this reason. */
  z.object({ kind: z.literal('started'), device: z.string(), reason: z.string() }),
  /** A training begins, or goes on after so many steps. */
  z.object({
    kind: z.literal('training'),
    /** What it is called among those of its study: `training`, `seed 1, fold 2`. */
    label: z.string(),
    step: z.number(),
    /** Steps in all epochs. */
    steps: z.number(),
    epochs: z.number(),
  }),
  /** How far a training is; about ten times a second. */
  z.object({
    kind: z.literal('step'),
    label: z.string(),
    step: z.number(),
    steps: z.number(),
    /** The epoch under way, from 1. */
    epoch: z.number(),
    epochs: z.number(),
    /** A running mean over about 50 steps. */
    loss: number,
    learningRate: number,
    /** Of the last finished epoch, on the validation part. */
    scores,
    examplesPerSecond: number,
    secondsLeft: number,
  }),
  /** A training has ended, after so many epochs. */
  z.object({
    kind: z.literal('trained'),
    label: z.string(),
    epochs: z.number(),
    /** Whether it was stopped in the middle of an epoch. */
    isCutShort: z.boolean(),
    train: scores.optional(),
    validation: scores.optional(),
  }),
  z.object({ kind: z.literal('evaluation'), done: z.number(), total: z.number() }),
  /** `total` is 0 where it is not known. */
  z.object({
    kind: z.literal('reconstruction'),
    activity: z.string(),
    done: z.number(),
    total: z.number(),
  }),
  /** Checkpoints that are passed over: it goes on from an older one, or anew. */
  z.object({
    kind: z.literal('damaged'),
    checkpoints: z.array(z.object({ file: z.string(), reason: z.string() })),
  }),
  /** The disk is full, and it waits; or there is room again. */
  z.object({ kind: z.literal('room'), isFull: z.boolean() }),
  /** It waits between two steps, or goes on. */
  z.object({ kind: z.literal('pause'), isPaused: z.boolean() }),
  /** What came out, before it is written. */
  z.object({ kind: z.literal('result'), summary: runSummarySchema }),
  /** It has ended; its results are in the folder, where there are any. */
  z.object({
    kind: z.literal('ended'),
    ending: z.enum(['finished', 'stopped']),
    folder: z.string().optional(),
  }),
  z.object({ kind: z.literal('failed'), failure }),
]);

/** What is told of a run while it lasts. */
export type RunMessage = z.output<typeof runMessageSchema>;

/** What the process of a run is told. */
export const commandSchema = z.discriminatedUnion('kind', [
  /** Carry this out. */
  z.object({
    kind: z.literal('order'),
    order: runOrderSchema,
    /** Where it is recorded: a workspace folder, and the number of the run. */
    record: z.object({ workspace: z.string(), run: z.number(), from: z.number() }).optional(),
    /** Go on when whoever started it has ended. */
    isDetached: z.boolean(),
  }),
  z.object({ kind: z.literal('pause') }),
  z.object({ kind: z.literal('continue') }),
  /** End after the current step; what was finished is kept. */
  z.object({ kind: z.literal('stop') }),
  /** End at once, without results. */
  z.object({ kind: z.literal('leave') }),
]);

/** What the process of a run is told. */
export type Command = z.output<typeof commandSchema>;

/** What to say of checkpoints that are passed over. */
export function damagedText({ checkpoints }: Extract<RunMessage, { kind: 'damaged' }>): string {
  const all = checkpoints.map(({ file, reason }) => `${file} (${reason})`);
  return `passed over damaged checkpoints: ${all.join(', ')}`;
}
