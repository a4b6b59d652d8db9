import { formatNumber } from 'echotrain/report';
import { useMemo } from 'react';
import type { Column } from '../../controls/data-table/column.ts';
import { DataTable } from '../../controls/data-table/data-table.tsx';
import { isHighBest, scoreTitle, signed } from '../score-words.ts';
import { sideNames } from '../side-names.ts';
import type { CaseRow, Side } from '../use-comparison.ts';
import styles from './cases-tab.module.css';

/** The cases of a comparison, which can be sorted by the error of any side and by the difference of two. */
export function CaseTable({
  sides,
  rows,
  score,
  pair,
  shown,
  isLoading,
  onFocus,
  onOpen,
}: {
  readonly sides: readonly Side[];
  readonly rows: readonly CaseRow[];
  readonly score: string;
  readonly pair: string;
  readonly shown: number | undefined;
  readonly isLoading: boolean;
  readonly onFocus: (at: number) => void;
  readonly onOpen: (at: number) => void;
}) {
  const hasSubjects = useMemo(
    () => rows.some(({ name, subject }) => subject !== null && subject !== name),
    [rows],
  );
  const columns = useMemo(
    () => columnsOf(sides, { score, pair, shown, hasSubjects }),
    [sides, score, pair, shown, hasSubjects],
  );
  return (
    <div className={styles.list} style={{ flex: 1 }} aria-busy={isLoading}>
      <DataTable
        label="Cases"
        rows={rows}
        columns={columns}
        rowKey={(row) => row.case}
        rowLabel={({ name }) => `case ${name}`}
        rowHeight={30}
        minWidth={`${200 + 96 * (columns.length - 1)}px`}
        onFocusRow={(row) => row && onFocus(row.case)}
        onOpen={(row) => onOpen(row.case)}
        empty={<p className={styles.count}>No case is like that.</p>}
      />
    </div>
  );
}

interface Shown {
  readonly score: string;
  readonly pair: string;
  readonly shown: number | undefined;
  readonly hasSubjects: boolean;
}

function columnsOf(sides: readonly Side[], { score, pair, shown, hasSubjects }: Shown): Column<CaseRow>[] {
  const names = sideNames(sides);
  const classNames = sides[0]?.kind === 'classes';
  const [at, less] = pair.split(' ').map(Number);
  return [
    {
      key: 'name',
      title: 'Case',
      width: '120px',
      cell: (row) => <span className={row.case === shown ? styles.shown : undefined}>{row.name}</span>,
      value: ({ name }) => name,
    },
    ...(hasSubjects ? [subjectColumn] : []),
    ...(sides[0]?.kind === 'images' ? [] : [truthColumn(sides)]),
    ...sides.flatMap((_, side) => [
      ...(classNames || sides[0]?.kind === 'values' ? [answerColumn(sides, side, names[side] ?? '')] : []),
      scoreColumn(sides, side, score, names[side] ?? ''),
    ]),
    ...(less === undefined || at === undefined || !sides[at] || !sides[less]
      ? []
      : [differenceColumn(sides, score, at, less, names)]),
  ];
}

const subjectColumn: Column<CaseRow> = {
  key: 'subject',
  title: 'Subject',
  cell: ({ subject }) => subject,
  value: ({ subject }) => subject ?? undefined,
};

/** A class by its name, or a number; nothing of a case that a side has not. */
function written(side: Side | undefined, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return side?.kind === 'classes' ? (side.classNames[value] ?? '') : formatNumber(value);
}

function truthColumn(sides: readonly Side[]): Column<CaseRow> {
  const of = ({ cells }: CaseRow) => {
    const at = cells.findIndex((cell) => cell !== null);
    return { side: sides[at], truth: cells[at]?.truth };
  };
  return {
    key: 'truth',
    title: 'True',
    cell: (row) => written(of(row).side, of(row).truth),
    value: (row) => {
      const { side, truth } = of(row);
      return side?.kind === 'classes' ? written(side, truth) : (truth ?? undefined);
    },
    isNumber: sides[0]?.kind === 'values',
  };
}

function answerColumn(sides: readonly Side[], at: number, name: string): Column<CaseRow> {
  const side = sides[at];
  const isClass = side?.kind === 'classes';
  return {
    key: `said ${at}`,
    title: `${name}: ${isClass ? 'class' : 'predicted'}`,
    cell: ({ cells }) => {
      const cell = cells[at];
      const isWrong = isClass && cell && cell.said !== cell.truth;
      return (
        <span className={isWrong ? styles.wrong : undefined}>
          {written(side, cell?.said)}
          {isWrong && ' ✗'}
        </span>
      );
    },
    value: ({ cells }) => (isClass ? written(side, cells[at]?.said) : (cells[at]?.said ?? undefined)),
    isNumber: !isClass,
  };
}

/** A score of a side in a row. */
export function scoreOf(
  sides: readonly Side[],
  { cells }: CaseRow,
  at: number,
  score: string,
): number | undefined {
  return cells[at]?.scores[sides[at]?.scores.indexOf(score) ?? -1] ?? undefined;
}

function scoreColumn(sides: readonly Side[], at: number, score: string, name: string): Column<CaseRow> {
  return {
    key: `score ${at}`,
    title: `${name}: ${scoreTitle(score)}`,
    cell: (row) => numberText(scoreOf(sides, row, at, score)),
    value: (row) => scoreOf(sides, row, at, score),
    isNumber: true,
    isDescendingFirst: !isHighBest(score),
  };
}

function differenceColumn(
  sides: readonly Side[],
  score: string,
  at: number,
  less: number,
  names: readonly string[],
): Column<CaseRow> {
  const of = (row: CaseRow) => {
    const [a, b] = [scoreOf(sides, row, at, score), scoreOf(sides, row, less, score)];
    return a === undefined || b === undefined ? undefined : a - b;
  };
  return {
    key: 'difference',
    title: `Δ ${names[at]} − ${names[less]}`,
    cell: (row) => {
      const value = of(row);
      return value === undefined ? '–' : signed(value);
    },
    value: of,
    isNumber: true,
    isDescendingFirst: true,
  };
}

function numberText(value: number | undefined): string {
  return value === undefined ? '–' : formatNumber(value);
}
