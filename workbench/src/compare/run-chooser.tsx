import { formatNumber } from 'echotrain/report';
import type { Run } from 'echotrain/store';
import { useState } from 'react';
import { api, said } from '../api/client.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../controls/button.tsx';
import type { Column, RowKey } from '../controls/data-table/column.ts';
import { DataTable } from '../controls/data-table/data-table.tsx';
import { Notice } from '../controls/notice.tsx';
import { goTo } from '../navigation/address.ts';
import { Link } from '../navigation/link.tsx';
import { dayText, mainScores, scoreName } from '../runs/words.ts';
import styles from './run-chooser.module.css';

const columns: readonly Column<Run>[] = [
  { key: 'id', title: 'Run', width: '80px', cell: ({ id }) => id, value: ({ id }) => id, isNumber: true },
  { key: 'name', title: 'Name', cell: ({ name }) => name, value: ({ name }) => name },
  { key: 'study', title: 'Study', cell: ({ study }) => study, value: ({ study }) => study },
  {
    key: 'scores',
    title: 'Scores',
    cell: ({ scores }) =>
      mainScores(scores)
        .map(([name, value]) => `${scoreName(name)} ${formatNumber(value)}`)
        .join(', '),
  },
  {
    key: 'created',
    title: 'Begun',
    width: '20ch',
    cell: ({ createdAt }) => dayText(createdAt),
    value: ({ createdAt }) => createdAt,
    isDescendingFirst: true,
  },
];

/** Where nothing was chosen yet: the runs that can be compared. */
export function RunChooser() {
  const before = new URLSearchParams(location.search).get('choose') ?? '';
  const [selected, setSelected] = useState<ReadonlySet<RowKey>>(
    new Set(before.split(',').filter(Boolean).map(Number)),
  );
  const { value, error } = useQuery('finished runs', () =>
    said(api.runs.$get({ query: { status: 'finished' } })),
  );
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Reading …</p>;
  const compare = () =>
    goTo(`/compare?runs=${[...selected].sort((a, b) => Number(a) - Number(b)).join(',')}`);
  const empty = (
    <Notice kind="empty" title="There is nothing to compare yet" actions={<Link to="/runs">All runs</Link>}>
      Runs are compared once they have finished.
    </Notice>
  );
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>Compare</h1>
        <p>Choose runs to put beside each other; of one alone, its methods and seeds.</p>
        <Button kind="primary" disabled={selected.size === 0} onClick={compare}>
          Compare {selected.size > 0 ? selected.size : ''}
        </Button>
      </div>
      <DataTable
        label="Finished runs"
        rows={value.runs}
        columns={columns}
        rowKey={({ id }) => id}
        rowLabel={({ id }) => `run ${id}`}
        initialSorting={{ key: 'id', isDescending: true }}
        selected={selected}
        onSelect={setSelected}
        onOpen={({ id }) => goTo(`/compare?runs=${id}`)}
        empty={empty}
      />
    </div>
  );
}
