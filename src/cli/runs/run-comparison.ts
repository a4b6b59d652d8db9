import { parse } from 'yaml';
import { formatNumber } from '../../report/index.ts';
import type { Run, Store } from '../../store/index.ts';
import { textTable } from '../text-table.ts';
import type { CompareOptions } from './compare.ts';
import { lastedText } from './run-words.ts';
import { withStore } from './workspace.ts';

/** A run with its settings, each by its path: `training.epochs`. */
interface Compared {
  readonly run: Run;
  readonly settings: ReadonlyMap<string, string>;
}

/** `echotrain runs compare` */
export async function compareRuns(
  ids: readonly number[],
  { json, ...options }: CompareOptions,
): Promise<void> {
  const compared = await withStore(options, async (store) => {
    const all: Compared[] = [];
    for (const id of ids) all.push(await comparedRun(store, id));
    return all;
  });
  const different = differences(compared);
  if (json) process.stdout.write(`${JSON.stringify(comparisonOf(compared, different))}\n`);
  else process.stdout.write(`${textTable(rowsOf(compared, different))}\n`);
}

async function comparedRun(store: Store, id: number): Promise<Compared> {
  const run = await store.runs.get(id);
  const { study, record } = await store.runs.recipe(id);
  const value: unknown = parse(study, { maxAliasCount: 0 });
  const settings = new Map(leaves(value, ''));
  for (const [part, hash] of Object.entries(record.dataHashes))
    settings.set(`data, ${part}`, hash.slice(0, 12));
  settings.set('device', record.device);
  return { run, settings };
}

/** The values at the ends of all branches, by their paths. */
function* leaves(value: unknown, path: string): Generator<[string, string], void, void> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield [path, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')];
    return;
  }
  for (const [key, child] of Object.entries(value)) yield* leaves(child, path ? `${path}.${key}` : key);
}

/** The settings that are not the same in all runs. */
function differences(compared: readonly Compared[]): string[] {
  const paths = new Set(compared.flatMap(({ settings }) => [...settings.keys()]));
  return [...paths].filter((path) => new Set(compared.map(({ settings }) => settings.get(path))).size > 1);
}

function rowsOf(compared: readonly Compared[], different: readonly string[]): string[][] {
  const scores = [...new Set(compared.flatMap(({ run }) => Object.keys(run.scores)))];
  const number = (value: number | undefined) => (value === undefined ? '' : formatNumber(value));
  return [
    ['run', ...compared.map(({ run }) => String(run.id))],
    ['status', ...compared.map(({ run }) => run.status)],
    ['took', ...compared.map(({ run }) => lastedText(run))],
    ...scores.map((name) => [name, ...compared.map(({ run }) => number(run.scores[name]))]),
    ...different.map((path) => [path, ...compared.map(({ settings }) => settings.get(path) ?? '')]),
  ];
}

function comparisonOf(compared: readonly Compared[], different: readonly string[]) {
  return compared.map(({ run: { id, status, scores }, settings }) => ({
    run: id,
    status,
    scores,
    settings: Object.fromEntries(different.map((path) => [path, settings.get(path) ?? null])),
  }));
}
