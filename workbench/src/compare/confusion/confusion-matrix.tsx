import { formatNumber, formatPercent } from 'echotrain/report';
import { type KeyboardEvent, useRef, useState } from 'react';
import { SideName } from '../side-name.tsx';
import styles from './confusion.module.css';

const MOVES: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** Rows are the true classes, columns the predicted ones. Arrow keys move from cell to cell, Enter opens its cases. */
export function ConfusionMatrix({
  name,
  at,
  classNames,
  matrix,
  onOpen,
}: {
  readonly name: string;
  readonly at: number;
  readonly classNames: readonly string[];
  readonly matrix: readonly (readonly number[])[];
  readonly onOpen: (label: string, predicted: string) => void;
}) {
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<readonly [number, number]>([0, 0]);
  const move = (event: KeyboardEvent) => {
    const step = MOVES[event.key];
    if (!step) return;
    event.preventDefault();
    const within = (place: number) => Math.max(0, Math.min(classNames.length - 1, place));
    const [row, column] = [within(active[0] + step[0]), within(active[1] + step[1])];
    setActive([row, column]);
    table.current?.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`)?.focus();
  };
  return (
    <section className={styles.card} aria-label={`Confusion matrix of ${name}`}>
      <h2>
        <SideName name={name} at={at} />
      </h2>
      <div className={styles.scroll}>
        <table ref={table} className={styles.table} onKeyDown={move}>
          <caption>Rows: true class. Columns: predicted class. Shares are of the row.</caption>
          <thead>
            <tr>
              <td />
              {classNames.map((label) => (
                <th key={label} scope="col" title={label}>
                  {label}
                </th>
              ))}
              <th scope="col">Cases</th>
            </tr>
          </thead>
          <tbody>
            {classNames.map((label, row) => {
              const counts = matrix[row] ?? [];
              const total = counts.reduce((sum, count) => sum + count, 0);
              return (
                <tr key={label}>
                  <th scope="row" title={label}>
                    {label}
                  </th>
                  {classNames.map((predicted, column) => (
                    <Cell
                      key={predicted}
                      place={`${row} ${column}`}
                      isActive={active[0] === row && active[1] === column}
                      isRight={row === column}
                      count={counts[column] ?? 0}
                      total={total}
                      words={`${label} taken for ${predicted}`}
                      onOpen={() => onOpen(label, predicted)}
                    />
                  ))}
                  <td className={styles.total}>{formatNumber(total)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({
  place,
  isActive,
  isRight,
  count,
  total,
  words,
  onOpen,
}: {
  readonly place: string;
  readonly isActive: boolean;
  readonly isRight: boolean;
  readonly count: number;
  readonly total: number;
  readonly words: string;
  readonly onOpen: () => void;
}) {
  const share = total > 0 ? count / total : 0;
  const percent = Math.round(45 * share);
  const color = isRight ? 'var(--good)' : 'var(--bad)';
  return (
    <td
      className={styles.cell}
      style={{ background: `color-mix(in srgb, ${color} ${percent}%, var(--surface))` }}
    >
      <button type="button" data-cell={place} tabIndex={isActive ? 0 : -1} title={words} onClick={onOpen}>
        <span>{formatNumber(count)}</span>
        <span className={styles.share}>
          {total > 0 ? formatPercent(share, share > 0 && share < 0.1 ? 1 : 0) : '–'}
        </span>
      </button>
    </td>
  );
}
