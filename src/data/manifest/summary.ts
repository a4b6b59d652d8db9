import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** How often something occurs. */
export interface Count {
  readonly name: string;
  readonly items: number;
}

/** A dataset in numbers: nothing in it names a person. */
export interface ManifestSummary {
  readonly items: number;
  readonly subjects: number;
  /** How many items have a subject that their source names. */
  readonly subjectsKnown: number;
  readonly sites: number;
  readonly scanners: number;
  readonly labels: readonly Count[];
  readonly parts: readonly Count[];
  readonly formats: readonly Count[];
  readonly modalities: readonly Count[];
  readonly shapes: readonly Count[];
  readonly orientations: readonly Count[];
  /** Manufacturers and models, without serial numbers. */
  readonly devices: readonly Count[];
  /** First and last, YYYY-MM-DD. */
  readonly dates?: readonly [string, string];
  /** How many items have a label map. */
  readonly targets: number;
  /** Ids of items with equal values. */
  readonly duplicates: readonly (readonly string[])[];
}

const of = (key: string) => `json_extract(rest, '$.acquisition.${key}')`;

/** Sums a table of items up, without holding it in memory. */
export function summaryOf(database: DatabaseSync): ManifestSummary {
  const one = (expression: string) =>
    z.object({ n: z.number() }).parse(database.prepare(`SELECT ${expression} AS n FROM items`).get()).n;
  const counts = (expression: string) => countsOf(database, expression);
  const dates = z
    .object({ first: z.string().nullable(), last: z.string().nullable() })
    .parse(database.prepare('SELECT min(date) AS first, max(date) AS last FROM items').get());
  return {
    items: one('count(*)'),
    subjects: one('count(DISTINCT subject)'),
    subjectsKnown: one(`count(*) FILTER (WHERE json_extract(rest, '$.subjectKnown'))`),
    sites: one('count(DISTINCT site)'),
    scanners: one('count(DISTINCT scanner)'),
    labels: counts('label'),
    parts: counts('part'),
    formats: counts('format'),
    modalities: counts(of('modality')),
    shapes: counts('shape'),
    orientations: counts('orientation'),
    devices: counts(`nullif(trim(concat_ws(' ', ${of('manufacturer')}, ${of('model')})), '')`),
    ...(dates.first !== null && dates.last !== null && { dates: [dates.first, dates.last] as const }),
    targets: one(`count(json_extract(rest, '$.target.bytes'))`),
    duplicates: duplicatesOf(database),
  };
}

/** How often each value occurs, the most frequent first. */
function countsOf(database: DatabaseSync, expression: string): Count[] {
  const rows = database.prepare(
    `SELECT ${expression} AS name, count(*) AS items FROM items WHERE ${expression} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
  return z.array(z.object({ name: z.string(), items: z.number() })).parse(rows.all());
}

function duplicatesOf(database: DatabaseSync): string[][] {
  const rows = database.prepare(
    'SELECT hash, id FROM items WHERE hash IN (SELECT hash FROM items GROUP BY hash HAVING count(*) > 1) ORDER BY hash, id',
  );
  const found = z.array(z.object({ hash: z.string(), id: z.string() })).parse(rows.all());
  return [...Map.groupBy(found, ({ hash }) => hash).values()].map((items) => items.map(({ id }) => id));
}
