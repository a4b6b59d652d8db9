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

/** How far the runs at work are, as they tell it, by their numbers. */
export function useProgress(): ReadonlyMap<number, Progress> {
  const [all, setAll] = useState<ReadonlyMap<number, Progress>>(new Map());
  useEvent('progress', ({ run, progress }) => {
    const message: RunMessage = JSON.parse(progress);
    const told = progressOf(message);
    if (told) setAll((before) => new Map(before).set(run, told));
  });
  return all;
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
