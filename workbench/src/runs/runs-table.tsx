import type { Run } from 'echotrain/store';
import { useMemo } from 'react';
import type { RowKey } from '../controls/data-table/column.ts';
import { DataTable } from '../controls/data-table/data-table.tsx';
import { Notice } from '../controls/notice.tsx';
import { goTo } from '../navigation/address.ts';
import { NoRuns } from './no-runs.tsx';
import type { RunAction } from './run-actions.ts';
import { runColumns } from './run-columns.tsx';
import { isNarrow, type RunFilter } from './run-filter.ts';
import { useNow } from './use-now.ts';
import { isActive } from './words.ts';

/** What the table of runs is told. */
interface RunsTableProps {
  /** All of them; nothing while they are on their way. */
  readonly runs: readonly Run[] | undefined;
  readonly shown: readonly Run[];
  readonly filter: RunFilter;
  readonly error: Error | undefined;
  readonly chosen: ReadonlySet<RowKey>;
  readonly onChoose: (chosen: ReadonlySet<RowKey>) => void;
  readonly onFocusRow: (run: Run | undefined) => void;
  /** Whether the store is, which is said elsewhere. */
  readonly isDamaged: boolean;
  /** Nothing where runs are only read. */
  readonly onAct: ((action: RunAction, run: Run) => void) | undefined;
}

/** The table of runs, or why there is none. */
export function RunsTable({
  runs,
  shown,
  filter,
  error,
  chosen,
  onChoose,
  onFocusRow,
  isDamaged,
  onAct,
}: RunsTableProps) {
  const isBusy = useMemo(() => shown.some(({ status }) => isActive(status)), [shown]);
  const now = useNow(isBusy ? 1000 : 10_000);
  const { score } = filter;
  const hasNames = useMemo(() => (runs ?? []).some(({ name, study }) => name !== study), [runs]);
  const columns = useMemo(() => runColumns({ now, score, hasNames, onAct }), [now, score, hasNames, onAct]);
  if (error && isDamaged) return <Notice kind="empty" title="No run can be read." />;
  if (error) {
    return (
      <Notice kind="error" title="The runs cannot be listed.">
        {error.message}
      </Notice>
    );
  }
  if (!runs) return <p role="status">Loading the runs …</p>;
  if (runs.length === 0) return <NoRuns isTrash={filter.trash !== ''} />;
  return (
    <DataTable
      label="Runs"
      rows={shown}
      columns={columns}
      rowKey={({ id }) => id}
      rowLabel={({ id, name }) => `run ${id}, ${name}`}
      initialSorting={{ key: 'number', isDescending: true }}
      selected={chosen}
      onSelect={onChoose}
      onFocusRow={onFocusRow}
      onOpen={({ id }) => goTo(`/runs/${id}`)}
      minWidth="80em"
      empty={isNarrow(filter) && <Notice kind="empty" title="No run is like that." />}
    />
  );
}
