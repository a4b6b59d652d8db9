import { formatNumber, formatPercent } from 'echotrain/report';
import { SideName } from '../side-name.tsx';
import { sideColor, sideNames } from '../side-names.ts';
import type { CaseAnswers, Side } from '../use-comparison.ts';
import styles from './case-view.module.css';

/** Of more classes than this, the most probable ones are shown. */
const MOST_CLASSES = 12;

/** How probable each side finds each class. */
export function ClassAnswers({
  answers,
  sides,
}: {
  readonly answers: CaseAnswers['answers'];
  readonly sides: readonly Side[];
}) {
  const names = sideNames(sides);
  const classNames = sides[0]?.classNames ?? [];
  return (
    <div className={styles.card}>
      <ul className={styles.legend}>
        {answers.map((answer, at) => (
          <li key={sides[at]?.key}>
            <SideName name={names[at] ?? ''} at={at} />:{' '}
            {answer ? <Said answer={answer} side={sides[at]} /> : 'not among its cases'}
          </li>
        ))}
      </ul>
      <dl className={styles.bars}>
        {shownClasses(answers, classNames.length).map((label) => {
          const isTrue = answers.some((answer) => answer?.truth === label);
          return (
            <Bars key={label} name={classNames[label] ?? ''} isTrue={isTrue}>
              {answers.map((answer, at) => ({
                key: sides[at]?.key ?? '',
                name: names[at] ?? '',
                color: sideColor(at),
                share: answer?.probabilities[label] ?? undefined,
              }))}
            </Bars>
          );
        })}
      </dl>
    </div>
  );
}

type Answer = NonNullable<CaseAnswers['answers'][number]>;

function Said({ answer, side }: { readonly answer: Answer; readonly side: Side | undefined }) {
  const isRight = answer.said === answer.truth;
  const { loss } = answer.scores;
  return (
    <>
      <span className={isRight ? styles.right : styles.wrong}>
        {isRight ? '✓' : '✗'} {side?.classNames[answer.said ?? -1]}
      </span>
      {typeof loss === 'number' && `, cross-entropy ${formatNumber(loss)}`}
    </>
  );
}

/** All classes, or the true and the most probable ones, in their order. */
function shownClasses(answers: CaseAnswers['answers'], count: number): number[] {
  const all = Array.from({ length: count }, (_, label) => label);
  if (count <= MOST_CLASSES) return all;
  const most = (label: number) => Math.max(...answers.map((answer) => answer?.probabilities[label] ?? 0));
  const isTrue = (label: number) => answers.some((answer) => answer?.truth === label);
  const order = all.toSorted((a, b) => Number(isTrue(b)) - Number(isTrue(a)) || most(b) - most(a));
  return order.slice(0, MOST_CLASSES).toSorted((a, b) => a - b);
}

interface Share {
  readonly key: string;
  readonly name: string;
  readonly color: string;
  readonly share: number | undefined;
}

function Bars({
  name,
  isTrue,
  children,
}: {
  readonly name: string;
  readonly isTrue: boolean;
  readonly children: readonly Share[];
}) {
  return (
    <>
      <dt className={isTrue ? styles.true : undefined} title={name}>
        {name}
        {isTrue && ' (true)'}
      </dt>
      <dd>
        {children.map(({ key, name: side, color, share }) => (
          <div key={key} className={styles.bar} title={side}>
            <div className={styles.track} aria-hidden="true">
              <div className={styles.fill} style={{ width: `${100 * (share ?? 0)}%`, background: color }} />
            </div>
            {share === undefined ? '–' : formatPercent(share)}
          </div>
        ))}
      </dd>
    </>
  );
}
