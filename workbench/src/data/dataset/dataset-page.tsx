import { useState } from 'react';
import { Notice } from '../../controls/notice.tsx';
import { Select } from '../../controls/select.tsx';
import { Tabs } from '../../controls/tabs.tsx';
import type { PageProps } from '../../pages.tsx';
import { nameOf } from '../addresses.ts';
import page from '../page.module.css';
import { Way } from '../way.tsx';
import { AuditTab } from './audit-tab.tsx';
import styles from './dataset.module.css';
import { ItemsTab } from './items-tab.tsx';
import { PartsTab } from './parts-tab.tsx';
import { type ItemFilter, useDataset } from './use-dataset.ts';

const start: ItemFilter = { division: '', part: '', label: '', text: '' };

/** A dataset: its items, how it is divided, and what an audit has found. */
export default function DatasetPage({ search }: PageProps) {
  const path = search.get('path') ?? '';
  const [filter, setFilter] = useState(start);
  const [tab, setTab] = useState('items');
  const { value: about, error, refresh } = useDataset(path, filter.division);
  const [turn, setTurn] = useState(0);
  const known = about?.divisions.filter(({ isKnown }) => isKnown) ?? [];
  const chosen = known.find(({ key }) => key === filter.division);
  const [first] = known;
  // The latest split is chosen as soon as one is known.
  if (first && filter.division === '') setFilter({ ...filter, division: first.key });
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!about) return <p role="status">Reading …</p>;
  const opened = () => {
    refresh();
    setTurn(turn + 1);
  };
  return (
    <div className={page.page}>
      <div className={page.bar}>
        <Way steps={[{ name: 'name' in about ? about.name : nameOf(path) }]} />
        <span className={styles.hint}>
          {about.items.toLocaleString('en')} items of {about.subjects.toLocaleString('en')} subjects
        </span>
        {known.length > 1 && (
          <div className={styles.division}>
            <Select
              label="Split"
              isLabelHidden
              value={filter.division}
              options={known.map(({ key, how, time }) => ({
                value: key,
                label: `Split ${how}${time ? `, ${time.slice(0, 10)}` : ''}`,
              }))}
              onChange={(division) => setFilter({ ...filter, division })}
            />
          </div>
        )}
      </div>
      <div className={styles.tabs}>
        <Tabs
          label="Dataset"
          chosen={tab}
          onChoose={setTab}
          tabs={[
            {
              key: 'items',
              title: 'Items',
              content: <ItemsTab key={turn} {...{ about, filter }} onFilter={setFilter} />,
            },
            {
              key: 'parts',
              title: 'Classes and parts',
              content: <PartsTab {...{ about, division: chosen, onOpened: opened }} />,
            },
            { key: 'audit', title: 'Audit', content: <AuditTab path={path} /> },
          ]}
        />
      </div>
    </div>
  );
}
