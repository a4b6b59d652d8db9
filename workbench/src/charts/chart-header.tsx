import { Button } from '../controls/button.tsx';
import styles from './curve-chart.module.css';

/** What a chart is called, and how else it can be had: as a table, as a picture. */
export function ChartHeader({
  title,
  hasTable,
  onTable,
  onSave,
}: {
  readonly title: string;
  /** Whether the table is shown, too. */
  readonly hasTable: boolean;
  readonly onTable: (hasTable: boolean) => void;
  readonly onSave: () => void;
}) {
  return (
    <header className={styles.header}>
      <h3>{title}</h3>
      <Button kind="quiet" aria-pressed={hasTable} onClick={() => onTable(!hasTable)}>
        Table
      </Button>
      <Button kind="quiet" title="Save as a picture" onClick={onSave}>
        PNG
      </Button>
    </header>
  );
}
