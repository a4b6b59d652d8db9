import type { CasePart } from 'echotrain/study';
import { api, said } from '../api/client.ts';
import { type Query, useQuery } from '../api/use-query.ts';
import type { CompareAddress } from './compare-address.ts';

/** What the server is asked to compare. */
export interface ComparedQuery {
  readonly run: string[];
  readonly part?: CasePart;
  readonly side?: string[];
}

/** What the server is asked for by an address. */
export function comparedQuery({ runs, part, sides }: CompareAddress): ComparedQuery {
  return {
    run: runs.map(String),
    ...(part !== undefined && { part }),
    ...(sides.length > 0 && { side: [...sides] }),
  };
}

/** Runs beside each other: their sides, scores, and the settings in which they differ. */
export type Comparison = Awaited<ReturnType<typeof askComparison>>;

/** One side of a comparison. */
export type Side = Comparison['sides'][number];

/** A case across all sides. */
export type CaseRow = Awaited<ReturnType<typeof askRows>>['rows'][number];

/** Everything that the sides say of a case. */
export type CaseAnswers = Awaited<ReturnType<typeof askCase>>;

function askComparison(query: ComparedQuery) {
  return said(api.cases.$get({ query }));
}

function askRows(query: ComparedQuery & RowFilter) {
  return said(api.cases.rows.$get({ query }));
}

function askCase(query: ComparedQuery, at: number) {
  return said(api.cases.case.$get({ query: { ...query, case: String(at) } }));
}

/** Asks for a comparison. */
export function useComparison(query: ComparedQuery): Query<Comparison> {
  return useQuery(`comparison ${JSON.stringify(query)}`, () => askComparison(query));
}

/** Which cases are asked for. */
export interface RowFilter {
  readonly label?: string;
  readonly predicted?: string;
  readonly predictedBy?: number;
  readonly text?: string;
  readonly shared?: true;
  readonly wrong?: true;
  /** By which score of which side they are sorted. */
  readonly sort?: string;
  readonly by?: number;
  readonly descending?: boolean;
}

/** Asks for the cases, all at once: tables and charts show them as they like. */
export function useRows(
  query: ComparedQuery,
  filter: RowFilter = {},
): Query<{ readonly rows: readonly CaseRow[] }> {
  const asked = { ...query, ...filter };
  return useQuery(`rows ${JSON.stringify(asked)}`, () => askRows(asked));
}

/** Asks what the sides say of a case. */
export function useCase(query: ComparedQuery, at: number): Query<CaseAnswers> {
  return useQuery(`case ${at} ${JSON.stringify(query)}`, () => askCase(query, at));
}

/** How often a side takes which class for which. */
export function useConfusion(query: ComparedQuery) {
  return useQuery(`confusion ${JSON.stringify(query)}`, () => said(api.cases.confusion.$get({ query })));
}
