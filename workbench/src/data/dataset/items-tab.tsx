import { useMemo } from 'react';
import type { Column } from '../../controls/data-table/column.ts';
import { DataTable } from '../../controls/data-table/data-table.tsx';
import { Notice } from '../../controls/notice.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/text-field.tsx';
import { goTo } from '../../navigation/address.ts';
import { Link } from '../../navigation/link.tsx';
import { dataAddress } from '../addresses.ts';
import page from '../page.module.css';
import { PartBadge } from './part-badge.tsx';
import { Thumbnail } from './thumbnail.tsx';
import {
  type DatasetAbout,
  type ItemFilter,
  type ItemRow,
  NO_LABEL,
  partNames,
  useItems,
} from './use-dataset.ts';

/** Tall enough for a thumbnail. */
const ROW_HEIGHT = 64;

/** Columns that are left out where no item has anything in them. */
const OPTIONAL = new Set(['part', 'label', 'site', 'date']);

/** The items of a dataset as a table, with what chooses among them. */
export function ItemsTab({
  about,
  filter,
  onFilter,
}: {
  readonly about: DatasetAbout;
  readonly filter: ItemFilter;
  readonly onFilter: (filter: ItemFilter) => void;
}) {
  const { path } = about;
  const { value, error } = useItems(path, filter);
  const columns = useMemo(() => {
    const rows = value?.rows ?? [];
    return columnsOf(path).filter(
      ({ key, value: of }) => !OPTIONAL.has(key) || rows.some((row) => of?.(row)),
    );
  }, [path, value]);
  return (
    <>
      <FilterBar {...{ about, filter, onFilter }} count={value?.total} />
      {error && <Notice kind="error">{error.message}</Notice>}
      {!value && !error && <p role="status">Reading …</p>}
      {value && (
        <DataTable
          label="Items"
          rows={value.rows}
          columns={columns}
          rowKey={({ id }) => id}
          rowLabel={({ id }) => id}
          rowHeight={ROW_HEIGHT}
          minWidth="900px"
          onOpen={({ id }) => goTo(dataAddress('item', { path, item: id }))}
          empty={<Notice kind="empty" title="No item is like this" />}
        />
      )}
    </>
  );
}

function FilterBar({
  about: { divisions, classes },
  filter,
  onFilter,
  count,
}: {
  readonly about: DatasetAbout;
  readonly filter: ItemFilter;
  readonly onFilter: (filter: ItemFilter) => void;
  readonly count: number | undefined;
}) {
  const change = (part: Partial<ItemFilter>) => onFilter({ ...filter, ...part });
  const labels = classes.map(({ label }) => label);
  return (
    <div className={page.bar}>
      <TextField
        label="Search"
        isLabelHidden
        placeholder="Item, subject, label"
        value={filter.text}
        onChange={(text) => change({ text })}
      />
      {divisions.length > 0 && (
        <Select
          label="Part"
          isLabelHidden
          value={filter.part}
          options={[
            { value: '', label: 'All parts' },
            ...partNames.map((part) => ({ value: part, label: `Only ${part}` })),
          ]}
          onChange={(part) => change({ part })}
        />
      )}
      {labels.some((label) => label !== undefined) && (
        <Select
          label="Label"
          isLabelHidden
          value={filter.label}
          options={[
            { value: '', label: 'All labels' },
            ...labels.map((label) => ({ value: label ?? NO_LABEL, label: label ?? 'Without a label' })),
          ]}
          onChange={(label) => change({ label })}
        />
      )}
      <span className={page.count}>{count !== undefined && `${count.toLocaleString('en')} items`}</span>
    </div>
  );
}

function columnsOf(path: string): readonly Column<ItemRow>[] {
  return [
    {
      key: 'picture',
      title: '',
      width: '72px',
      cell: ({ id, isSealed }) => <Thumbnail path={path} item={id} isSealed={isSealed} />,
    },
    {
      key: 'id',
      title: 'Item',
      width: '30%',
      cell: ({ id }) => (
        <Link to={dataAddress('item', { path, item: id })} title={id}>
          {id}
        </Link>
      ),
      value: ({ id }) => id,
    },
    {
      key: 'part',
      title: 'Part',
      width: '110px',
      cell: ({ part }) => <PartBadge part={part} />,
      value: ({ part }) => part,
    },
    {
      key: 'label',
      title: 'Label',
      cell: ({ label, isSealed }) => (isSealed ? 'sealed' : label),
      value: ({ label }) => label,
    },
    {
      key: 'subject',
      title: 'Subject',
      cell: ({ subject }) => <span title={subject}>{subject}</span>,
      value: ({ subject }) => subject,
    },
    { key: 'site', title: 'Site', cell: ({ site }) => site, value: ({ site }) => site },
    { key: 'date', title: 'Date', width: '110px', cell: ({ date }) => date, value: ({ date }) => date },
    {
      key: 'shape',
      title: 'Shape',
      width: '130px',
      isNumber: true,
      cell: ({ shape }) => shape.join(' × '),
      value: ({ shape }) => shape.reduce((product, length) => product * length, 1),
    },
  ];
}
