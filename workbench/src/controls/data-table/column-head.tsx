import { classes } from '../classes.ts';
import type { Column, Sorting } from './column.ts';
import styles from './data-table.module.css';

/** The head of a column: a button where it can be sorted by. */
export function ColumnHead<Row>({
  column,
  sorting,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting) => void;
}) {
  const { key, title, value, isNumber = false, isDescendingFirst = false } = column;
  const isChosen = sorting?.key === key;
  const order = isChosen ? (sorting.isDescending ? 'descending' : 'ascending') : undefined;
  const sort = () => onSort({ key, isDescending: isChosen ? !sorting.isDescending : isDescendingFirst });
  return (
    <th scope="col" className={classes(isNumber && styles.number)} {...(order && { 'aria-sort': order })}>
      {value ? (
        <button type="button" className={styles.sort} onClick={sort}>
          <span className={styles.title}>{title}</span>
          <span aria-hidden="true">{order ? (order === 'descending' ? '▾' : '▴') : ''}</span>
        </button>
      ) : (
        <span className={styles.title}>{title}</span>
      )}
    </th>
  );
}
