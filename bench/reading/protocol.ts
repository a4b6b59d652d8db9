import { z } from 'zod';

/**
 * What the bench of reading and its readers say to each other. A reader is a process, started with a workload and the
 * folder of its files, that reads one JSON object a line from standard input (a request) and writes one a line to
 * standard output (its answer, or `error` with the reason).
 */
export const request = z.discriminatedUnion('cmd', [
  /** Name the ways in which you can read. */
  z.object({ cmd: z.literal('forms') }),
  /** Read everything into one array of float32: the one of the time before, where that is `kept`, else a new one. */
  z.object({ cmd: z.literal('read'), form: z.string(), kept: z.boolean() }),
  /** Say what was read last. */
  z.object({ cmd: z.literal('values') }),
  /** Say how much memory the process has occupied at most. */
  z.object({ cmd: z.literal('memory') }),
]);
export type Request = z.infer<typeof request>;

export const answers = {
  forms: z.object({ forms: z.array(z.string()).min(1) }),
  read: z.object({
    ms: z.number(),
    /** Of the processor, of all threads, in user and system mode. */
    cpuMs: z.number(),
  }),
  values: z.object({
    count: z.number(),
    sum: z.number(),
    /** Of the values as little-endian float32, in memory order. */
    sha256: z.string(),
  }),
  memory: z.object({ peakBytes: z.number() }),
};

/** The time that reading took. */
export type ReadTime = z.infer<typeof answers.read>;

/** What was read. */
export type ReadValues = z.infer<typeof answers.values>;
