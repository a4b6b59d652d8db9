import { formatNumber } from 'echotrain/report';
import type { ColorScale } from '../../images/color-scales.ts';
import { ImageView } from '../../images/image-view.tsx';
import type { ViewStore } from '../../images/view-store.ts';
import { scoreTitle } from '../score-words.ts';
import { SideName } from '../side-name.tsx';
import styles from './image-answers.module.css';
import type { ComparedImage } from './use-case-images.ts';

/** Images beside each other, their error maps below, all of them with one scale. */
export function ImageTiles({
  images,
  store,
  errorScale,
}: {
  readonly images: readonly ComparedImage[];
  readonly store: ViewStore;
  readonly errorScale: ColorScale | undefined;
}) {
  return (
    <div className={styles.tiles}>
      {images.map(({ key, label, at, stack, errors, scores }) => (
        <figure key={key} className={styles.tile}>
          <figcaption>{at === undefined ? 'Reference' : <Caption {...{ label, at, scores }} />}</figcaption>
          <div className={styles.image}>
            <ImageView stack={stack} store={store} label={label} />
          </div>
          {errorScale && errors && (
            <div className={styles.image}>
              <ImageView stack={errors} store={store} label={`Error: ${label}`} colors={errorScale} />
            </div>
          )}
          {errorScale && !errors && (
            <div className={styles.scale}>
              Error maps show |x − reference|, in the images’ units, black for 0 to pale yellow for{' '}
              {formatNumber(errorScale.limit)} and more: one scale for all.
            </div>
          )}
        </figure>
      ))}
    </div>
  );
}

function Caption({ label, at, scores }: Pick<ComparedImage, 'label' | 'scores'> & { readonly at: number }) {
  return (
    <>
      <SideName name={label} at={at} />
      <div className={styles.scores}>
        {Object.entries(scores).map(([score, value]) => (
          <span key={score}>
            {scoreTitle(score)} {value === null ? '–' : formatNumber(value)}
            {score === 'psnr' && ' dB'}
          </span>
        ))}
      </div>
    </>
  );
}
