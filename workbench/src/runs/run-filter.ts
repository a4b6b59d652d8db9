import type { Run } from 'echotrain/store';
import { goTo } from '../navigation/address.ts';

/** Which runs are shown, as the page's address says it; an empty text says nothing. */
export interface RunFilter {
  readonly text: string;
  readonly study: string;
  readonly status: string;
  readonly tag: string;
  /** The score that is shown; the main ones where it is empty. */
  readonly score: string;
  readonly trash: string;
}

const NAMES = ['text', 'study', 'status', 'tag', 'score', 'trash'] as const;

/** What the search part of an address says. */
export function filterOf(search: URLSearchParams): RunFilter {
  const [text = '', study = '', status = '', tag = '', score = '', trash = ''] = NAMES.map(
    (name) => search.get(name) ?? '',
  );
  return { text, study, status, tag, score, trash };
}

/** Shows other runs: the page's address says which, so that a link leads there. */
export function showFiltered(filter: RunFilter): void {
  const search = new URLSearchParams(
    NAMES.filter((name) => filter[name]).map((name) => [name, filter[name]]),
  );
  goTo(`${location.pathname}${search.size > 0 ? `?${search}` : ''}`, { replace: true });
}

/** Whether it leaves anything out. */
export function isNarrow({ text, study, status, tag }: RunFilter): boolean {
  return [text, study, status, tag].some(Boolean);
}

/** The runs that fit: every word of the text in the number, name, study, tags or note. */
export function filtered(runs: readonly Run[], { text, study, status, tag }: RunFilter): readonly Run[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter(
    (run) =>
      (!study || run.study === study) &&
      (!status || run.status === status) &&
      (!tag || run.tags.includes(tag)) &&
      (words.length === 0 || hasAll(run, words)),
  );
}

function hasAll({ id, name, study, tags, note }: Run, words: readonly string[]): boolean {
  const all = [`#${id}`, name, study, ...tags, note].join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** How many runs there are of each kind, by its name. */
export function counted(kinds: Iterable<string>): readonly (readonly [kind: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}
