import { type ItemSet, inputsOf } from '../../data/index.ts';
import {
  type Block,
  confusionFigure,
  formatNumber,
  formatPercent,
  type ImagesOptions,
  imagesFigure,
  type LabeledImage,
  type Section,
  scatterFigure,
  type Table,
} from '../../report/index.ts';
import { range } from '../../util/arrays.ts';
import type { ClassAnswers } from '../answers.ts';
import type { PartAnswers } from '../evaluate-trained.ts';
import type { StudyResult } from '../result.ts';
import { reconstructionSections } from './reconstruction-section.ts';

/** How many of the worst answers are shown. */
const WORST = 21;

/** How many of the others, as they come. */
const SOME = 14;

/** One answer to look at. */
interface Example {
  readonly label: string;
  readonly predicted: string;
  /** The probability of the predicted class, and of the true one. */
  readonly confidence: number;
  readonly probability: number;
  readonly input: Float32Array;
}

/** What the network said of the test part: which classes it takes for each other, its worst answers, or its images. */
export async function answersSections(
  { repetitions, data }: Pick<StudyResult, 'repetitions' | 'data'>,
  tests: readonly PartAnswers[],
): Promise<Section[]> {
  const [first] = tests;
  if (!first) return [];
  if (first.answers.kind === 'images') return reconstructionSections(first.answers, repetitions);
  if (first.answers.kind === 'values') return [{ title: 'Predictions', blocks: [await valuesFigure(tests)] }];
  const { classNames } = first.answers;
  const matrices = repetitions.flatMap(({ confusion }) => (confusion ? [confusion] : []));
  const matrix = classNames.map((_, row) =>
    classNames.map((__, column) => matrices.reduce((total, one) => total + (one[row]?.[column] ?? 0), 0)),
  );
  const confusion = await confusionFigure({
    matrix,
    classes: classNames,
    title: 'Confusion matrix, test part',
  });
  return [{ title: 'Errors', blocks: [confusion, ...(await exampleBlocks(ofOneSeed(tests), data))] }];
}

/** With several seeds the same items are tested several times: those of the first seed. */
function ofOneSeed(tests: readonly PartAnswers[]): readonly PartAnswers[] {
  return tests.filter(({ seed }) => seed === tests[0]?.seed);
}

async function exampleBlocks(tests: readonly PartAnswers[], data: StudyResult['data']): Promise<Block[]> {
  const examples = tests.flatMap(({ part, answers }) =>
    answers.kind === 'classes' ? range(part.count).map((item) => ({ item, part, answers })) : [],
  );
  const loss = ({ item, answers }: (typeof examples)[number]) =>
    -probabilityOf(answers, item, answers.labels[item]);
  const worst = examples.toSorted((a, b) => loss(b) - loss(a)).slice(0, WORST);
  const shown = await examplesOf(worst);
  const wrong = shown.filter(({ label, predicted }) => label !== predicted).length;
  const intro = {
    kind: 'prose',
    text: `The ${shown.length} test items to whose true class the network gave the smallest probability, worst first; ${wrong} of them are classified wrongly.`,
  } as const;
  const [channels, rows = 1, columns = 1] = data.inputShape;
  if (data.inputShape.length !== 3 || channels !== 1) return [intro, worstTable(shown, data)];
  const some = await examplesOf(examples.slice(0, SOME));
  const caption = 'Above, what the network took each image for; below, its confidence.';
  return [
    imagesOf(some, { rows, columns, title: 'The first test items' }),
    intro,
    imagesOf(shown, { rows, columns, title: 'The worst answers', caption }),
  ];
}

/** The answers for some items, with the items' inputs. */
async function examplesOf(
  some: readonly { readonly item: number; readonly part: ItemSet; readonly answers: ClassAnswers }[],
): Promise<Example[]> {
  const examples: Example[] = [];
  for (const { item, part, answers } of some) {
    examples.push(exampleOf(answers, item, await inputsOf(part, [item])));
  }
  await some[0]?.part.release?.();
  return examples;
}

function exampleOf(answers: ClassAnswers, item: number, input: Float32Array): Example {
  const { labels, predicted, classNames } = answers;
  const nameOf = (index: number | undefined) => classNames[index ?? -1] ?? '?';
  return {
    label: nameOf(labels[item]),
    predicted: nameOf(predicted[item]),
    confidence: probabilityOf(answers, item, predicted[item]),
    probability: probabilityOf(answers, item, labels[item]),
    input,
  };
}

function probabilityOf({ probabilities, classNames }: ClassAnswers, item: number, index = 0): number {
  return probabilities[item * classNames.length + index] ?? Number.NaN;
}

function imagesOf(examples: readonly Example[], options: Omit<ImagesOptions, 'images'>): Block {
  const images = examples.map(
    ({ label, predicted, confidence, input }): LabeledImage => ({
      pixels: input,
      label,
      predicted,
      note: formatPercent(confidence),
    }),
  );
  return imagesFigure({ ...options, images });
}

function worstTable(examples: readonly Example[], { featureNames, inputShape }: StudyResult['data']): Table {
  const unnamed = inputShape.length === 1 ? range(inputShape[0] ?? 0) : [];
  const features = featureNames ?? unnamed.map((i) => `input ${i + 1}`);
  const shown = features.slice(0, 6);
  return {
    kind: 'table',
    caption: 'The worst answers',
    columns: [
      { title: 'true class' },
      { title: 'predicted' },
      { title: 'its probability', format: (value) => formatPercent(value) },
      ...shown.map((title) => ({ title })),
    ],
    rows: examples.map(({ label, predicted, confidence, input }) => [
      label,
      label === predicted ? predicted : `✗ ${predicted}`,
      confidence,
      ...shown.map((_, i) => input[i]),
    ]),
  };
}

async function valuesFigure(tests: readonly PartAnswers[]): Promise<Block> {
  const points = ofOneSeed(tests).flatMap(({ answers }) =>
    answers.kind === 'values'
      ? Array.from(answers.targets, (x, i) => ({ x, y: answers.predictions[i] ?? Number.NaN }))
      : [],
  );
  const ends = [
    points.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY),
    points.reduce((most, { x }) => Math.max(most, x), Number.NEGATIVE_INFINITY),
  ];
  return scatterFigure({
    title: 'Predicted against true values, test part',
    points,
    lines: [{ label: 'right', points: ends.map((x) => ({ x, y: x })) }],
    xTitle: 'true value',
    yTitle: 'predicted value',
    caption: `${formatNumber(points.length)} items; on the line they are right.`,
  });
}
