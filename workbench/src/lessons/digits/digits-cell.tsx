import { useState } from 'react';
import { useQuery } from '../../api/use-query.ts';
import { Cell } from '../cells/cell.tsx';
import { type ParameterForm, Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { ConfusionTable } from '../drawings/confusion-table.tsx';
import { Curves } from '../drawings/curves.tsx';
import { GrayImages } from '../drawings/gray-images.tsx';
import { hasMnist } from '../training/in-place-of-node/data.ts';
import { useTraining } from '../training/use-training.ts';
import { DigitPad } from './digit-pad.tsx';
import type { DigitsUpdate, TestJudgment } from './digits-program.ts';

const form = {
  source: {
    kind: 'choice',
    label: 'Digits',
    options: [
      { value: 'drawn', label: 'drawn by a procedure' },
      { value: 'mnist', label: 'MNIST' },
    ],
  },
  network: {
    kind: 'choice',
    label: 'Network',
    options: [
      { value: 'linear', label: 'no hidden layer' },
      { value: 'mlp', label: 'MLP 784-512-512-10' },
      { value: 'lenet5', label: 'LeNet-5' },
    ],
  },
  images: { kind: 'number', label: 'Training images', stops: [200, 1000, 2000, 4000, 8000, 16000] },
  epochs: { kind: 'number', label: 'Epochs', stops: [1, 2, 4, 8, 16, 30] },
  maxLearningRate: {
    kind: 'number',
    label: 'Highest learning rate',
    stops: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05],
  },
  isShuffled: { kind: 'switch', label: 'Shuffle the pixels of all images alike' },
  moved: {
    kind: 'number',
    label: 'Move the test images by',
    stops: [0, 1, 2, 3, 4, 6],
    hint: 'Pixels to the right.',
  },
} as const satisfies ParameterForm;

const usual: ValuesOf<typeof form> = {
  source: 'drawn',
  network: 'lenet5',
  images: 4000,
  epochs: 4,
  maxLearningRate: 0.005,
  isShuffled: false,
  moved: 0,
};

interface Course {
  readonly losses: readonly number[];
  readonly accuracy: number | undefined;
  readonly epochs: readonly { readonly train: number; readonly validation: number }[];
  readonly filters: readonly Float32Array[];
  readonly test: TestJudgment | undefined;
}

const none: Course = { losses: [], accuracy: undefined, epochs: [], filters: [], test: undefined };

function withUpdate(course: Course, update: DigitsUpdate): Course {
  return {
    losses: [...course.losses, ...update.losses],
    accuracy: update.accuracy ?? course.accuracy,
    epochs: [...course.epochs, ...(update.epochs ?? [])],
    filters: update.filters ?? course.filters,
    test: update.test ?? course.test,
  };
}

/** The lesson's networks on digits: live accuracy, the first layer's filters, mistakes, and a digit of one's own. */
export default function DigitsCell() {
  const [values, setValues] = useState(usual);
  const { value: isMnistHere } = useQuery('mnist', hasMnist);
  const training = useTraining('digits', none, withUpdate);
  const { losses, epochs, filters, test } = training.shown;
  const isMissing = values.source === 'mnist' && isMnistHere === false;
  return (
    <Cell
      title="Digits"
      intro="Three networks, few images or many, shuffled or moved. Watch what the first layer looks for; when it is done, draw a digit yourself."
      training={training}
      onRun={() => training.run(values)}
      blocked={isMissing ? 'MNIST is not on this machine. Get it with: echotrain data get mnist' : undefined}
      result={resultOf(training.shown)}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      <Curves
        title="Loss in every step"
        curves={[{ name: 'training', values: losses }]}
        xTitle="step"
        yTitle="loss (log)"
        isLog
      />
      <Curves
        title="Accuracy in every epoch"
        curves={[
          { name: 'training', values: epochs.map(({ train }) => train) },
          { name: 'validation', values: epochs.map(({ validation }) => validation) },
        ]}
        xTitle="epoch"
        yTitle="share that is right"
      />
      {filters.length > 0 && (
        <GrayImages
          title="What the first layer looks for"
          images={filters.map((pixels) => ({ pixels, words: '' }))}
        />
      )}
      {test && <Test test={test} classify={training.ask} />}
    </Cell>
  );
}

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

function Test({
  test,
  classify,
}: {
  readonly test: TestJudgment;
  readonly classify: (pixels: Float32Array) => Promise<readonly number[]>;
}) {
  return (
    <>
      <DigitPad examples={test.examples} classify={classify} />
      <ConfusionTable title="Test images" classes={DIGITS} counts={test.confusion} />
      {test.mistakes.length > 0 && <GrayImages title="The worst mistakes" images={test.mistakes} />}
    </>
  );
}

function resultOf({ accuracy, epochs, test }: Course): string | undefined {
  if (test) {
    const share = (100 * (test.count - test.errors)) / test.count;
    return `Right about ${share.toFixed(1)} % of ${test.count} test images`;
  }
  if (accuracy === undefined) return undefined;
  return `Epoch ${epochs.length + 1}: right about ${(100 * accuracy).toFixed(1)} % of 250 validation images`;
}
