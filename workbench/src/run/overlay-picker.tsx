import type { Run } from 'echotrain/store';
import { useState } from 'react';
import { api, said } from '../api/client.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../controls/button.tsx';
import { Checkbox } from '../controls/checkbox.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { StatusBadge } from '../controls/status-badge.tsx';
import { TextField } from '../controls/text-field.tsx';
import styles from './overlay-picker.module.css';
import { MOST_OVERLAID } from './use-run-choice.ts';

/** So many runs are listed; more are found by their names. */
const LISTED = 100;

/** Chooses the runs whose curves are laid over those of a run. */
export function OverlayPicker({
  run,
  chosen,
  onChoose,
}: {
  readonly run: Run;
  readonly chosen: readonly number[];
  readonly onChoose: (runs: readonly number[]) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        Overlay runs{chosen.length > 0 && ` (${chosen.length})`} …
      </Button>
      {isOpen && <OverlayDialog {...{ run, chosen, onChoose }} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function OverlayDialog({
  run,
  chosen,
  onChoose,
  onClose,
}: {
  readonly run: Run;
  readonly chosen: readonly number[];
  readonly onChoose: (runs: readonly number[]) => void;
  readonly onClose: () => void;
}) {
  const [wanted, setWanted] = useState('');
  const { value, error } = useQuery('runs to overlay', () => said(api.runs.$get({ query: {} })));
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = (value?.runs ?? [])
    .filter(({ id }) => id !== run.id)
    .filter(({ id, name, study, tags }) => {
      const text = `${id} ${name} ${study} ${tags.join(' ')}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => Number(b.study === run.study) - Number(a.study === run.study) || b.id - a.id);
  const toggle = (id: number, isChosen: boolean) =>
    onChoose(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id));
  const buttons = (
    <>
      <Button disabled={chosen.length === 0} onClick={() => onChoose([])}>
        None
      </Button>
      <Button kind="primary" onClick={onClose}>
        Done
      </Button>
    </>
  );
  return (
    <Dialog title="Overlay runs" onClose={onClose} actions={buttons}>
      <TextField label="Find" hint="By number, name, study or tag" value={wanted} onChange={setWanted} />
      {error && <p role="alert">{error.message}</p>}
      {value && found.length === 0 && <p>There is no other run like this.</p>}
      <ul className={styles.list}>
        {found.slice(0, LISTED).map(({ id, name, study, status }) => (
          <li key={id}>
            <Checkbox
              label={
                <span className={styles.run}>
                  <b>{id}</b> {name} <span className={styles.study}>{study}</span>
                </span>
              }
              isChecked={chosen.includes(id)}
              disabled={!chosen.includes(id) && chosen.length >= MOST_OVERLAID}
              onChange={(isChosen) => toggle(id, isChosen)}
            />
            <StatusBadge status={status} />
          </li>
        ))}
      </ul>
      {found.length > LISTED && <p>{found.length - LISTED} more: type to find them.</p>}
      {chosen.length >= MOST_OVERLAID && (
        <p>{MOST_OVERLAID} runs at most, or they could not be told apart.</p>
      )}
    </Dialog>
  );
}
