import { formatDuration, formatNumber } from 'echotrain/report';
import type { RunMessage } from 'echotrain/runner';
import type { Run } from 'echotrain/store';
import type { ReactNode } from 'react';
import { ProgressBar } from '../controls/progress-bar.tsx';
import { useNow } from '../runs/use-now.ts';
import { ageText, dayText, isActive, secondsOf } from '../runs/words.ts';

/** How far a run is, and since when. */
export function RunFacts({
  run,
  message,
}: {
  readonly run: Run;
  /** What its process told last. */
  readonly message: RunMessage | undefined;
}) {
  const now = useNow(1000);
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
