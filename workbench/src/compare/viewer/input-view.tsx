import { formatNumber } from 'echotrain/report';
import { ImageControls } from '../../images/image-controls.tsx';
import { ImageView } from '../../images/image-view.tsx';
import { useViewStore } from '../../images/view-store.ts';
import type { CaseAnswers } from '../use-comparison.ts';
import styles from './case-view.module.css';
import { type Kept, useCaseImage } from './use-case-image.ts';

/** What the networks were given: an image, or a row of features. */
export function InputView({ answers }: { readonly answers: CaseAnswers['answers'] }) {
  const kept = answers.find((answer) => answer?.images)?.images;
  const known = answers.find((answer) => answer !== null);
  if (kept) return <InputImage kept={kept} />;
  if (!known || known.features.length === 0) {
    return (
      <p className={styles.note}>
        The input of this case was not kept: images are of up to 200 cases, the worst, the best, and evenly
        between.
      </p>
    );
  }
  return (
    <div className={styles.card}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {known.features.map((value, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: features stay in their order.
            <tr key={i}>
              <th scope="row">{known.featureNames[i] ?? `feature ${i + 1}`}</th>
              <td>{formatNumber(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function InputImage({ kept }: { readonly kept: Kept }) {
  const { value: stack, error } = useCaseImage(kept, 'input');
  const store = useViewStore();
  return (
    <div className={styles.input}>
      <div className={styles.image}>
        <ImageView stack={stack} store={store} label="Input" error={error} />
      </div>
      {stack && <ImageControls stack={stack} store={store} />}
    </div>
  );
}
