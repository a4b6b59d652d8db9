import { Notice } from '../../controls/notice.tsx';
import { type ComparedQuery, type Side, useCase } from '../use-comparison.ts';
import styles from './case-view.module.css';
import { ClassAnswers } from './class-answers.tsx';
import { ImageAnswers } from './image-answers.tsx';
import { InputView } from './input-view.tsx';
import { ValueAnswers } from './value-answers.tsx';

/** A case, and what every side says of it. */
export function CaseView({
  query,
  at,
  sides,
}: {
  readonly query: ComparedQuery;
  readonly at: number;
  readonly sides: readonly Side[];
}) {
  const { value, error } = useCase(query, at);
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Reading the case …</p>;
  const { name, subject, answers } = value;
  const { kind } = sides[0] ?? {};
  const props = { answers, sides };
  return (
    <div className={styles.case}>
      <h2 className={styles.title}>
        Case {name}
        {subject !== null && subject !== name && <span className={styles.subject}> of {subject}</span>}
      </h2>
      {kind === 'images' ? (
        <ImageAnswers {...props} />
      ) : (
        <div className={styles.split}>
          {kind === 'classes' ? <ClassAnswers {...props} /> : <ValueAnswers {...props} />}
          <InputView answers={answers} />
        </div>
      )}
    </div>
  );
}
