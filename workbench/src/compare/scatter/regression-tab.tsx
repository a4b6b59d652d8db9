import { mean, standardDeviation } from 'echotrain/evaluate';
import { formatNumber } from 'echotrain/report';
import { useMemo } from 'react';
import { Notice } from '../../controls/notice.tsx';
import type { CompareAddress } from '../compare-address.ts';
import { signed } from '../score-words.ts';
import { SideName } from '../side-name.tsx';
import { sideNames } from '../side-names.ts';
import { type CaseRow, type Comparison, comparedQuery, useRows } from '../use-comparison.ts';
import { axisFor } from './axis-scale.ts';
import type { ScatterContent } from './draw-scatter.ts';
import styles from './scatter.module.css';
import { ScatterPlot } from './scatter-plot.tsx';

/** So many standard deviations are between the mean difference and the limits of agreement. */
const LIMIT = 1.96;

/** Of each side: predicted against true, and how they agree after Bland and Altman (Lancet 327:307, 1986). */
export function RegressionTab({
  comparison: { sides, part },
  address,
  onOpen,
}: {
  readonly comparison: Comparison;
  readonly address: CompareAddress;
  readonly onOpen: (at: number) => void;
}) {
  const query = comparedQuery({ ...address, part, sides: sides.map(({ key }) => key) });
  const { value, error } = useRows(query);
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Reading the cases …</p>;
  const names = sideNames(sides);
  return (
    <div className={styles.tab}>
      {sides.map(({ key }, at) => (
        <SideCharts key={key} rows={value.rows} at={at} name={names[at] ?? ''} onOpen={onOpen} />
      ))}
    </div>
  );
}

interface Pair {
  readonly at: number;
  readonly name: string;
  readonly truth: number;
  readonly said: number;
}

function SideCharts({
  rows,
  at,
  name,
  onOpen,
}: {
  readonly rows: readonly CaseRow[];
  readonly at: number;
  readonly name: string;
  readonly onOpen: (at: number) => void;
}) {
  const pairs = useMemo(() => pairsOf(rows, at), [rows, at]);
  const predicted = useMemo(() => predictedContent(pairs, at), [pairs, at]);
  const agreement = useMemo(() => agreementContent(pairs, at), [pairs, at]);
  if (pairs.length === 0) {
    return (
      <Notice title={name}>
        Several numbers are predicted for each case: these charts are of a single one.
      </Notice>
    );
  }
  const open = (point: number) => onOpen(pairs[point]?.at ?? 0);
  return (
    <section aria-label={name}>
      <h2>
        <SideName name={name} at={at} />
      </h2>
      <div className={styles.charts}>
        <div className={styles.card}>
          <ScatterPlot
            content={predicted}
            words={`Predicted against true values of ${formatNumber(pairs.length)} cases.`}
            onOpen={open}
          />
          <p className={styles.note}>Predicted against true: on the dashed line they are alike.</p>
        </div>
        <div className={styles.card}>
          <ScatterPlot
            content={agreement}
            words={`Bland-Altman plot of ${formatNumber(pairs.length)} cases.`}
            onOpen={open}
          />
          <p className={styles.note}>
            Bland-Altman: the difference against the mean of both, with its mean and the limits between which
            95 % of differences lie, if they are normal.
          </p>
        </div>
      </div>
    </section>
  );
}

function pairsOf(rows: readonly CaseRow[], side: number): Pair[] {
  return rows.flatMap(({ cells, name, case: at }) => {
    const { truth, said } = cells[side] ?? {};
    return typeof truth === 'number' && typeof said === 'number' ? [{ at, name, truth, said }] : [];
  });
}

function labelOf({ name, truth, said }: Pair): string {
  return `Case ${name}: true ${formatNumber(truth)}, predicted ${formatNumber(said)} (${signed(said - truth)})`;
}

function predictedContent(pairs: readonly Pair[], color: number): ScatterContent {
  const axis = axisFor(
    pairs.flatMap(({ truth, said }) => [truth, said]),
    false,
  );
  return {
    points: pairs.map((pair) => ({ x: pair.truth, y: pair.said, label: labelOf(pair), color })),
    ...{ x: axis, y: axis, xTitle: 'True', yTitle: 'Predicted', hasIdentity: true, levels: [] },
  };
}

function agreementContent(pairs: readonly Pair[], color: number): ScatterContent {
  const points = pairs.map((pair) => ({
    ...{ x: (pair.truth + pair.said) / 2, y: pair.said - pair.truth, label: labelOf(pair), color },
  }));
  const differences = points.map(({ y }) => y);
  const [middle, spread] = [mean(differences), points.length > 1 ? standardDeviation(differences) : 0];
  const [low, high] = [middle - LIMIT * spread, middle + LIMIT * spread];
  const levels = [
    { y: middle, label: `mean ${signed(middle)}` },
    ...(spread > 0
      ? [
          { y: low, label: `−1.96 SD: ${signed(low)}` },
          { y: high, label: `+1.96 SD: ${signed(high)}` },
        ]
      : []),
  ];
  return {
    ...{ points, levels, hasIdentity: false },
    x: axisFor(
      points.map(({ x }) => x),
      false,
    ),
    y: axisFor([...differences, low, high], false),
    ...{ xTitle: 'Mean of true and predicted', yTitle: 'Predicted − true' },
  };
}
