import type { RunStatus } from 'echotrain/store';
import { classes } from './classes.ts';
import styles from './status-badge.module.css';

const SIGNS: Readonly<Record<RunStatus, string>> = {
  queued: '◷',
  running: '▶',
  paused: '❚❚',
  stopped: '■',
  finished: '✓',
  failed: '✕',
  lost: '?',
};

/** Where a run stands: by a word, a sign and a color. */
export function StatusBadge({ status }: { readonly status: RunStatus }) {
  return (
    <span className={classes(styles.badge, styles[status])}>
      <span aria-hidden="true">{SIGNS[status]}</span>
      {status}
    </span>
  );
}
