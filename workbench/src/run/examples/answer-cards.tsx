import { formatNumber, formatPercent } from 'echotrain/report';
import { classes } from '../../controls/classes.ts';
import styles from './examples-tab.module.css';
import type { ExamplesProps } from './examples-tab.tsx';
import { GrayPicture } from './gray-picture.tsx';

/** So many of the classes are shown of each item, the most probable ones. */
const SHOWN_CLASSES = 4;

/** More features than this are cut off. */
const SHOWN_FEATURES = 8;

/** Items with the classes or numbers that the network says, beside what is true. */
export function AnswerCards({ examples, inputs, targets, shown }: ExamplesProps) {
  return (
    <ul className={styles.cards}>
      {examples.items.map(({ name, subject }, i) => {
        const answer = shown.answers.items[i];
        const target = targets.items[i];
        if (!answer || !target) return null;
        return (
          <li key={name} className={styles.card}>
            <h3 title={subject ? `${name}, ${subject}` : name}>{name}</h3>
            <Input
              values={inputs.items[i] ?? new Float32Array()}
              shape={inputs.shape}
              {...{ examples, name }}
            />
            {examples.kind === 'classes' ? (
              <ClassAnswer answer={answer} truth={target[0] ?? 0} names={examples.classNames ?? []} />
            ) : (
              <ValueAnswer answer={answer} target={target} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Input({
  values,
  shape,
  examples: { featureNames },
  name,
}: {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  readonly examples: ExamplesProps['examples'];
  readonly name: string;
}) {
  const [rows = 0, columns = 0] = shape;
  if (shape.length === 2) return <GrayPicture {...{ values, rows, columns }} label={name} />;
  const more = values.length - SHOWN_FEATURES;
  return (
    <dl className={styles.features}>
      {Array.from(values.subarray(0, SHOWN_FEATURES), (value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: features have no other key than their place.
        <div key={i}>
          <dt>{featureNames?.[i] ?? `feature ${i + 1}`}</dt>
          <dd>{formatNumber(value)}</dd>
        </div>
      ))}
      {more > 0 && <div>and {more} more</div>}
    </dl>
  );
}

function ClassAnswer({
  answer,
  truth,
  names,
}: {
  readonly answer: Float32Array;
  readonly truth: number;
  readonly names: readonly string[];
}) {
  const ranked = Array.from(answer, (probability, index) => ({ probability, index })).sort(
    (a, b) => b.probability - a.probability,
  );
  const isRight = ranked[0]?.index === truth;
  const first = ranked.slice(0, SHOWN_CLASSES);
  const own = ranked.find(({ index }) => index === truth);
  const listed = own && !first.includes(own) ? [...first.slice(0, -1), own] : first;
  const nameOf = (index: number) => names[index] ?? `class ${index}`;
  return (
    <>
      <p className={classes(styles.verdict, isRight ? styles.right : styles.wrong)}>
        <span aria-hidden="true">{isRight ? '✓' : '✕'}</span>{' '}
        {isRight ? nameOf(truth) : `${nameOf(ranked[0]?.index ?? 0)}, not ${nameOf(truth)}`}
      </p>
      <ul className={styles.bars}>
        {listed
          .toSorted((a, b) => a.index - b.index)
          .map(({ probability, index }) => (
            <li key={index} className={classes(index === truth && styles.true)}>
              <span title={nameOf(index)}>{nameOf(index)}</span>
              <meter min={0} max={1} value={probability} aria-label={nameOf(index)} />
              <span>{formatPercent(probability, 0)}</span>
            </li>
          ))}
      </ul>
    </>
  );
}

function ValueAnswer({ answer, target }: { readonly answer: Float32Array; readonly target: Float32Array }) {
  return (
    <table className={styles.values}>
      <thead>
        <tr>
          <th scope="col">said</th>
          <th scope="col">true</th>
          <th scope="col">error</th>
        </tr>
      </thead>
      <tbody>
        {Array.from(answer, (value, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: values have no other key than their place.
          <tr key={i}>
            <td>{formatNumber(value)}</td>
            <td>{formatNumber(target[i] ?? Number.NaN)}</td>
            <td>{formatNumber(value - (target[i] ?? Number.NaN))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
