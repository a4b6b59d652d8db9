import { useState } from 'react';
import { Cell } from '../cells/cell.tsx';
import { type ParameterForm, Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { Curves } from '../drawings/curves.tsx';
import { GrayImages } from '../drawings/gray-images.tsx';
import { ValueTable } from '../drawings/value-table.tsx';
import { useTraining } from '../training/use-training.ts';
import styles from './learned-cell.module.css';
import { type ExampleImage, type LearnedUpdate, type MethodScores, TRUTH } from './learned-program.ts';

const form = {
  network: {
    kind: 'choice',
    label: 'Network',
    options: [
      { value: 'variational-network', label: 'Variational network' },
      { value: 'unet', label: 'U-Net: knows no A' },
    ],
  },
  subjects: { kind: 'number', label: 'Subjects to learn from', stops: [2, 4, 8, 16, 32] },
  acceleration: { kind: 'number', label: 'Acceleration R', stops: [2, 3, 4, 5] },
  epochs: { kind: 'number', label: 'Epochs', stops: [5, 10, 20, 40] },
} as const satisfies ParameterForm;

const usual: ValuesOf<typeof form> = {
  network: 'variational-network',
  subjects: 16,
  acceleration: 4,
  epochs: 10,
};

interface Course {
  readonly activity: string | undefined;
  readonly epochs: NonNullable<LearnedUpdate['epochs']>;
  readonly examples: readonly ExampleImage[];
  readonly scores: readonly MethodScores[];
  readonly gain: LearnedUpdate['gain'];
}

const none: Course = { activity: undefined, epochs: [], examples: [], scores: [], gain: undefined };

function withUpdate(course: Course, { activity, epochs, example, scores, gain }: LearnedUpdate): Course {
  const others = course.examples.filter(({ method }) => method !== example?.method);
  return {
    activity: activity ?? course.activity,
    epochs: [...course.epochs, ...(epochs ?? [])],
    examples: example ? [...others, example] : course.examples,
    scores: scores ? [...course.scores, scores] : course.scores,
    gain: gain ?? course.gain,
  };
}

/** The lesson's study in small: what a network has to beat, a network that learns, and the test part at the end. */
export default function LearnedCell() {
  const [values, setValues] = useState(usual);
  const training = useTraining('learned', none, withUpdate);
  const { activity, epochs, examples, scores } = training.shown;
  return (
    <Cell
      title="Learn a reconstruction"
      intro="Brains of 64 × 64 pixels, measured by four coils; the methods to beat are tuned on the validation part first. With few subjects, the variational network, which need not learn A, is ahead of the U-Net; what becomes of it with 32 subjects and 20 epochs? This is the study in small, for a minute: what it says of these six test subjects, it says of nobody else. The text’s study is variational-network.yaml."
      training={training}
      activity={activity}
      onRun={() => training.run(values)}
      result={sentence(training.shown)}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      {examples.length > 0 && <Examples examples={examples} epoch={epochs.length} />}
      <Curves
        title="Loss in every epoch"
        curves={[
          { name: 'training', values: epochs.map(({ train }) => train) },
          { name: 'validation', values: epochs.map(({ validation }) => validation) },
        ]}
        xTitle="epoch"
        yTitle="loss (log)"
        isLog
      />
      <ScoreTable scores={scores} />
    </Cell>
  );
}

/** The order in which images stand beside each other. */
const ORDER = ['zero-filled', 'CG-SENSE', 'total variation', 'network', TRUTH];

/** White is the brightest point of the truth, and so much of that for errors. */
const ERROR_WHITE = 0.25;

/** A validation subject by all methods, and below it their errors. */
function Examples({
  examples,
  epoch,
}: {
  readonly examples: readonly ExampleImage[];
  readonly epoch: number;
}) {
  const sorted = examples.toSorted((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method));
  const truth = examples.find(({ method }) => method === TRUTH)?.pixels ?? new Float32Array();
  const white = truth.reduce((a, b) => Math.max(a, b), 0);
  const named = (method: string) => (method === 'network' ? `network, epoch ${epoch}` : method);
  return (
    <div className={styles.examples}>
      <GrayImages
        title="A validation subject"
        side={150}
        images={sorted.map(({ method, pixels }) => ({
          pixels,
          words: named(method),
          window: [0, white],
        }))}
      />
      <GrayImages
        title={`Errors, ${1 / ERROR_WHITE} times as bright`}
        side={150}
        images={sorted
          .filter(({ method }) => method !== TRUTH)
          .map(({ method, pixels }) => ({
            pixels: pixels.map((value, i) => Math.abs(value - (truth[i] ?? 0))),
            words: `error of ${named(method)}`,
            window: [0, ERROR_WHITE * white],
          }))}
      />
    </div>
  );
}

function ScoreTable({ scores }: { readonly scores: readonly MethodScores[] }) {
  return (
    <ValueTable
      caption="Six test subjects, means"
      columns={['method', 'λ, tuned', 'PSNR/dB', 'SSIM', 'NRMSE']}
      rows={scores.map(({ method, regularization, mean: { psnr, ssim, nrmse } }) => [
        method,
        regularization?.toPrecision(2) ?? '–',
        psnr.toFixed(2),
        ssim.toFixed(3),
        nrmse.toFixed(3),
      ])}
    />
  );
}

function sentence({ epochs, gain }: Course): string | undefined {
  if (gain) {
    const { estimate, lower, upper } = gain;
    return `The network less total variation, on six test subjects: ${estimate.toFixed(2)} dB (${lower.toFixed(2)} to ${upper.toFixed(2)})`;
  }
  const last = epochs.at(-1);
  return last && `Epoch ${epochs.length}: validation loss ${last.validation.toPrecision(3)}`;
}
