import { z } from 'zod';

/** What the process that reads is told to do. */
export const readerOrder = z.object({ task: z.string(), argument: z.unknown(), where: z.string() });

/** What is said of bad input: the four parts of an InputError. */
const complaint = z.object({
  where: z.string(),
  expected: z.string(),
  received: z.string(),
  remedy: z.string().optional(),
});

/** What the process that reads says of its task. */
export const readerReply = z.discriminatedUnion('kind', [
  /** It has started. */
  z.object({ kind: z.literal('ready') }),
  /** It gets on, may take so many bytes of memory, and has done such a share. */
  z.object({ kind: z.literal('progress'), allowance: z.number(), share: z.number() }),
  /** It is done; the process takes so many bytes of memory at rest. */
  z.object({ kind: z.literal('done'), result: z.unknown(), resident: z.number() }),
  z.object({ kind: z.literal('refused'), complaint, resident: z.number() }),
]);

/** A message of the process that reads. */
export type ReaderReply = z.infer<typeof readerReply>;

/**
 * What reading may take beyond a file and its declared values, the process itself included, in bytes. With the process
 * that started it, and what is taken until that is noticed, it stays below 256 MiB.
 */
export const SPARE_BYTES = 224 * 2 ** 20;
