import type { Run } from 'echotrain/store';
import type { InferResponseType } from 'hono/client';
import { useEffect, useState } from 'react';
import { api, said } from '../../api/client.ts';
import { useEvent } from '../../api/use-events.ts';
import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../controls/button.tsx';
import { Notice } from '../../controls/notice.tsx';
import { Slider } from '../../controls/slider.tsx';
import { isActive } from '../../runs/words.ts';
import { AnswerCards } from './answer-cards.tsx';
import { askItems, type ItemArrays } from './example-arrays.ts';
import styles from './examples-tab.module.css';
import { ImageAnswers } from './image-answers.tsx';
import { type EpochAnswers, useAnswers } from './use-answers.ts';

/** What a run kept of some items. */
export type ShownExamples = NonNullable<
  InferResponseType<(typeof api.examples)[':run']['$get'], 200>['examples']
>;

/** The items of a training with what is true of them, and what the network said after an epoch. */
export interface ExamplesProps {
  readonly examples: ShownExamples;
  readonly inputs: ItemArrays;
  readonly targets: ItemArrays;
  readonly shown: EpochAnswers;
}

/** Played epochs are so far apart, in milliseconds. */
const PLAY_MS = 350;

/** While a run is at work, new epochs are looked for so often at most, in milliseconds. */
const REFRESH_MS = 2000;

/** What the network says of some items, epoch by epoch. */
export function ExamplesTab({ run, training }: { readonly run: Run; readonly training: string }) {
  const { value, error } = useExamples(run.id, training);
  if (error && !value) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Loading …</p>;
  if (!value.examples || value.examples.epochs.length === 0) {
    return (
      <Notice kind="empty" title={isActive(run.status) ? 'No examples yet' : 'No examples'}>
        {isActive(run.status)
          ? 'They are kept after the first epoch, and then after ever fewer.'
          : 'The run ended before an epoch did, or was recorded before examples were kept.'}
      </Notice>
    );
  }
  const { examples, inputs, targets } = value;
  return inputs && targets && <EpochByEpoch run={run.id} {...{ training, examples, inputs, targets }} />;
}

function useExamples(run: number, training: string) {
  const of = { run, training };
  const key = `${run} ${training}`;
  const query = training === '' ? {} : { training };
  const described = useQuery(`examples ${key}`, async () => {
    const { examples } = await said(api.examples[':run'].$get({ param: { run: String(run) }, query }));
    return { key, examples };
  });
  const { value, refresh } = described;
  const hasItems = value?.examples ? 'there' : 'none';
  const items = useQuery(`items ${key} ${hasItems}`, async () => {
    if (hasItems === 'none') return { key };
    const [inputs, targets] = await Promise.all([askItems(of, 'inputs'), askItems(of, 'targets')]);
    return { key, inputs, targets };
  });
  const [asked, setAsked] = useState(0);
  useEvent('measured', ({ runs }) => {
    if (!runs.includes(run) || Date.now() - asked < REFRESH_MS) return;
    setAsked(Date.now());
    refresh();
  });
  useEvent('runs', ({ runs }) => {
    if (runs.some(({ id }) => id === run)) refresh();
  });
  const isOurs = value?.key === key;
  const { inputs, targets } = items.value?.key === key ? items.value : {};
  return {
    value: isOurs ? { examples: value.examples, inputs, targets } : undefined,
    error: described.error ?? items.error,
  };
}

function EpochByEpoch({
  run,
  training,
  examples,
  inputs,
  targets,
}: Omit<ExamplesProps, 'shown'> & { readonly run: number; readonly training: string }) {
  const { epochs, kind } = examples;
  const [chosen, setChosen] = useState<number>();
  const [isPlaying, setIsPlaying] = useState(false);
  const last = epochs.length - 1;
  const at = Math.min(chosen ?? last, last);
  const { shown, error } = useAnswers({ run, training }, epochs[at]?.epoch, epochs[at + 1]?.epoch);
  const isReady = shown?.epoch === epochs[at]?.epoch;
  useEffect(() => {
    if (!isPlaying || !isReady) return;
    const timer = setTimeout(() => {
      if (at < last) setChosen(at + 1);
      else setIsPlaying(false);
    }, PLAY_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, isReady, at, last]);
  const play = () => {
    if (!isPlaying && at === last) setChosen(0);
    setIsPlaying(!isPlaying);
  };
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <Button onClick={play} disabled={last === 0}>
          <span aria-hidden="true">{isPlaying ? '❚❚' : '▶'}</span> {isPlaying ? 'Pause' : 'Play'}
        </Button>
        <div className={styles.slider}>
          <Slider
            label="Epoch"
            isLabelHidden
            value={at}
            min={0}
            max={Math.max(1, last)}
            disabled={last === 0}
            format={(index) => `after epoch ${epochs[index]?.epoch ?? '–'} of ${epochs[last]?.epoch ?? '–'}`}
            onChange={(index) => {
              setIsPlaying(false);
              setChosen(index === last ? undefined : index);
            }}
          />
        </div>
        <span className={styles.note}>
          {examples.items.length} items of the {examples.part === 'train' ? 'training' : 'validation'} part
        </span>
      </div>
      {error && <Notice kind="error">{error.message}</Notice>}
      {shown && kind === 'images' && <ImageAnswers {...{ examples, inputs, targets, shown }} />}
      {shown && kind !== 'images' && <AnswerCards {...{ examples, inputs, targets, shown }} />}
    </div>
  );
}
