import { useState } from 'react';
import { Select } from '../../controls/select.tsx';
import { Slider } from '../../controls/slider.tsx';
import { Toolbar } from '../../controls/toolbar.tsx';
import { ImageView } from '../../images/image-view.tsx';
import type { ViewStore } from '../../images/view-store.ts';
import styles from './image-answers.module.css';
import type { ComparedImage } from './use-case-images.ts';

/** Two images in one place, one to the left of a line and the other to its right. */
export function ImageWipe({
  images,
  store,
}: {
  readonly images: readonly ComparedImage[];
  readonly store: ViewStore;
}) {
  const [share, setShare] = useState(50);
  const [left, setLeft] = useState(images[0]?.key ?? '');
  const [right, setRight] = useState(images.at(-1)?.key ?? '');
  const options = images.map(({ key, label }) => ({ value: key, label }));
  const image = (key: string) => images.find((one) => one.key === key) ?? images[0];
  const [one, other] = [image(left), image(right)];
  return (
    <>
      <Toolbar label="Wipe">
        <Select label="Left" isLabelHidden value={one?.key ?? ''} options={options} onChange={setLeft} />
        <Slider
          label="Place of the line"
          isLabelHidden
          value={share}
          min={0}
          max={100}
          format={(value) => `${value} %`}
          onChange={setShare}
        />
        <Select label="Right" isLabelHidden value={other?.key ?? ''} options={options} onChange={setRight} />
      </Toolbar>
      <div className={styles.single}>
        {other && (
          <div className={styles.layer} style={{ clipPath: `inset(0 0 0 ${share}%)` }}>
            <ImageView stack={other.stack} store={store} label={other.label} />
          </div>
        )}
        {one && (
          <div className={styles.layer} style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}>
            <ImageView stack={one.stack} store={store} label={one.label} />
          </div>
        )}
        <div className={styles.line} style={{ left: `${share}%` }} aria-hidden="true" />
      </div>
      <p className={styles.sides}>
        <span>← {one?.label}</span>
        <span>{other?.label} →</span>
      </p>
    </>
  );
}
