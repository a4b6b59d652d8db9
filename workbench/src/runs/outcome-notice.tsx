import { Button } from '../controls/button.tsx';
import { LinkButton } from '../controls/link-button.tsx';
import { Notice } from '../controls/notice.tsx';
import styles from './runs-page.module.css';
import type { useRunCommands } from './use-run-commands.ts';

/** What came of the last thing that was done with runs. */
export function OutcomeNotice({
  commands: { outcome, forget, restore },
}: {
  readonly commands: ReturnType<typeof useRunCommands>;
}) {
  if (!outcome) return <div role="status" className={styles.silent} />;
  const { kind, text, restorable, run } = outcome;
  return (
    <div role={kind === 'error' ? undefined : 'status'}>
      <Notice kind={kind}>
        <div className={styles.outcome}>
          <span>{text}</span>
          {run !== undefined && <LinkButton to={`/runs/${run}`}>Open run {run}</LinkButton>}
          {restorable && <Button onClick={() => void restore(restorable)}>Restore</Button>}
          <Button kind="quiet" aria-label="Dismiss" onClick={forget}>
            ✕
          </Button>
        </div>
      </Notice>
    </div>
  );
}
