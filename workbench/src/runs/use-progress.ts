import type { RunMessage } from 'echotrain/runner';
import { useState } from 'react';
import { useEvent } from '../api/use-events.ts';

/** How far a run is. */
export interface Progress {
  /** From 0 to 1; nothing where that is not known. */
  readonly share: number | undefined;
  /** What it does: `epoch 3 of 10`. */
  readonly text: string;
  readonly secondsLeft: number | undefined;
}

/** How far a run at work is, as it tells it; nothing until it does. */
export function useProgress(run: number): Progress | undefined {
  const [told, setTold] = useState<Progress>();
  useEvent('progress', (event) => {
    if (event.run !== run) return;
    const message: RunMessage = JSON.parse(event.progress);
    setTold((before) => progressOf(message) ?? before);
  });
  return told;
}

/** Why a run in the queue has not started yet; nothing until that is told. */
export function useWaiting(run: number): string | undefined {
  const [reason, setReason] = useState<string>();
  useEvent('waiting', (event) => {
    if (event.run === run) setReason(event.reason);
  });
  return reason;
}

function progressOf(message: RunMessage): Progress | undefined {
  if (message.kind === 'step') {
    const { step, steps, epoch, epochs, secondsLeft } = message;
    return {
      share: step / steps,
      text: `epoch ${epoch} of ${epochs}`,
      secondsLeft: secondsLeft || undefined,
    };
  }
  if (message.kind === 'training') {
    return { share: message.step / message.steps, text: message.label, secondsLeft: undefined };
  }
  if (message.kind === 'evaluation') {
    return { share: message.done / message.total, text: 'evaluation', secondsLeft: undefined };
  }
  if (message.kind === 'reconstruction') {
    const share = message.total > 0 ? message.done / message.total : undefined;
    return { share, text: message.activity, secondsLeft: undefined };
  }
  return undefined;
}
