import { useState } from 'react';
import { Checkbox } from '../../controls/checkbox.tsx';
import { Notice } from '../../controls/notice.tsx';
import { Select } from '../../controls/select.tsx';
import { Toolbar } from '../../controls/toolbar.tsx';
import { ImageControls } from '../../images/image-controls.tsx';
import { useViewStore } from '../../images/view-store.ts';
import { sideNames } from '../side-names.ts';
import type { CaseAnswers, Side } from '../use-comparison.ts';
import styles from './image-answers.module.css';
import { ImageFlicker } from './image-flicker.tsx';
import { ImageTiles } from './image-tiles.tsx';
import { ImageWipe } from './image-wipe.tsx';
import { useCaseImages } from './use-case-images.ts';

const MODES = [
  { value: 'tiles', label: 'Side by side' },
  { value: 'flicker', label: 'Flicker' },
  { value: 'wipe', label: 'Wipe' },
] as const;

type Mode = (typeof MODES)[number]['value'];

/** The reference and what every side made of it, in one of three ways; all move, zoom and scroll together. */
export function ImageAnswers({
  answers,
  sides,
}: {
  readonly answers: CaseAnswers['answers'];
  readonly sides: readonly Side[];
}) {
  const [mode, setMode] = useState<Mode>('tiles');
  const [hasErrors, setHasErrors] = useState(true);
  const store = useViewStore();
  const { value, error } = useCaseImages(answers, sides);
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Reading the images …</p>;
  const { images, reference, errorScale } = value;
  if (images.length === 0) {
    return (
      <Notice>
        The images of this case were not kept: they are of up to 200 cases of a run, the worst, the best, and
        evenly between.
      </Notice>
    );
  }
  const lacking = sideNames(sides).filter((_, at) => !images.some((image) => image.at === at));
  return (
    <div className={styles.answers}>
      <Toolbar label="How images are compared">
        <Select label="Arrangement" isLabelHidden value={mode} options={MODES} onChange={setMode} />
        {mode === 'tiles' && reference && (
          <Checkbox label="Error maps |x − reference|" isChecked={hasErrors} onChange={setHasErrors} />
        )}
      </Toolbar>
      {lacking.length > 0 && (
        <p className={styles.lacking}>No image of this case was kept of: {lacking.join(', ')}.</p>
      )}
      {images[0] && <ImageControls stack={images[0].stack} store={store} />}
      {mode === 'tiles' && (
        <ImageTiles images={images} store={store} errorScale={hasErrors ? errorScale : undefined} />
      )}
      {mode === 'flicker' && <ImageFlicker images={images} store={store} />}
      {mode === 'wipe' && <ImageWipe images={images} store={store} />}
    </div>
  );
}
