import type { Side, SideCase } from './side.ts';

/** A case across all sides of a comparison. */
export interface CaseRow {
  readonly id: string;
  readonly name: string;
  readonly subject: string | undefined;
  /** Where it is among the cases of each side; −1 where a side has it not. */
  readonly places: readonly number[];
}

/** The cases of all sides, those of the first one first. */
export function caseRows(sides: readonly Side[]): CaseRow[] {
  const places = sides.map(({ cases }) => new Map(cases.map(({ id }, i) => [id, i])));
  const all = new Map<string, SideCase>();
  for (const { cases } of sides) for (const one of cases) if (!all.has(one.id)) all.set(one.id, one);
  return Array.from(all.values(), ({ id, name, subject }) => ({
    ...{ id, name, subject },
    places: places.map((ofSide) => ofSide.get(id) ?? -1),
  }));
}

/** Whether all sides have a case. */
export function isShared({ places }: CaseRow): boolean {
  return places.every((place) => place >= 0);
}

/** Which cases are looked at, and in which order. */
export interface RowSelection {
  /** Only cases whose true class, on any side, has this name. */
  readonly label?: string | undefined;
  /** Only cases to which one side gives this class. */
  readonly predicted?: { readonly side: number; readonly label: string } | undefined;
  /** Only cases whose name or subject has these letters. */
  readonly text?: string | undefined;
  /** Only cases that all sides have. */
  readonly sharedOnly?: boolean | undefined;
  /** Only cases that some side gets wrong. */
  readonly wrongOnly?: boolean | undefined;
  readonly order?: RowOrder | undefined;
}

/** By a score of one side, or by how much it is greater than another's; cases without it come last. */
export interface RowOrder {
  readonly score: string;
  readonly side: number;
  readonly less?: number | undefined;
  readonly descending: boolean;
}

/** The cases that are looked at, in their order. */
export function selectRows(
  rows: readonly CaseRow[],
  sides: readonly Side[],
  selection: RowSelection,
): CaseRow[] {
  const chosen = rows.filter((row) => isChosen(row, sides, selection));
  const { order } = selection;
  if (!order) return chosen;
  const value = orderedBy(sides, order);
  const keyed = chosen.map((row) => ({ row, value: value(row) }));
  const sign = order.descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (Number.isNaN(a.value) || Number.isNaN(b.value))
      return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
    return a.value === b.value ? 0 : sign * (a.value < b.value ? -1 : 1);
  });
  return keyed.map(({ row }) => row);
}

/** A score of a side in a row; NaN where it has none. */
export function scoreIn(side: Side | undefined, score: string, place: number | undefined): number {
  return side?.scores.get(score)?.[place ?? -1] ?? Number.NaN;
}

function orderedBy(sides: readonly Side[], { score, side, less }: RowOrder): (row: CaseRow) => number {
  const of = (at: number, { places }: CaseRow) => scoreIn(sides[at], score, places[at]);
  return (row) => (less === undefined ? of(side, row) : of(side, row) - of(less, row));
}

function isChosen(row: CaseRow, sides: readonly Side[], selection: RowSelection): boolean {
  const { label, predicted, text, sharedOnly, wrongOnly } = selection;
  if (sharedOnly && !isShared(row)) return false;
  if (text && !`${row.name}\n${row.subject ?? ''}`.toLowerCase().includes(text.toLowerCase())) return false;
  const classOf = (at: number, what: 'truths' | 'said') =>
    sides[at]?.classNames[sides[at][what][row.places[at] ?? -1] ?? -1];
  if (label !== undefined && !sides.some((_, at) => classOf(at, 'truths') === label)) return false;
  if (wrongOnly && !sides.some((side, at) => scoreIn(side, 'accuracy', row.places[at]) === 0)) return false;
  return predicted === undefined || classOf(predicted.side, 'said') === predicted.label;
}
