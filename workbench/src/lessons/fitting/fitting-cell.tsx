import type { Finding } from 'echotrain/evaluate';
import { useState } from 'react';
import {
  classNames,
  SIZE,
  type Subject,
  subjectName,
} from '../../../../lessons/07-over-and-underfitting/reconstructions.ts';
import { classes } from '../../controls/classes.ts';
import { Cell } from '../cells/cell.tsx';
import { type ParameterForm, Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { Curves } from '../drawings/curves.tsx';
import { GrayImages } from '../drawings/gray-images.tsx';
import { shortNumber } from '../drawings/scale.ts';
import { useTraining } from '../training/use-training.ts';
import styles from './fitting-cell.module.css';
import type { FittingScores, FittingUpdate } from './fitting-program.ts';

const form = {
  size: {
    kind: 'choice',
    label: 'Network',
    options: [
      { value: 'one convolution', label: 'One convolution' },
      { value: 'four convolutions', label: 'Four convolutions' },
      { value: 'four, and a dense layer', label: 'Four, and a dense layer' },
    ],
  },
  subjects: {
    kind: 'number',
    label: 'Subjects to learn from',
    stops: [4, 8, 12, 20],
    hint: 'Ten others validate.',
  },
  decay: { kind: 'number', label: 'Weight decay', stops: [0, 0.1, 0.3, 1, 3] },
  patience: {
    kind: 'choice',
    label: 'Early stopping',
    hint: 'Without a new low of the validation loss; the weights of the lowest are kept.',
    options: [
      { value: '0', label: 'no' },
      { value: '10', label: 'after 10 epochs' },
      { value: '30', label: 'after 30 epochs' },
    ],
  },
  isAugmented: { kind: 'switch', label: 'Mirror and shift at random' },
} as const satisfies ParameterForm;

const usual: ValuesOf<typeof form> = {
  size: 'four, and a dense layer',
  subjects: 8,
  decay: 0,
  patience: '0',
  isAugmented: false,
};

interface Course {
  readonly progress: string | undefined;
  readonly parameters: number | undefined;
  readonly epochs: readonly { readonly train: FittingScores; readonly validation: FittingScores }[];
  readonly findings: readonly Finding[];
}

const none: Course = { progress: undefined, parameters: undefined, epochs: [], findings: [] };

function withUpdate(course: Course, { subjects, parameters, epochs, findings }: FittingUpdate): Course {
  if (subjects) remember(subjects.more);
  return {
    progress: subjects ? `${subjects.ready} of ${subjects.all} subjects simulated` : course.progress,
    parameters: parameters ?? course.parameters,
    epochs: [...course.epochs, ...epochs],
    findings: findings ?? course.findings,
  };
}

/** Subjects that were simulated on this page: it takes longer than to learn from them. */
const known = new Map<number, Subject>();

function remember(subjects: readonly Subject[]): void {
  for (const subject of subjects) known.set(subject.subject, subject);
}

/** The lesson's three networks, and what can be done about them: two curves, and what they say. */
export default function FittingCell() {
  const [values, setValues] = useState(usual);
  const training = useTraining('fitting', none, withUpdate);
  const { epochs, findings, parameters: isReady } = training.shown;
  const { patience, ...choice } = values;
  const parameters = { ...choice, patience: Number(patience), known: Array.from(known.values()) };
  return (
    <Cell
      title="Too small, too large, or right"
      intro="Underfitting: one convolution. A good fit: four convolutions, or the largest network with 20 subjects. Overfitting: the largest network with 8 subjects, as it stands; then try what helps, and a decay of 3, which is too much. The first run simulates the scans; later ones find them ready. Your browser rounds otherwise than Node: the numbers differ from the text’s, the verdicts do not."
      training={training}
      activity={isReady === undefined ? 'Simulating' : 'Training'}
      onRun={() => training.run(parameters)}
      result={sentence(training.shown)}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      <Curves
        title="Loss in every epoch"
        curves={[
          { name: 'training', values: epochs.map(({ train }) => train.loss) },
          { name: 'validation', values: epochs.map(({ validation }) => validation.loss) },
        ]}
        xTitle="epoch"
        yTitle="cross-entropy (log)"
        isLog
      />
      <Curves
        title="Accuracy in every epoch"
        curves={[
          { name: 'training', values: epochs.map(({ train }) => train.accuracy) },
          { name: 'validation', values: epochs.map(({ validation }) => validation.accuracy) },
        ]}
        xTitle="epoch"
        yTitle="share that is right"
      />
      <Findings findings={findings} />
      <Examples subjects={Array.from(known.values()).slice(0, 4)} />
    </Cell>
  );
}

/** What the curves say, and what to try next. */
function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <section className={styles.findings} aria-label="What the curves say">
      <h4>What the curves say</h4>
      {findings.map(({ kind, evidence, advice }) => (
        <div key={kind} className={classes(styles.finding, kind === 'good fit' && styles.good)}>
          <strong>{kind}</strong>
          <p>{evidence}</p>
          <p>{advice}</p>
        </div>
      ))}
    </section>
  );
}

/** Gray values, in standard deviations from an image's mean, that are black and white. */
const WINDOW = [-1.5, 3] as const;

/** The first slice of some subjects, scanned in both ways. */
function Examples({ subjects }: { readonly subjects: readonly Subject[] }) {
  if (subjects.length === 0) return null;
  return (
    <GrayImages
      title="Which ones were measured completely?"
      side={96}
      images={subjects.flatMap(({ subject, images }) =>
        classNames.map((name, label) => ({
          pixels: images.subarray(label * SIZE ** 2, (label + 1) * SIZE ** 2),
          words: `${subjectName(subject)}, ${name}`,
          window: WINDOW,
        })),
      )}
    />
  );
}

function sentence({ progress, parameters, epochs, findings }: Course): string | undefined {
  const last = epochs.at(-1);
  if (!last) return parameters === undefined ? progress : `${parameters} numbers to learn`;
  const part = ({ loss, accuracy }: FittingScores) =>
    `${shortNumber(loss)} (${(100 * accuracy).toFixed(0)} % right)`;
  const verdict = findings[0] ? `: ${findings[0].kind}` : '';
  return `Epoch ${epochs.length}${verdict}; loss ${part(last.train)} in training, ${part(last.validation)} in validation`;
}
