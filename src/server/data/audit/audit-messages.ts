import { z } from 'zod';

/** What the process that audits is told. */
export const auditOrder = z.object({
  folder: z.string(),
  name: z.string(),
  /** Identifiers of the items in each part, for each way in which the data are divided. */
  divisions: z.array(
    z.object({
      train: z.array(z.string()),
      validation: z.array(z.string()),
      test: z.array(z.string()),
    }),
  ),
  openings: z.number(),
});

/** What is to be audited. */
export type AuditOrder = z.infer<typeof auditOrder>;

const fact = z.union([z.number(), z.string()]);

/** Something that an audit found, as pages show it. */
const auditFinding = z.object({
  check: z.string(),
  grade: z.enum(['error', 'warning', 'note']),
  title: z.string(),
  remedy: z.string(),
  evidence: z.object({
    facts: z.record(z.string(), fact),
    items: z.array(z.string()),
    count: z.number(),
    rows: z.object({ columns: z.array(z.string()), cells: z.array(z.array(fact)) }).exactOptional(),
  }),
});

/** What an audit came to. */
export const auditResult = z.object({
  findings: z.array(auditFinding),
  counts: z.object({ error: z.number(), warning: z.number(), note: z.number() }),
  examined: z.object({
    items: z.number(),
    subjects: z.number(),
    slices: z.number(),
    allSlices: z.number(),
    checks: z.array(z.object({ name: z.string(), title: z.string(), findings: z.number() })),
  }),
});

/** What an audit came to. */
export type AuditResult = z.infer<typeof auditResult>;

/** What the process that audits says. */
export const auditReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal('done'), result: auditResult }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);

/** What the process that audits says. */
export type AuditReply = z.infer<typeof auditReply>;
