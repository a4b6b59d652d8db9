import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { classes } from '../classes.ts';
import type { Column, RowKey, Sorting } from './column.ts';
import { ColumnHead } from './column-head.tsx';
import { DataRow } from './data-row.tsx';
import styles from './data-table.module.css';
import { sortRows } from './sort-rows.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useSelection } from './use-selection.tsx';
import { useWindow } from './use-window.ts';

/** What a table is told. */
export interface DataTableProps<Row> {
  /** What it is a table of, for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => RowKey;
  /** What a row is called: "run 12". */
  readonly rowLabel: (row: Row) => string;
  readonly initialSorting?: Sorting;
  /** Which rows are selected; without it none can be. */
  readonly selected?: ReadonlySet<RowKey>;
  readonly onSelect?: (selected: ReadonlySet<RowKey>) => void;
  /** By Enter or a double click. */
  readonly onOpen?: (row: Row) => void;
  /** Told of the row that has the focus, and when none has it any more. */
  readonly onFocusRow?: (row: Row | undefined) => void;
  readonly rowHeight?: number;
  /** The least width, where more columns than fit scroll. */
  readonly minWidth?: string;
  /** Shown in place of rows where there are none. */
  readonly empty?: ReactNode;
  readonly className?: string | undefined;
}

/**
 * A table of up to 100,000 rows, of which only those in view are drawn. It fills the height that it is given. Heads sort;
 * arrows move from row to row, the space bar selects, with Shift as far as the last one, Enter opens.
 *
 * @example <DataTable label="Items" rows={items} columns={columns} rowKey={({ id }) => id} rowLabel={({ id }) => id} />
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowKey, rowLabel, initialSorting, onOpen, onFocusRow, empty } = props;
  const { rowHeight = 36, minWidth, className } = props;
  const box = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState(initialSorting);
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, sorting]);
  const { first, end } = useWindow(box, sorted.length, rowHeight);
  const { active, setActive, move } = useRowKeys(box, sorted.length, rowHeight);
  const selection = useSelection(sorted, props);
  const pressed = (event: KeyboardEvent) => {
    const row = sorted[active];
    if (event.target !== event.currentTarget || move(event) || !row) return;
    if (event.key === ' ' && selection) selection.toggle(active, event.shiftKey);
    else if (event.key === 'Enter' && onOpen) onOpen(row);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={box} className={classes(styles.box, className)}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows that take keys make a table a grid.
        role="grid"
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        {...(selection && { 'aria-multiselectable': true })}
        style={{ minWidth, marginTop: first * rowHeight, marginBottom: (sorted.length - end) * rowHeight }}
      >
        <colgroup>
          {selection && <col className={styles.check} />}
          {columns.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {selection && <th scope="col">{selection.head}</th>}
            {columns.map((column) => (
              <ColumnHead key={column.key} column={column} sorting={sorting} onSort={setSorting} />
            ))}
          </tr>
        </thead>
        <tbody onBlur={() => onFocusRow?.(undefined)}>
          {sorted.slice(first, end).map((row, i) => (
            <DataRow
              key={rowKey(row)}
              row={row}
              columns={columns}
              index={first + i}
              height={rowHeight}
              label={rowLabel(row)}
              isActive={first + i === active}
              isSelected={selection?.has(row)}
              onActivate={() => {
                setActive(first + i);
                onFocusRow?.(row);
              }}
              onSelect={(isRange) => selection?.toggle(first + i, isRange)}
              onKey={pressed}
              onOpen={onOpen && (() => onOpen(row))}
            />
          ))}
        </tbody>
      </table>
      {sorted.length === 0 && empty}
    </div>
  );
}
