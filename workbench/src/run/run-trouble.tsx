import type { RunMessage } from 'echotrain/runner';
import type { Run } from 'echotrain/store';
import { Notice } from '../controls/notice.tsx';

/** Why a run does not go on by itself, and what helps. */
export function RunTrouble({
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
