import { formatNumber } from 'echotrain/report';
import type { Run } from 'echotrain/store';
import { useMemo, useRef } from 'react';
import { Button } from '../controls/button.tsx';
import { Select } from '../controls/select.tsx';
import { TextField } from '../controls/text-field.tsx';
import { Toolbar } from '../controls/toolbar.tsx';
import { useShortcut } from '../navigation/shortcuts.ts';
import { counted, isNarrow, type RunFilter, showFiltered } from './run-filter.ts';
import styles from './runs-page.module.css';
import { runCount, scoreName } from './words.ts';

/** Which runs are shown, and how many these are. */
export function FilterBar({
  runs,
  shown,
  filter,
}: {
  readonly runs: readonly Run[];
  readonly shown: number;
  readonly filter: RunFilter;
}) {
  const box = useRef<HTMLDivElement>(null);
  useShortcut('/', 'Filter the runs', () => box.current?.querySelector('input')?.focus());
  const set = (change: Partial<RunFilter>) => showFiltered({ ...filter, ...change });
  const kinds = useMemo(() => kindsOf(runs), [runs]);
  return (
    <div ref={box}>
      <Toolbar label="Filter">
        <TextField
          {...{
            label: 'Filter',
            isLabelHidden: true,
            type: 'search',
            placeholder: 'Filter: name, tag, note, #12',
          }}
          className={styles.text}
          value={filter.text}
          onChange={(text) => set({ text })}
        />
        <Choice
          {...{ label: 'Study', all: 'All studies', kinds: kinds.studies, value: filter.study }}
          onChange={(study) => set({ study })}
        />
        <Choice
          {...{ label: 'Status', all: 'Any status', kinds: kinds.statuses, value: filter.status }}
          onChange={(status) => set({ status })}
        />
        <Choice
          {...{ label: 'Tag', all: 'Any tag', kinds: kinds.tags, value: filter.tag }}
          onChange={(tag) => set({ tag })}
        />
        <Choice
          {...{ label: 'Score', all: 'Main scores', kinds: kinds.scores, value: filter.score }}
          onChange={(score) => set({ score })}
        />
        {isNarrow(filter) && (
          <Button kind="quiet" onClick={() => set({ text: '', study: '', status: '', tag: '' })}>
            Show all
          </Button>
        )}
        <span className={styles.count} role="status">
          {shown === runs.length ? runCount(shown) : `${formatNumber(shown)} of ${runCount(runs.length)}`}
        </span>
      </Toolbar>
    </div>
  );
}

type Kinds = ReturnType<typeof counted>;

function kindsOf(runs: readonly Run[]) {
  return {
    studies: counted(runs.map(({ study }) => study)),
    statuses: counted(runs.map(({ status }) => status)),
    tags: counted(runs.flatMap(({ tags }) => tags)),
    scores: counted(runs.flatMap(({ scores }) => Object.keys(scores))),
  };
}

function Choice({
  label,
  all,
  kinds,
  value,
  onChange,
}: {
  readonly label: string;
  readonly all: string;
  readonly kinds: Kinds;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const known = kinds.map(([kind, count]) => ({
    value: kind,
    label: `${scoreName(kind)} (${formatNumber(count)})`,
  }));
  const isKnown = value === '' || kinds.some(([kind]) => kind === value);
  const options = [
    { value: '', label: all },
    ...known,
    ...(isKnown ? [] : [{ value, label: `${value} (0)` }]),
  ];
  return (
    <div className={styles.choice}>
      <Select {...{ label, isLabelHidden: true, value, options, onChange }} />
    </div>
  );
}
