import { type CurveFinding, type CurveSeries, readCurves } from 'echotrain/evaluate';
import { useDeferredValue, useMemo, useSyncExternalStore } from 'react';
import { parse } from 'yaml';
import { z } from 'zod';
import type { CurveFeed } from '../series/curve-feed.ts';
import { fullName } from '../series/series-name.ts';

/** Whose curves are read. */
export interface ReadTraining {
  readonly run: number;
  readonly training: string;
  /** The names of its series, without its own. */
  readonly names: readonly string[];
  /** The study file. */
  readonly study: string;
  readonly isRunning: boolean;
}

const studyShape = z.object({
  training: z.object({
    batchSize: z.number().optional().catch(undefined),
    optimizer: z
      .union([z.string(), z.record(z.string(), z.unknown()).transform((record) => Object.keys(record)[0])])
      .optional()
      .catch(undefined),
  }),
});

/**
 * What the curves of a training say. They are read here, not by the server: the curves are here already, and the server
 * has trainings to serve.
 */
export function useFindings(feed: CurveFeed, training: ReadTraining): readonly CurveFinding[] {
  const { run, training: name, names, study, isRunning } = training;
  const settings = useMemo(() => settingsOf(study), [study]);
  const growth = useDeferredValue(useSyncExternalStore(feed.subscribe, feed.growth));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the growth says when the curves have changed.
  return useMemo(() => {
    const series: Record<string, CurveSeries> = {};
    for (const one of names) {
      const curve = feed.whole(run, fullName(name, one));
      if (curve) series[one] = curve;
    }
    return readCurves({ series, isRunning, ...settings });
  }, [feed, run, name, names, isRunning, settings, growth]);
}

/** What of a study file the rules want to know; nothing of one that they cannot read. */
function settingsOf(study: string): { readonly batchSize?: number; readonly optimizer?: string } {
  try {
    const { batchSize, optimizer } = studyShape.parse(parse(study)).training;
    return { ...(batchSize !== undefined && { batchSize }), ...(optimizer !== undefined && { optimizer }) };
  } catch {
    return {};
  }
}
