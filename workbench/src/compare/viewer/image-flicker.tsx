import { useEffect, useState } from 'react';
import { Button } from '../../controls/button.tsx';
import { Checkbox } from '../../controls/checkbox.tsx';
import { Slider } from '../../controls/slider.tsx';
import { Toolbar } from '../../controls/toolbar.tsx';
import { ImageView } from '../../images/image-view.tsx';
import type { ViewStore } from '../../images/view-store.ts';
import { useShortcut } from '../../navigation/shortcuts.ts';
import styles from './image-answers.module.css';
import type { ComparedImage } from './use-case-images.ts';

/** Images in one place, one after the other: what changes catches the eye. */
export function ImageFlicker({
  images,
  store,
}: {
  readonly images: readonly ComparedImage[];
  readonly store: ViewStore;
}) {
  const [turn, setTurn] = useState(0);
  const [isRunning, setIsRunning] = useState(false);
  const [rate, setRate] = useState(2);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const next = () => setTurn(turn + 1);
  useShortcut('f', 'Next image', next);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(next, 1000 / rate);
    return () => clearTimeout(timer);
  });
  const shown = images.filter(({ key }) => !left.has(key));
  const image = shown[turn % shown.length];
  const toggle = (key: string) =>
    setLeft(left.has(key) ? left.difference(new Set([key])) : new Set([...left, key]));
  return (
    <>
      <Toolbar label="Flicker">
        <Button kind="primary" onClick={() => setIsRunning(!isRunning)}>
          {isRunning ? 'Stop' : 'Start'}
        </Button>
        <Button onClick={next} title="F">
          Next
        </Button>
        <Slider
          label="Images a second"
          isLabelHidden
          value={rate}
          min={0.5}
          max={5}
          step={0.5}
          format={(value) => `${value} a second`}
          onChange={setRate}
        />
        {images.map(({ key, label }) => (
          <Checkbox
            key={key}
            label={label}
            isChecked={!left.has(key)}
            disabled={shown.length < 3 && !left.has(key)}
            onChange={() => toggle(key)}
          />
        ))}
      </Toolbar>
      <div className={styles.single}>
        {image && <ImageView stack={image.stack} store={store} label={image.label} />}
      </div>
    </>
  );
}
