import { useMemo } from 'react';
import { goTo } from '../navigation/address.ts';
import { trainingsOf } from './series/series-name.ts';

/** What of a run is shown, as the page's address says it. */
export interface RunChoice {
  /** The trainings that there are; one without a name where there is only one. */
  readonly trainings: readonly string[];
  /** The one that is shown. */
  readonly training: string;
  /** The runs that are laid over it. */
  readonly others: readonly number[];
  /** The view; nothing where none was chosen. */
  readonly view: string | null;
  /** Chooses something else, in the address. */
  readonly choose: (what: 'training' | 'with' | 'tab', value: string) => void;
}

/** More runs over each other could not be told apart. */
export const MOST_OVERLAID = 6;

/** What of a run is shown: kept in the page's address, so that it can be gone back to and passed on. */
export function useRunChoice(run: number, series: readonly string[], search: URLSearchParams): RunChoice {
  const trainings = useMemo(() => trainingsOf(series), [series]);
  const asked = search.get('training') ?? '';
  return {
    trainings,
    training: trainings.includes(asked) ? asked : (trainings[0] ?? ''),
    others: runsIn(search.get('with') ?? '').filter((id) => id !== run),
    view: search.get('tab'),
    choose: (what, value) => goTo(changed(run, search, what, value), { replace: true }),
  };
}

/** The numbers of runs in a list: `2,5`. */
function runsIn(text: string): readonly number[] {
  const numbers = text.split(',').map(Number);
  return numbers.filter((id) => Number.isInteger(id) && id > 0).slice(0, MOST_OVERLAID);
}

/** The address of a run's page with something changed in its search part. */
function changed(run: number, search: URLSearchParams, what: string, value: string): string {
  const query = new URLSearchParams(search);
  if (value === '') query.delete(what);
  else query.set(what, value);
  const text = query.toString().replaceAll('%2C', ',');
  return `/runs/${run}${text && `?${text}`}`;
}
