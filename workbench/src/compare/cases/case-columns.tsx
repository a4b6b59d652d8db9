import { formatNumber } from 'echotrain/report';
import { classes } from '../../controls/classes.ts';
import type { Column } from '../../controls/data-table/column.ts';
import { isHighBest, scoreShort, signed } from '../score-words.ts';
import { sideNames } from '../side-names.ts';
import type { CaseRow, Side } from '../use-comparison.ts';
import styles from './cases-tab.module.css';

/** Wide enough for the longest text, within reason. */
export function textWidth(texts: readonly string[]): string {
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 5);
  return `${Math.min(22, longest) + 3}ch`;
}

/** How cases are shown. */
interface ShownColumns {
  readonly score: string;
  readonly pair: string;
  readonly shown: number | undefined;
  readonly hasSubjects: boolean;
  readonly nameWidth: string;
}

/** The columns of the cases of some sides. */
export function columnsOf(
  sides: readonly Side[],
  { score, pair, shown, hasSubjects, nameWidth }: ShownColumns,
): Column<CaseRow>[] {
  const names = sideNames(sides);
  const [at, less] = pair.split(' ').map(Number);
  return [
    {
      key: 'name',
      title: 'Case',
      width: nameWidth,
      cell: (row) => <span className={row.case === shown ? styles.shown : undefined}>{row.name}</span>,
      value: ({ name }) => name,
    },
    ...(hasSubjects ? [subjectColumn] : []),
    ...(sides[0]?.kind === 'images' ? [] : [truthColumn(sides)]),
    ...sides.map((_, side) => sideColumn(sides, side, score, names[side] ?? '')),
    ...(less === undefined || at === undefined || !sides[at] || !sides[less]
      ? []
      : [differenceColumn(sides, score, at, less, names)]),
  ];
}

const subjectColumn: Column<CaseRow> = {
  key: 'subject',
  title: 'Subject',
  cell: ({ subject }) => subject,
  value: ({ subject }) => subject ?? undefined,
};

/** A class by its name, or a number; nothing of a case that a side has not. */
function written(side: Side | undefined, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return side?.kind === 'classes' ? (side.classNames[value] ?? '') : formatNumber(value);
}

function truthColumn(sides: readonly Side[]): Column<CaseRow> {
  const of = ({ cells }: CaseRow) => {
    const at = cells.findIndex((cell) => cell !== null);
    return { side: sides[at], truth: cells[at]?.truth };
  };
  return {
    key: 'truth',
    title: 'True',
    ...(sides[0]?.kind === 'classes' && { width: textWidth(sides[0].classNames) }),
    cell: (row) => written(of(row).side, of(row).truth),
    value: (row) => {
      const { side, truth } = of(row);
      return side?.kind === 'classes' ? written(side, truth) : (truth ?? undefined);
    },
    isNumber: sides[0]?.kind === 'values',
  };
}

/** A score of a side in a row. */
export function scoreOf(
  sides: readonly Side[],
  { cells }: CaseRow,
  at: number,
  score: string,
): number | undefined {
  return cells[at]?.scores[sides[at]?.scores.indexOf(score) ?? -1] ?? undefined;
}

/** What a side answers, and its score, by which it is sorted; of images only that. */
function sideColumn(sides: readonly Side[], at: number, score: string, name: string): Column<CaseRow> {
  const side = sides[at];
  const hasAnswer = side?.kind !== 'images';
  return {
    key: `score ${at}`,
    title: hasAnswer ? `${name}: ${scoreShort(score)}` : name,
    ...(hasAnswer && { width: answerWidth(side) }),
    cell: (row) => (
      <span className={styles.answer}>
        {hasAnswer && <Answer side={side} cell={row.cells[at]} />}
        <span className={styles.score}>{numberText(scoreOf(sides, row, at, score))}</span>
      </span>
    ),
    value: (row) => scoreOf(sides, row, at, score),
    isDescendingFirst: !isHighBest(score),
  };
}

/** Wide enough for the longest class, or a number, and the score. */
function answerWidth(side: Side | undefined): string {
  const longest = Math.max(6, ...(side?.classNames ?? []).map(({ length }) => length));
  return `${Math.min(22, longest) + 9}ch`;
}

function Answer({
  side,
  cell,
}: {
  readonly side: Side | undefined;
  readonly cell: CaseRow['cells'][number] | undefined;
}) {
  const isWrong = side?.kind === 'classes' && cell?.said !== cell?.truth;
  return (
    <span className={classes(styles.said, isWrong && styles.wrong)}>
      {isWrong && '✗ '}
      {written(side, cell?.said)}
    </span>
  );
}

function differenceColumn(
  sides: readonly Side[],
  score: string,
  at: number,
  less: number,
  names: readonly string[],
): Column<CaseRow> {
  const of = (row: CaseRow) => {
    const [a, b] = [scoreOf(sides, row, at, score), scoreOf(sides, row, less, score)];
    return a === undefined || b === undefined ? undefined : a - b;
  };
  return {
    key: 'difference',
    title: sides.length === 2 ? 'Difference' : `Δ ${names[at]} − ${names[less]}`,
    cell: (row) => {
      const value = of(row);
      return value === undefined ? '–' : signed(value);
    },
    value: of,
    isNumber: true,
    isDescendingFirst: true,
  };
}

function numberText(value: number | undefined): string {
  return value === undefined ? '–' : formatNumber(value);
}
