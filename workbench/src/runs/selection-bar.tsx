import type { Run } from 'echotrain/store';
import { Button } from '../controls/button.tsx';
import { Toolbar } from '../controls/toolbar.tsx';
import { goTo } from '../navigation/address.ts';
import { useShortcut } from '../navigation/shortcuts.ts';
import { actionsOf, type RunAction, runActions } from './run-actions.ts';
import styles from './runs-page.module.css';
import { isActive, runCount } from './words.ts';

/** What can be done with runs. */
export interface RunCommands {
  readonly onAct: (action: RunAction, runs: readonly Run[]) => void;
  readonly onTags: (runs: readonly Run[]) => void;
  readonly onNote: (run: Run) => void;
  readonly onTrash: (runs: readonly Run[]) => void;
}

/** What can be done with the selected runs; by keys, with the one that has the focus, too. */
export function SelectionBar({
  selected,
  focused,
  onClear,
  ...commands
}: RunCommands & {
  readonly selected: readonly Run[];
  readonly focused: Run | undefined;
  readonly onClear: () => void;
}) {
  const meant = selected.length > 0 || !focused ? selected : [focused];
  useRunKeys(meant, commands);
  useShortcut('Escape', 'Select none', onClear);
  if (selected.length === 0) return null;
  const possible = runActions.filter((action) => selected.every((run) => actionsOf(run).includes(action)));
  const [one] = selected;
  return (
    <Toolbar label="With the selected runs">
      <span className={styles.selection}>{runCount(selected.length)} selected:</span>
      {selected.length > 1 && (
        <Button kind="primary" onClick={() => compare(selected)}>
          Compare
        </Button>
      )}
      {possible.map((action) => (
        <Button key={action.name} title={action.what} onClick={() => commands.onAct(action, selected)}>
          {action.label}
        </Button>
      ))}
      <Button onClick={() => commands.onTags(selected)}>Tags</Button>
      {one && selected.length === 1 && <Button onClick={() => commands.onNote(one)}>Note</Button>}
      <Button
        disabled={selected.some(({ status }) => isActive(status))}
        onClick={() => commands.onTrash(selected)}
      >
        Move to trash
      </Button>
      <Button kind="quiet" onClick={onClear}>
        Clear
      </Button>
    </Toolbar>
  );
}

/** Keys that do something with runs. */
function useRunKeys(runs: readonly Run[], { onAct, onTags, onNote, onTrash }: RunCommands): void {
  const [first] = runs;
  const actBy = (key: string) => {
    const action = runActions.find(
      (one) => one.key === key && runs.every((run) => actionsOf(run).includes(one)),
    );
    if (action && first) onAct(action, runs);
  };
  useShortcut('p', 'Pause or continue the selected runs', () => actBy('p'));
  useShortcut('s', 'Stop the selected runs', () => actBy('s'));
  useShortcut('u', 'Resume the selected runs', () => actBy('u'));
  useShortcut('r', 'Rerun the selected runs', () => actBy('r'));
  useShortcut('c', 'Compare the selected runs', () => {
    if (runs.length > 1) compare(runs);
  });
  useShortcut('t', 'Tag the selected runs', () => {
    if (first) onTags(runs);
  });
  useShortcut('e', 'Write a note on the run', () => {
    if (first) onNote(first);
  });
  useShortcut('Delete', 'Move the selected runs to the trash', () => {
    if (first && !runs.some(({ status }) => isActive(status))) onTrash(runs);
  });
}

function compare(runs: readonly Run[]): void {
  goTo(`/compare?runs=${runs.map(({ id }) => id).join(',')}`);
}
