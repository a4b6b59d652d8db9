import { useCallback, useEffect, useState } from 'react';

/** What was asked for: still on its way, there, or refused. What was there before stays until the new is. */
export interface Query<T> {
  readonly value: T | undefined;
  readonly error: Error | undefined;
  readonly isLoading: boolean;
  /** Asks once more. */
  readonly refresh: () => void;
}

/**
 * Asks the server for something, again whenever `key` changes.
 *
 * @example const { value, error } = useQuery(`run ${id}`, () => said(api.runs[':run'].$get({ param: { run: id } })));
 */
export function useQuery<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Query<T> {
  const [state, setState] = useState<Omit<Query<T>, 'refresh'>>({
    value: undefined,
    error: undefined,
    isLoading: true,
  });
  const [turn, setTurn] = useState(0);
  const refresh = useCallback(() => setTurn((n) => n + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked for, not the function.
  useEffect(() => {
    const controller = new AbortController();
    setState((before) => ({ ...before, isLoading: true }));
    ask(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setState({ value, error: undefined, isLoading: false });
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        const shown = error instanceof Error ? error : new Error(String(error));
        setState((before) => ({ ...before, error: shown, isLoading: false }));
      },
    );
    return () => controller.abort();
  }, [key, turn]);
  return { ...state, refresh };
}
