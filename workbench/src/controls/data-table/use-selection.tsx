import { type ReactNode, useRef } from 'react';
import type { DataTableProps } from './data-table.tsx';

/** Which rows of a table are selected, and how that changes. */
interface Selection<Row> {
  readonly has: (row: Row) => boolean;
  /** Selects a row or no longer; of a range, all from the last one to it. */
  readonly toggle: (index: number, isRange: boolean) => void;
  /** The box that selects all. */
  readonly head: ReactNode;
}

/** The selection of a table, as it is shown; nothing where it has none. */
export function useSelection<Row>(
  rows: readonly Row[],
  { selected, onSelect, rowKey }: Pick<DataTableProps<Row>, 'selected' | 'onSelect' | 'rowKey'>,
): Selection<Row> | undefined {
  const last = useRef(0);
  if (!selected || !onSelect) return undefined;
  const toggle = (index: number, isRange: boolean) => {
    const row = rows[index];
    if (!row) return;
    const isOn = !selected.has(rowKey(row));
    const from = isRange ? last.current : index;
    const range = rows.slice(Math.min(from, index), Math.max(from, index) + 1).map(rowKey);
    last.current = index;
    const others = new Set(selected).difference(new Set(range));
    onSelect(new Set(isOn ? [...others, ...range] : others));
  };
  const isAll = rows.length > 0 && rows.every((row) => selected.has(rowKey(row)));
  return {
    has: (row) => selected.has(rowKey(row)),
    toggle,
    head: (
      <input
        type="checkbox"
        aria-label="Select all"
        checked={isAll}
        ref={(box) => {
          if (box) box.indeterminate = !isAll && selected.size > 0;
        }}
        onChange={() => onSelect(isAll ? new Set() : new Set(rows.map(rowKey)))}
      />
    ),
  };
}
