import type { RunMessage } from 'echotrain/runner';
import type { Run } from 'echotrain/store';
import { type ReactNode, useState } from 'react';
import { Notice } from '../controls/notice.tsx';
import { StatusBadge } from '../controls/status-badge.tsx';
import { RunButtons } from './run-buttons.tsx';
import { RunFacts } from './run-facts.tsx';
import styles from './run-page.module.css';
import { RunTrouble } from './run-trouble.tsx';

/** Which run it is, how it stands and how far it is, and what one can do with it. */
export function RunHeader({
  run,
  message,
  waiting,
  children,
}: {
  readonly run: Run;
  /** What its process told last. */
  readonly message: RunMessage | undefined;
  /** For whom a run in the queue waits. */
  readonly waiting: string | undefined;
  /** Which part of it is shown. */
  readonly children?: ReactNode;
}) {
  const [failure, setFailure] = useState<string>();
  return (
    <header className={styles.page}>
      <div className={styles.title}>
        <h1>
          Run {run.id} · {run.name}
        </h1>
        <StatusBadge status={run.status} />
        <RunButtons run={run} onFailure={setFailure} />
      </div>
      <div className={styles.facts}>
        <RunFacts {...{ run, message }} />
        {children}
      </div>
      {failure && <Notice kind="error">{failure}</Notice>}
      {run.isTrashed && (
        <Notice kind="warning">The run is in the trash. The list of runs can take it back.</Notice>
      )}
      <RunTrouble {...{ run, message, waiting }} />
    </header>
  );
}
