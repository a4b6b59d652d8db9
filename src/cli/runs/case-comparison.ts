import { csvField } from '../../formats/index.ts';
import type { Store } from '../../store/index.ts';
import { type CaseRow, scoreIn } from '../../study/comparing/case-rows.ts';
import { type CaseComparison, compareCases, type RunCases } from '../../study/comparing/compare-cases.ts';
import type { Side } from '../../study/comparing/side.ts';
import { type CasePart, readCases } from '../../study/index.ts';

/** The cases of runs beside each other, a row for each: CSV, or JSON. */
export async function casesText(
  store: Store,
  runs: readonly number[],
  part: CasePart,
  isJson: boolean,
): Promise<string> {
  const read: RunCases[] = [];
  for (const run of new Set(runs)) read.push({ run, tables: await readCases(store, run) });
  const { offered } = await compareCases(store, read, part);
  const comparison = await compareCases(
    store,
    read,
    part,
    offered.map(({ key }) => key),
  );
  return isJson ? `${JSON.stringify(jsonOf(comparison))}\n` : csvOf(comparison);
}

function csvOf({ sides, rows }: CaseComparison): string {
  const head = sides.flatMap((side) => columnsOf(side).map((column) => `${side.key} ${column}`));
  const lines = rows.map((row) => [
    row.name,
    row.subject ?? '',
    ...sides.flatMap((side, at) => cellsOf(side, row, at)),
  ]);
  const all = [['case', 'subject', ...head], ...lines];
  return all.map((line) => `${line.map((cell) => csvField(String(cell))).join()}\n`).join('');
}

function jsonOf({ sides, rows }: CaseComparison) {
  return rows.map((row) => {
    const answers = sides.map((side, at) => {
      const cells = cellsOf(side, row, at);
      return [side.key, Object.fromEntries(columnsOf(side).map((column, i) => [column, cells[i]]))] as const;
    });
    return {
      case: row.name,
      ...(row.subject !== undefined && { subject: row.subject }),
      ...Object.fromEntries(answers),
    };
  });
}

/** What is told of each case: of images only scores. */
function columnsOf({ kind, scores }: Side): string[] {
  return [...(kind === 'images' ? [] : ['true', 'predicted']), ...scores.keys()];
}

/** In the order of the columns; empty where a side has not the case. */
function cellsOf(side: Side, { places }: CaseRow, at: number): (string | number)[] {
  const place = places[at] ?? -1;
  const shown = (value: number | undefined) => {
    if (value === undefined || Number.isNaN(value)) return '';
    return side.kind === 'classes' ? (side.classNames[value] ?? '') : value;
  };
  const scores = Array.from(side.scores.keys(), (score) => {
    const value = scoreIn(side, score, place);
    return Number.isNaN(value) ? '' : value;
  });
  return side.kind === 'images' ? scores : [shown(side.truths[place]), shown(side.said[place]), ...scores];
}
