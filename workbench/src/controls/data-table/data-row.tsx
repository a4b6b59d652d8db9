import type { KeyboardEvent, MouseEvent } from 'react';
import { classes } from '../classes.ts';
import type { Column } from './column.ts';
import styles from './data-table.module.css';

/** A row of a table. */
export function DataRow<Row>({
  row,
  columns,
  index,
  height,
  label,
  isActive,
  isSelected,
  onActivate,
  onSelect,
  onKey,
  onOpen,
}: {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  readonly height: number;
  readonly label: string;
  /** Whether Tab leads to it. */
  readonly isActive: boolean;
  /** Nothing where rows are not selected. */
  readonly isSelected: boolean | undefined;
  readonly onActivate: () => void;
  readonly onSelect: (isRange: boolean) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onOpen: (() => void) | undefined;
}) {
  const selectRange = (event: MouseEvent) => {
    if (event.shiftKey) event.preventDefault();
  };
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      className={classes(isSelected && styles.selected)}
      style={{ height }}
      onFocus={onActivate}
      onKeyDown={onKey}
      onDoubleClick={onOpen}
      {...(isSelected !== undefined && { 'aria-selected': isSelected })}
    >
      {isSelected !== undefined && (
        <td className={styles.check} onMouseDown={selectRange}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select ${label}`}
            checked={isSelected}
            onClick={(event) => onSelect(event.shiftKey)}
            onChange={() => undefined}
          />
        </td>
      )}
      {columns.map(({ key, cell, isNumber }) => (
        <td key={key} className={classes(isNumber && styles.number)}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}
