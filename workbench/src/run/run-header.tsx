import { formatDuration, formatNumber } from 'echotrain/report';
import type { RunMessage } from 'echotrain/runner';
import type { Run } from 'echotrain/store';
import { type ReactNode, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { ProgressBar } from '../controls/progress-bar.tsx';
import { StatusBadge } from '../controls/status-badge.tsx';
import { Toolbar } from '../controls/toolbar.tsx';
import { goTo } from '../navigation/address.ts';
import { act, actionsOf, type RunAction } from '../runs/run-actions.ts';
import { useNow } from '../runs/use-now.ts';
import { ageText, dayText, isActive, secondsOf } from '../runs/words.ts';
import styles from './run-page.module.css';

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
  const now = useNow(1000);
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const carryOut = async ({ name }: RunAction) => {
    setIsBusy(true);
    setFailure(undefined);
    try {
      const id = await act(name, run.id);
      if (id !== run.id) goTo(`/runs/${id}`);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  const actions = actionsOf(run);
  return (
    <header className={styles.page}>
      <div className={styles.title}>
        <h1>
          Run {run.id} · {run.name}
        </h1>
        <StatusBadge status={run.status} />
        <Toolbar label="What to do with the run">
          {actions.map((action) => (
            <Button
              key={action.name}
              kind={action.name === 'resume' ? 'primary' : 'plain'}
              title={action.what}
              disabled={isBusy}
              onClick={() => void carryOut(action)}
            >
              <span aria-hidden="true">{action.sign}</span> {action.label}
            </Button>
          ))}
        </Toolbar>
      </div>
      <div className={styles.facts}>
        <Facts {...{ run, message, now }} />
        {children}
      </div>
      {failure && <Notice kind="error">{failure}</Notice>}
      {run.isTrashed && (
        <Notice kind="warning">The run is in the trash. The list of runs can take it back.</Notice>
      )}
      <Trouble {...{ run, message, waiting }} />
    </header>
  );
}

function Facts({
  run,
  message,
  now,
}: {
  readonly run: Run;
  readonly message: RunMessage | undefined;
  readonly now: number;
}) {
  const seconds = secondsOf(run, now);
  const begun = run.startedAt ?? run.createdAt;
  return (
    <>
      {isActive(run.status) && run.status !== 'queued' && <Progress message={message} id={run.id} />}
      <Fact name="study">{run.study}</Fact>
      <Fact name={run.startedAt === undefined ? 'since' : 'started'}>
        <span title={dayText(begun)}>{ageText(begun, now)}</span>
      </Fact>
      {seconds !== undefined && (
        <Fact name={isActive(run.status) ? 'for' : 'took'}>{formatDuration(seconds)}</Fact>
      )}
      {run.tags.length > 0 && <Fact name="tags">{run.tags.join(', ')}</Fact>}
    </>
  );
}

function Fact({
  name,
  width,
  children,
}: {
  readonly name: string;
  /** Room for so many digits, so that what follows does not move as numbers grow. */
  readonly width?: number;
  readonly children: ReactNode;
}) {
  return (
    <span>
      {name} <b style={width === undefined ? {} : { minWidth: `${width}ch` }}>{children}</b>
    </span>
  );
}

function Progress({ message, id }: { readonly message: RunMessage | undefined; readonly id: number }) {
  const label = `Progress of run ${id}`;
  if (message?.kind === 'step') {
    const { step, steps, epoch, epochs, examplesPerSecond, secondsLeft } = message;
    return (
      <>
        <ProgressBar label={label} share={step / steps} />
        {message.label !== 'training' && <b>{message.label}</b>}
        <Fact name="epoch" width={2 * formatNumber(epochs).length + 3}>
          {formatNumber(epoch)} of {formatNumber(epochs)}
        </Fact>
        <Fact name="step" width={2 * formatNumber(steps).length + 3}>
          {formatNumber(step)} of {formatNumber(steps)}
        </Fact>
        {Number.isFinite(examplesPerSecond) && examplesPerSecond !== null && (
          <Fact name="examples per second" width={7}>
            {formatNumber(Math.round(examplesPerSecond))}
          </Fact>
        )}
        {Number.isFinite(secondsLeft) && secondsLeft !== null && (
          <Fact name="left" width={11}>
            {formatDuration(secondsLeft)}
          </Fact>
        )}
      </>
    );
  }
  if (message?.kind === 'evaluation' || message?.kind === 'reconstruction') {
    const { done, total } = message;
    const text = message.kind === 'evaluation' ? 'evaluation' : message.activity;
    return <ProgressBar label={label} share={total > 0 ? done / total : undefined} text={text} />;
  }
  return <ProgressBar label={label} text={message?.kind === 'training' ? message.label : 'at work'} />;
}

/** Why a run does not go on by itself, and what helps. */
function Trouble({
  run: { status, message: reason },
  message,
  waiting,
}: {
  readonly run: Run;
  readonly message: RunMessage | undefined;
  readonly waiting: string | undefined;
}) {
  if (message?.kind === 'room' && message.isFull) {
    return (
      <Notice kind="warning" title="The disk is full">
        The run waits, and goes on by itself once there is room.
      </Notice>
    );
  }
  if (status === 'queued') return <Notice>{waiting ?? 'In the queue.'}</Notice>;
  if (status === 'failed') {
    return (
      <Notice kind="error" title="The run has failed">
        {reason ?? 'It gave no reason. The log may tell more.'}
      </Notice>
    );
  }
  if (status === 'lost') {
    return (
      <Notice kind="warning" title="The run was lost">
        {reason ?? 'Its process ended without a word: it was killed, or the machine went down.'} Resume goes
        on from the last checkpoint.
      </Notice>
    );
  }
  return null;
}
