import { formatNumber } from 'echotrain/report';
import { useMemo, useState } from 'react';
import { Checkbox } from '../../controls/checkbox.tsx';
import { Notice } from '../../controls/notice.tsx';
import { Select } from '../../controls/select.tsx';
import { Toolbar } from '../../controls/toolbar.tsx';
import { scoreOf } from '../cases/case-columns.tsx';
import type { CompareAddress } from '../compare-address.ts';
import { isHighBest, mainScore, scoreTitle, scoreTitleWithUnit } from '../score-words.ts';
import { sideNames } from '../side-names.ts';
import { type CaseRow, type Comparison, comparedQuery, type Side, useRows } from '../use-comparison.ts';
import { axisFor } from './axis-scale.ts';
import type { ScatterContent } from './draw-scatter.ts';
import styles from './scatter.module.css';
import { ScatterPlot } from './scatter-plot.tsx';

/** Each case by a score of one side and of another, with the line on which both are alike. */
export function ScatterTab({
  comparison: { sides, part },
  address,
  onOpen,
}: {
  readonly comparison: Comparison;
  readonly address: CompareAddress;
  readonly onOpen: (at: number) => void;
}) {
  const query = comparedQuery({ ...address, part, sides: sides.map(({ key }) => key) });
  const { value, error } = useRows(query, { shared: true });
  const [score, setScore] = useState(mainScore(sides[0]?.scores ?? []));
  const [pair, setPair] = useState<readonly [number, number]>([0, sides.length - 1]);
  const [isLog, setIsLog] = useState(score === 'loss');
  const [x, y] = pair.map((at) => Math.min(at, sides.length - 1));
  const drawn = useMemo(
    () => contentOf(sides, value?.rows ?? [], { score, x: x ?? 0, y: y ?? 0, isLog }),
    [sides, value, score, x, y, isLog],
  );
  if (error) return <Notice kind="error">{error.message}</Notice>;
  const names = sideNames(sides);
  const options = names.map((name, at) => ({ value: String(at), label: name }));
  const scores = (sides[0]?.scores ?? []).filter((one) => one !== 'accuracy');
  return (
    <div className={styles.tab}>
      <Toolbar label="What is drawn">
        {scores.length > 1 && (
          <Select
            label="Score"
            isLabelHidden
            value={score}
            options={scores.map((one) => ({ value: one, label: scoreTitle(one) }))}
            onChange={setScore}
          />
        )}
        {sides.length > 2 && (
          <>
            <Select
              label="Across"
              isLabelHidden
              value={String(x)}
              options={options}
              onChange={(at) => setPair([Number(at), pair[1]])}
            />
            against
            <Select
              label="Up"
              isLabelHidden
              value={String(y)}
              options={options}
              onChange={(at) => setPair([pair[0], Number(at)])}
            />
          </>
        )}
        <Checkbox label="Logarithmic axes" isChecked={isLog} onChange={setIsLog} />
      </Toolbar>
      <div className={styles.card}>
        <ScatterPlot
          content={drawn.content}
          words={drawn.words}
          onOpen={(at) => onOpen(drawn.cases[at] ?? 0)}
        />
        <p className={styles.note}>{drawn.words} On the dashed line both are alike.</p>
      </div>
    </div>
  );
}

function contentOf(
  sides: readonly Side[],
  rows: readonly CaseRow[],
  {
    score,
    x,
    y,
    isLog,
  }: { readonly score: string; readonly x: number; readonly y: number; readonly isLog: boolean },
): { readonly content: ScatterContent; readonly cases: readonly number[]; readonly words: string } {
  const names = sideNames(sides);
  const [xName = '', yName = ''] = [names[x], names[y]];
  const found = rows.flatMap((row) => {
    const [a, b] = [scoreOf(sides, row, x, score), scoreOf(sides, row, y, score)];
    if (a === undefined || b === undefined || (isLog && (a <= 0 || b <= 0))) return [];
    const label = `Case ${row.name}: ${xName} ${formatNumber(a)}, ${yName} ${formatNumber(b)}`;
    return [{ at: row.case, x: a, y: b, label, color: 0 }];
  });
  const axis = axisFor(
    found.flatMap((point) => [point.x, point.y]),
    isLog,
  );
  const better = found.filter((point) => (isHighBest(score) ? point.y > point.x : point.y < point.x)).length;
  const title = scoreTitleWithUnit(score);
  return {
    content: {
      ...{ points: found, x: axis, y: axis, hasIdentity: true, levels: [] },
      ...{ xTitle: `${title}, ${xName}`, yTitle: `${title}, ${yName}` },
    },
    cases: found.map(({ at }) => at),
    words: `${formatNumber(found.length)} shared cases by ${scoreTitle(score)}; ${yName} is better on ${formatNumber(better)} of them.`,
  };
}
