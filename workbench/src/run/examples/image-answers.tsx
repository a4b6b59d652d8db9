import { formatNumber } from 'echotrain/report';
import { useMemo, useState } from 'react';
import { Select } from '../../controls/select.tsx';
import { ImageControls } from '../../images/image-controls.tsx';
import { type ImageStack, stackOf } from '../../images/image-stack.ts';
import { ImageView } from '../../images/image-view.tsx';
import { useViewStore } from '../../images/view-store.ts';
import styles from './examples-tab.module.css';
import type { ExamplesProps } from './examples-tab.tsx';

/** Errors are shown up to this share of the brightest value of the reference, after all epochs alike. */
const ERROR_SHARE = 0.2;

/** What a network reconstructed of an item after an epoch, beside its input, the reference and the error. */
export function ImageAnswers({ examples, inputs, targets, shown }: ExamplesProps) {
  const [item, setItem] = useState(0);
  const store = useViewStore();
  const reference = targets.items[item] ?? new Float32Array();
  const answer = shown.answers.items[item] ?? new Float32Array();
  const error = useMemo(
    () => answer.map((value, i) => Math.abs(value - (reference[i] ?? 0))),
    [answer, reference],
  );
  const brightest = useMemo(
    () => reference.reduce((most, value) => Math.max(most, value), 0) || 1,
    [reference],
  );
  const input = useStack(inputs.items[item], inputs.shape);
  const referenceStack = useStack(reference, targets.shape, brightest);
  const answerStack = useStack(answer, targets.shape, brightest);
  const errorStack = useStack(error, targets.shape, brightest);
  const colors = useMemo(
    () => ({ kind: 'sequential', limit: ERROR_SHARE * brightest, name: 'Absolute error' }) as const,
    [brightest],
  );
  return (
    <>
      <div className={styles.bar}>
        <Select
          label="Item"
          isLabelHidden
          value={String(item)}
          options={examples.items.map(({ name, subject }, i) => ({
            value: String(i),
            label: subject && subject !== name ? `${name} (${subject})` : name,
          }))}
          onChange={(value) => setItem(Number(value))}
        />
        {referenceStack && <ImageControls stack={referenceStack} store={store} />}
        <span className={styles.note}>Relative error {formatNumber(relativeError(answer, reference))}</span>
      </div>
      <div className={styles.images}>
        {input && <ImageView stack={input} store={store} label="Input" />}
        <ImageView stack={answerStack} store={store} label={`After epoch ${shown.epoch}`} />
        <ImageView stack={referenceStack} store={store} label="Reference" />
        <ImageView stack={errorStack} store={store} label="Absolute error" colors={colors} />
      </div>
    </>
  );
}

/** An image for a viewer, black at 0 and white at `white`; nothing where it is none. */
function useStack(
  values: Float32Array | undefined,
  shape: readonly number[],
  white?: number,
): ImageStack | undefined {
  return useMemo(() => {
    const [rows, columns] = shape;
    if (!values || shape.length !== 2 || rows === undefined || columns === undefined) return undefined;
    return stackOf(values, { rows, columns, ...(white !== undefined && { window: { black: 0, white } }) });
  }, [values, shape, white]);
}

/** ‖answer − reference‖ / ‖reference‖. */
function relativeError(answer: Float32Array, reference: Float32Array): number {
  let [difference, total] = [0, 0];
  for (let i = 0; i < reference.length; i++) {
    const value = reference[i] ?? 0;
    difference += ((answer[i] ?? 0) - value) ** 2;
    total += value ** 2;
  }
  return Math.sqrt(difference / total);
}
