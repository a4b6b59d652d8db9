import { useState } from 'react';
import { api, said } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import type { Column } from '../../controls/data-table/column.ts';
import { DataTable } from '../../controls/data-table/data-table.tsx';
import { Notice } from '../../controls/notice.tsx';
import { TextField } from '../../controls/text-field.tsx';
import { goTo } from '../../navigation/address.ts';
import { Link } from '../../navigation/link.tsx';
import type { PageProps } from '../../pages.tsx';
import { dataAddress, nameOf } from '../addresses.ts';
import page from '../page.module.css';
import { Way } from '../way.tsx';
import { SeriesList } from './series-list.tsx';
import { sizeText } from './size-text.ts';

/** So many entries of a folder are listed. */
const MOST = 1000;

/** What is in a folder. */
export default function FolderPage({ search }: PageProps) {
  const path = search.get('path') ?? '';
  const [text, setText] = useState('');
  const { value, error } = useQuery(`folder ${path} ${text}`, () =>
    said(api.data.folders.entries.$get({ query: { path, text, first: '0', count: String(MOST) } })),
  );
  const above = value?.above ?? [{ path, name: nameOf(path) }];
  return (
    <div className={page.page}>
      <Way
        steps={above.map((folder, i) => ({
          name: folder.name,
          ...(i < above.length - 1 && { to: dataAddress('folder', { path: folder.path }) }),
        }))}
      />
      {error && <Notice kind="error">{error.message}</Notice>}
      {value?.trouble && <Notice kind="error">{value.trouble}</Notice>}
      <div className={page.bar}>
        <TextField label="Name" isLabelHidden placeholder="Part of a name" value={text} onChange={setText} />
        {value?.entries.some(({ kind }) => kind === 'file') && <SeriesList key={path} path={path} />}
        <span className={page.count}>
          {value && countText(value.entries.length, value.total, value.hasMore)}
        </span>
      </div>
      {value && (
        <DataTable
          label="What is in this folder"
          rows={value.entries}
          columns={columns}
          rowKey={({ path: key }) => key}
          rowLabel={({ name }) => name}
          onOpen={(entry) => {
            const to = addressOf(entry);
            if (to) goTo(to);
          }}
          empty={<Notice kind="empty" title={text ? 'No such name here' : 'This folder is empty'} />}
        />
      )}
    </div>
  );
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'dataset' | 'file' | 'link' | 'other';
  readonly bytes?: number | undefined;
  readonly modified?: number | undefined;
}

const KINDS = {
  folder: 'Folder',
  dataset: 'Dataset',
  file: 'File',
  link: 'Link (not followed)',
  other: 'Not a file',
} as const;

const columns: readonly Column<Entry>[] = [
  {
    key: 'name',
    title: 'Name',
    cell: (entry) => {
      const to = addressOf(entry);
      return to ? <Link to={to}>{entry.name}</Link> : entry.name;
    },
    value: ({ name }) => name,
  },
  { key: 'kind', title: 'Kind', width: '160px', cell: ({ kind }) => KINDS[kind], value: ({ kind }) => kind },
  {
    key: 'bytes',
    title: 'Size',
    width: '110px',
    isNumber: true,
    cell: ({ bytes }) => (bytes === undefined ? '' : sizeText(bytes)),
    value: ({ bytes }) => bytes,
  },
  {
    key: 'modified',
    title: 'Changed',
    width: '180px',
    cell: ({ modified }) =>
      modified === undefined ? '' : new Date(modified).toISOString().slice(0, 16).replace('T', ' '),
    value: ({ modified }) => modified,
  },
];

function addressOf({ kind, path }: Entry): string | undefined {
  return kind === 'folder' || kind === 'dataset' || kind === 'file' ? dataAddress(kind, { path }) : undefined;
}

function countText(shown: number, total: number, hasMore: boolean): string {
  if (hasMore) return `The first ${shown.toLocaleString('en')} of more than ${total.toLocaleString('en')}`;
  return shown < total
    ? `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}`
    : `${total.toLocaleString('en')} entries`;
}
