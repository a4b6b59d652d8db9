import { useMemo } from 'react';
import type { Column } from '../../controls/data-table/column.ts';
import { DataTable } from '../../controls/data-table/data-table.tsx';
import { isHighBest } from '../score-words.ts';
import type { CaseRow, Side } from '../use-comparison.ts';
import { columnsOf, textWidth } from './case-columns.tsx';
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
  const nameWidth = useMemo(() => textWidth(rows.slice(0, SAMPLE).map(({ name }) => name)), [rows]);
  const columns = useMemo(
    () => columnsOf(sides, { score, pair, shown, hasSubjects, nameWidth }),
    [sides, score, pair, shown, hasSubjects, nameWidth],
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
        minWidth={minWidthOf(columns)}
        initialSorting={{ key: `score ${sides.length - 1}`, isDescending: !isHighBest(score) }}
        key={score}
        onFocusRow={(row) => row && onFocus(row.case)}
        onOpen={(row) => onOpen(row.case)}
        empty={<p className={styles.count}>No case is like that.</p>}
      />
    </div>
  );
}

/** Names of so many cases say how wide names are. */
const SAMPLE = 500;

/** Where columns with a width of their own leave too little for the others, all of them scroll. */
function minWidthOf(columns: readonly Column<CaseRow>[]): string {
  const widths = columns.map(({ width = '80px' }) => width);
  return `calc(${widths.join(' + ')})`;
}
