import type { InferResponseType } from 'hono/client';
import { useMemo, useState } from 'react';
import { api, said } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../controls/button.tsx';
import type { Column } from '../../controls/data-table/column.ts';
import { DataTable } from '../../controls/data-table/data-table.tsx';
import { Notice } from '../../controls/notice.tsx';
import { ColumnCard } from './column-card.tsx';
import styles from './table-panel.module.css';

/** So many rows are shown at once. */
const ROWS = 1000;

/** What the server says of a table. */
export type Table = InferResponseType<typeof api.data.tables.$get, 200>;

/** A CSV table: how the values of each column are distributed, and its rows. */
export function TablePanel({ path }: { readonly path: string }) {
  const [first, setFirst] = useState(0);
  const { value, error } = useQuery(`table ${path} ${first}`, () =>
    said(api.data.tables.$get({ query: { path, first: String(first), count: String(ROWS) } })),
  );
  if (error) {
    return (
      <Notice kind="error" title="It cannot be shown.">
        {error.message}
      </Notice>
    );
  }
  if (!value) return <p role="status">Reading …</p>;
  return (
    <>
      <ul className={styles.columns} aria-label="Columns">
        {value.columns.map((column) => (
          <ColumnCard key={column.name} {...column} rowCount={value.rowCount} />
        ))}
      </ul>
      <div className={styles.bar}>
        {value.rowCount.toLocaleString('en')} rows, {value.columns.length} columns
        {value.rowCount > ROWS && (
          <>
            <Button disabled={first === 0} onClick={() => setFirst(first - ROWS)}>
              Before
            </Button>
            {`rows ${first + 1} to ${first + value.rows.length}`}
            <Button disabled={first + ROWS >= value.rowCount} onClick={() => setFirst(first + ROWS)}>
              After
            </Button>
          </>
        )}
      </div>
      <Rows table={value} />
    </>
  );
}

interface NumberedRow {
  readonly number: number;
  readonly cells: readonly string[];
}

function Rows({ table }: { readonly table: Table }) {
  const rows = useMemo(
    () => table.rows.map((cells, i): NumberedRow => ({ number: table.first + i + 1, cells })),
    [table],
  );
  const columns = useMemo(
    (): readonly Column<NumberedRow>[] => [
      {
        key: '#',
        title: 'Row',
        width: '80px',
        isNumber: true,
        cell: ({ number }) => number,
        value: ({ number }) => number,
      },
      ...table.columns.map(({ name, values }, at) => ({
        key: `${at}`,
        title: name,
        isNumber: values.kind === 'numbers',
        cell: ({ cells }: NumberedRow) => cells[at],
        value: ({ cells }: NumberedRow) =>
          values.kind === 'numbers' ? Number(cells[at] || 'NaN') : cells[at],
      })),
    ],
    [table],
  );
  return (
    <DataTable
      label="Rows"
      rows={rows}
      columns={columns}
      rowKey={({ number }) => number}
      rowLabel={({ number }) => `row ${number}`}
      minWidth={`${120 * columns.length}px`}
    />
  );
}
