import { z } from 'zod';

/**
 * What the bench and its contenders say to each other: each contender is a process that reads one JSON object a line
 * from standard input (a request) and writes one a line to standard output (its answer, or `error` with the reason).
 */
const setting = z.record(z.string(), z.union([z.string(), z.number()]));

/** What a contender can choose for a workload: threads, memory formats, optimizers ... */
export type Setting = z.infer<typeof setting>;

export const request = z.discriminatedUnion('cmd', [
  /** Find the fastest setting for a workload. */
  z.object({ cmd: z.literal('tune'), workload: z.string() }),
  /** Prepare a workload in a setting that `tune` answered, or in the only one. */
  z.object({ cmd: z.literal('load'), workload: z.string(), setting }),
  /** Run steps of the loaded workload, one after another. */
  z.object({ cmd: z.literal('run'), steps: z.number() }),
  /** Measure a 1024³ float32 matrix product. */
  z.object({ cmd: z.literal('peak') }),
  /** Say how much memory the process has occupied at most. */
  z.object({ cmd: z.literal('memory') }),
]);
export type Request = z.infer<typeof request>;

export const answers = {
  tune: z.object({ setting, ms: z.number() }),
  load: z.object({ parameters: z.number() }),
  run: z.object({
    /** Milliseconds of each step; the clock stops when the loss is read back. */
    ms: z.array(z.number()),
    losses: z.array(z.number()),
    /** What else must agree among contenders, of the last step. */
    probe: z.array(z.number()),
    /** Milliseconds of processor time burned since the last answer. */
    idleCpuMs: z.number(),
  }),
  peak: z.object({ gflops: z.number() }),
  memory: z.object({ peakBytes: z.number() }),
};

export type Steps = z.infer<typeof answers.run>;
