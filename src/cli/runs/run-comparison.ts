import { formatNumber } from '../../report/index.ts';
import { differingSettings, type RunSettings, readRunSettings } from '../../study/comparing/run-settings.ts';
import { textTable } from '../text-table.ts';
import { casesText } from './case-comparison.ts';
import type { CompareOptions } from './compare.ts';
import { lastedText } from './run-words.ts';
import { withStore } from './workspace.ts';

/** `echotrain runs compare` */
export async function compareRuns(
  ids: readonly number[],
  { json = false, cases, part, ...options }: CompareOptions,
): Promise<void> {
  if (cases) {
    process.stdout.write(await withStore(options, (store) => casesText(store, ids, part, json)));
    return;
  }
  const compared = await withStore(options, async (store) => {
    const all: RunSettings[] = [];
    for (const id of ids) all.push(await readRunSettings(store, id));
    return all;
  });
  const different = differingSettings(compared);
  if (json) process.stdout.write(`${JSON.stringify(comparisonOf(compared, different))}\n`);
  else process.stdout.write(`${textTable(rowsOf(compared, different))}\n`);
}

function rowsOf(compared: readonly RunSettings[], different: readonly string[]): string[][] {
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

function comparisonOf(compared: readonly RunSettings[], different: readonly string[]) {
  return compared.map(({ run: { id, status, scores }, settings }) => ({
    run: id,
    status,
    scores,
    settings: Object.fromEntries(different.map((path) => [path, settings.get(path) ?? null])),
  }));
}
