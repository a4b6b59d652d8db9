import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import { api, said } from '../../api/client.ts';
import { useEvent } from '../../api/use-events.ts';
import { CurveFeed, type CurveQuestion } from './curve-feed.ts';

/** Which curves of which run. */
export interface WantedCurves {
  readonly run: number;
  readonly names: readonly string[];
}

/** A stretch of a run, in steps. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** After moving and zooming has come to rest for so long, in milliseconds, the stretch is asked for. */
const REST_MS = 120;

/** A running run's curves are asked for so often at most, in milliseconds. */
const ADVANCE_MS = 900;

/** The curves of a page. */
export function useCurveFeed(): CurveFeed {
  const [feed] = useState(() => new CurveFeed(ask));
  return feed;
}

async function ask({ run, names, from, to, most }: CurveQuestion) {
  const query = {
    ...{ run: String(run), name: [...names], most },
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  return (await said(api.curves.$get({ query }))).curves;
}

/**
 * Keeps curves coming: all of them, those of running runs as they grow, and the stretch that one looks at more finely.
 *
 * @param stretchOf the stretch of a run that is shown; nothing where all of it is
 * @returns what the server said where it could not be asked, and the version of the curves
 */
export function useCurves(
  feed: CurveFeed,
  wanted: readonly WantedCurves[],
  stretchOf: (run: number) => Stretch | undefined,
): { readonly version: number; readonly error: Error | undefined } {
  const version = useSyncExternalStore(feed.subscribe, feed.version);
  const [error, setError] = useState<Error>();
  const advanced = useRef(new Map<number, number>());
  const started = useRef(new Map<number, number | undefined>());
  const attempt = useEffectEvent((work: Promise<void>) => {
    work.then(
      () => setError(undefined),
      (reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))),
    );
  });
  const key = wanted.map(({ run, names }) => `${run} ${names.join(' ')}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is wanted, not the list.
  useEffect(() => {
    for (const { run, names } of wanted) attempt(feed.want(run, names));
  }, [feed, key]);

  useEvent('measured', ({ runs }) => {
    const now = Date.now();
    for (const { run } of wanted) {
      if (!runs.includes(run) || now - (advanced.current.get(run) ?? 0) < ADVANCE_MS) continue;
      advanced.current.set(run, now);
      attempt(feed.advance(run));
    }
  });
  // A run that has just ended has measured more than was asked for; one that goes on may have forgotten some.
  useEvent('runs', ({ runs }) => {
    for (const { id, startedAt } of runs.filter((one) => wanted.some(({ run }) => run === one.id))) {
      const before = started.current.get(id);
      started.current.set(id, startedAt);
      attempt(before === undefined || before === startedAt ? feed.advance(id) : feed.reload(id));
    }
  });
  useEvent('again', () => {
    for (const { run } of wanted) attempt(feed.advance(run));
  });

  const stretches = wanted.map(({ run }) => stretchOf(run));
  const place = stretches.map((stretch) => (stretch ? `${stretch.from} ${stretch.to}` : '')).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys say what is looked at, not the lists.
  useEffect(() => {
    const timer = setTimeout(() => {
      wanted.forEach(({ run, names }, i) => {
        const stretch = stretches[i];
        if (stretch) attempt(feed.look(run, names, stretch.from, stretch.to));
        else feed.leave(run);
      });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [feed, key, place]);
  return { version, error };
}
