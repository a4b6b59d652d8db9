import { z } from 'zod';

/** What a training that may be killed tells. */
export const killMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('begun'), epoch: z.number(), damaged: z.number() }),
  z.strictObject({ kind: z.literal('epoch'), epoch: z.number() }),
  z.strictObject({
    kind: z.literal('ended'),
    weights: z.string(),
    losses: z.string(),
    rows: z.number(),
    history: z.array(z.unknown()),
  }),
]);

export type KillMessage = z.output<typeof killMessageSchema>;
