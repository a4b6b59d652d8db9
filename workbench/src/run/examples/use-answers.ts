import { useEffect, useRef, useState } from 'react';
import { askAnswers, type ExamplesOf, type ItemArrays } from './example-arrays.ts';

/** What a network said after an epoch. */
export interface EpochAnswers {
  readonly epoch: number;
  readonly answers: ItemArrays;
}

/** So many epochs' answers are kept in memory. */
const KEPT = 64;

/**
 * The answers after an epoch; those of the epoch before stay until they are there, so that nothing flickers. Those of
 * the next epoch are asked for ahead.
 */
export function useAnswers(
  of: ExamplesOf,
  epoch: number | undefined,
  next: number | undefined,
): { readonly shown: EpochAnswers | undefined; readonly error: Error | undefined } {
  const { run, training } = of;
  const known = useRef(new Map<string, Promise<ItemArrays>>());
  const [shown, setShown] = useState<EpochAnswers & ExamplesOf>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    const read = (one: number) => {
      const key = `${run} ${training} ${one}`;
      const found = known.current.get(key) ?? askAnswers({ run, training }, one);
      known.current.set(key, found);
      const [oldest] = known.current.keys();
      if (known.current.size > KEPT && oldest !== undefined) known.current.delete(oldest);
      found.catch(() => known.current.delete(key));
      return found;
    };
    if (epoch === undefined) return;
    let isWanted = true;
    read(epoch).then(
      (answers) => {
        if (!isWanted) return;
        setShown({ epoch, answers, run, training });
        setError(undefined);
      },
      (reason: unknown) => isWanted && setError(reason instanceof Error ? reason : new Error(String(reason))),
    );
    if (next !== undefined) read(next).catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [run, training, epoch, next]);
  const isOurs = shown?.run === run && shown.training === training;
  return { shown: isOurs ? shown : undefined, error };
}
