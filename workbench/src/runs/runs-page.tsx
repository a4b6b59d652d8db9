import type { Run } from 'echotrain/store';
import { useMemo, useState } from 'react';
import { api, said } from '../api/client.ts';
import { useQuery } from '../api/use-query.ts';
import type { RowKey } from '../controls/data-table/column.ts';
import { LinkButton } from '../controls/link-button.tsx';
import { goTo } from '../navigation/address.ts';
import { useShortcut } from '../navigation/shortcuts.ts';
import type { PageProps } from '../pages.tsx';
import { DamageNotice, damageIn } from './damage-notice.tsx';
import { FilterBar } from './filter-bar.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { OutcomeNotice } from './outcome-notice.tsx';
import { filtered, filterOf, isNarrow } from './run-filter.ts';
import styles from './runs-page.module.css';
import { RunsTable } from './runs-table.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { TagsDialog } from './tags-dialog.tsx';
import { TrashBar } from './trash-bar.tsx';
import { useRunCommands } from './use-run-commands.ts';
import { useRuns } from './use-runs.ts';

/** Which dialog is open, and for which runs. */
interface OpenDialog {
  readonly kind: 'tags' | 'note';
  readonly runs: readonly Run[];
}

/** The runs of all studies, as they are now, and what one can do with them. */
export default function RunsPage({ search }: PageProps) {
  const filter = useMemo(() => filterOf(search), [search]);
  const isTrash = filter.trash !== '';
  const { value: runs, error, refresh } = useRuns(isTrash);
  const known = useQuery('workspace', () => said(api.workspace.$get())).value?.damage ?? undefined;
  const damage = known ?? damageIn(error);
  const [chosen, setChosen] = useState<ReadonlySet<RowKey>>(new Set());
  const [focused, setFocused] = useState<Run>();
  const [dialog, setDialog] = useState<OpenDialog>();
  const commands = useRunCommands(refresh);
  const shown = useMemo(() => filtered(runs ?? [], filter), [runs, filter]);
  const selected = useMemo(() => shown.filter(({ id }) => chosen.has(id)), [shown, chosen]);
  const clear = () => setChosen(new Set());
  const current = focused && shown.find(({ id }) => id === focused.id);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{isTrash ? 'Trash' : 'Runs'}</h1>
        {isTrash && <TrashBar {...{ runs: runs ?? [], selected, commands }} />}
        {!isTrash && damage === undefined && (
          <SelectionBar
            {...{ selected, focused: current, onClear: clear }}
            onAct={(action, which) => void commands.act(action, which)}
            onTags={(which) => setDialog({ kind: 'tags', runs: which })}
            onNote={(run) => setDialog({ kind: 'note', runs: [run] })}
            onTrash={(which) => {
              clear();
              void commands.trash(which);
            }}
          />
        )}
        <div className={styles.ways}>{isTrash ? <LinkButton to="/runs">All runs</LinkButton> : <Ways />}</div>
      </div>
      {damage !== undefined && <DamageNotice damage={damage} />}
      <OutcomeNotice commands={commands} />
      {(runs?.length !== 0 || isNarrow(filter)) && (
        <FilterBar {...{ runs: runs ?? [], shown: shown.length, filter }} />
      )}
      <RunsTable
        {...{ runs, shown, filter, error, chosen, onChoose: setChosen, onFocusRow: setFocused }}
        isDamaged={damage !== undefined}
        onAct={damage === undefined ? (action, run) => void commands.act(action, [run]) : undefined}
      />
      {dialog && <OpenedDialog {...{ dialog, commands, onClose: () => setDialog(undefined) }} />}
    </div>
  );
}

function Ways() {
  useShortcut('n', 'New run', () => goTo('/new'));
  return (
    <>
      <LinkButton kind="quiet" to="/runs?trash=yes">
        Trash
      </LinkButton>
      <LinkButton kind="primary" to="/new" title="New run (n)">
        New run
      </LinkButton>
    </>
  );
}

function OpenedDialog({
  dialog: { kind, runs },
  commands,
  onClose,
}: {
  readonly dialog: OpenDialog;
  readonly commands: ReturnType<typeof useRunCommands>;
  readonly onClose: () => void;
}) {
  const [run] = runs;
  const change = (what: Parameters<typeof commands.change>[1]) => {
    onClose();
    void commands.change(runs, what);
  };
  if (kind === 'tags') return <TagsDialog runs={runs} onClose={onClose} onChange={change} />;
  return run && <NoteDialog run={run} onClose={onClose} onChange={(note) => change({ note })} />;
}
