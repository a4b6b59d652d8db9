import { Notice } from '../../controls/notice.tsx';
import { type CompareAddress, changeAddress } from '../compare-address.ts';
import { sideNames } from '../side-names.ts';
import { type Comparison, comparedQuery, useConfusion } from '../use-comparison.ts';
import styles from './confusion.module.css';
import { ConfusionMatrix } from './confusion-matrix.tsx';

/** Which classes each side takes for each other; a cell opens its cases. */
export function ConfusionTab({
  comparison: { sides, part },
  address,
}: {
  readonly comparison: Comparison;
  readonly address: CompareAddress;
}) {
  const query = comparedQuery({ ...address, part, sides: sides.map(({ key }) => key) });
  const { value, error } = useConfusion(query);
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Counting …</p>;
  const names = sideNames(sides);
  return (
    <div className={styles.matrices}>
      {value.matrices.map(({ classNames, matrix }, at) => (
        <ConfusionMatrix
          key={sides[at]?.key}
          {...{ classNames, matrix, at }}
          name={names[at] ?? ''}
          onOpen={(label, predicted) =>
            changeAddress(address, { tab: 'cases', label, predicted, predictedBy: at, case: undefined })
          }
        />
      ))}
    </div>
  );
}
