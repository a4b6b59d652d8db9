/** Lesson 3 on the page of `echotrain jumpstart`. */
import { Dataset } from 'echotrain/data';
import { type Block, formatNumber, formatPercent, type Table, type Tiles } from 'echotrain/report';
import type { PartName, StudyResult } from 'echotrain/study';
import type { History } from 'echotrain/train';
import type { LessonContext, LessonReport, LessonStudy } from '../lesson.ts';
import { notMnist, runLessonStudy, type StudyPlan, whatRan } from '../lesson-study.ts';
import { examples, type Judgment, judgmentOf, worstMistakes } from './classifier.ts';
import { digits } from './digits.ts';
import { type Experiment, elsewhere, runTrial, type Trial, trials } from './experiments.ts';
import { confusionOf, errorsFigure, fittingFigure, imagesOf, type NamedError } from './figures.ts';

/** Of the scores, only the loss and the accuracy are shown here. */
const quick = ['evaluation.metrics=[]'];

const plans = {
  mlp: { name: 'mlp', file: '03-mnist/mlp.yaml', changes: [...quick, 'training.epochs=5'] },
  lenet5: { name: 'lenet5', file: '03-mnist/lenet5.yaml', changes: [...quick, 'training.epochs=6'] },
} as const satisfies Readonly<Record<string, StudyPlan>>;

/** The networks of this lesson as they are reported: what they are, and what is shown of them. */
const networks = {
  mlp: {
    title: 'Lesson 3: digits, MLP',
    text: 'Handwritten digits as lists of 784 numbers, and two hidden layers of 512 units. The network knows nothing of images: shuffle the pixels of all of them alike, and it learns as well.',
  },
  lenet5: {
    title: 'Lesson 3: digits, LeNet-5',
    text: 'Two convolutions with pooling before the dense layers (LeCun 1998): what matters in an image is local, and the same everywhere. Less than a tenth of the parameters, and fewer errors. The images are moved, turned and scaled a little, anew in every epoch.',
  },
} as const;

/** One network on digits, from its study file. */
export async function reportNetwork(
  network: keyof typeof networks,
  context: LessonContext,
): Promise<LessonReport | undefined> {
  const study = await runLessonStudy(plans[network], context);
  const judgment = study && testJudgment(study);
  if (!study || !judgment) return undefined;
  const { title, text } = networks[network];
  const { result } = study.outcome;
  const [{ history } = { history: [] }] = result.repetitions;
  const blocks: Block[] = [
    ...notMnist(study),
    { kind: 'prose', text },
    tilesOf(result, judgment),
    await fittingFigure([{ run: '', history }], 'Loss'),
    ...(network === 'lenet5'
      ? [await confusionOf(judgment), imagesOf(examples(judgment, 14), 'The first test images')]
      : []),
    imagesOf(worstMistakes(judgment, network === 'lenet5' ? 21 : 7), 'The worst mistakes'),
    whatRan(study, plans[network]),
  ];
  return { section: { title, blocks }, study };
}

/** What a study's network says of its test images. */
function testJudgment({ outcome: { tests } }: LessonStudy): Judgment | undefined {
  const [test] = tests;
  if (test?.answers.kind !== 'classes' || !(test.part instanceof Dataset)) return undefined;
  return judgmentOf(test.part, test.answers.probabilities);
}

function tilesOf({ metrics, parameters }: StudyResult, { error, errors, data }: Judgment): Tiles {
  const errorOf = (part: PartName) => formatPercent(1 - (metrics[part]?.accuracy ?? Number.NaN), 2);
  return {
    kind: 'tiles',
    tiles: [
      {
        label: 'test error',
        value: formatPercent(error.estimate, 2),
        detail: `95 % interval ${formatPercent(error.lower, 2)} to ${formatPercent(error.upper, 2)}`,
      },
      {
        label: 'mistakes',
        value: formatNumber(errors),
        detail: `in ${formatNumber(data.count)} test images`,
      },
      {
        label: 'training error',
        value: errorOf('train'),
        detail: `validation error ${errorOf('validation')}`,
      },
      { label: 'parameters', value: formatNumber(parameters) },
    ],
  };
}

/** Too few parameters and too few images, beside networks that have enough of both. */
export async function reportFitting(
  studies: readonly LessonStudy[],
  context: LessonContext,
): Promise<LessonReport> {
  const images = await digits();
  const run = (trial: Trial) =>
    runTrial(trial, images, { ...surroundingsOf(context), callbacks: [context.watch(trial.name)] });
  const linear = await run(trials.linear);
  const few = await run(trials.few);
  const { history } = few.classifier;
  const blocks: Block[] = [
    {
      kind: 'prose',
      text: 'Is the network too small for the task, or are the data too few for the network? The training error answers the one, its distance to the validation error the other. A network without hidden layer fails on the very images that it learns from: underfitting. The MLP of above, shown 1,000 images, knows all of them by heart and fails on others: overfitting.',
    },
    errorsTable([linear, few], studies),
    await errorsFigure([
      ...[linear, few].map(({ name, test }) => ({ name, error: test.error })),
      ...studies.flatMap(errorOfStudy),
    ]),
    await fittingFigure([{ run: trials.few.name, history }], 'Overfitting, on purpose'),
    { kind: 'prose', text: turningPoint(history) },
  ];
  const scoresOf = (part: PartName) => ({
    'linear.accuracy': 1 - linear[part].error.estimate,
    'few.accuracy': 1 - few[part].error.estimate,
  });
  return {
    section: { title: 'Lesson 3: too small, too few', blocks },
    scores: { train: scoresOf('train'), validation: scoresOf('validation'), test: scoresOf('test') },
  };
}

/** When the validation loss was lowest, and what came after. */
function turningPoint(history: History): string {
  const losses = history.map(({ validation }) => validation?.loss ?? Number.NaN);
  const lowest = Math.min(...losses);
  const last = history.at(-1);
  const scores = `${formatNumber(last?.train.loss ?? Number.NaN)} on the images that it knows and ${formatNumber(losses.at(-1) ?? Number.NaN)} on others`;
  return `The validation loss was lowest after epoch ${losses.indexOf(lowest) + 1}, ${formatNumber(lowest)}. From there on the network learned by heart: it ends at ${scores}. More images, augmentation, weight decay or an earlier end would have helped, in about this order.`;
}

function surroundingsOf({ device, threads, signal }: LessonContext) {
  return { device, threads, ...(signal && { signal }) };
}

function errorsTable(trained: readonly Experiment[], studies: readonly LessonStudy[]): Table {
  const percent = (value: number) => formatPercent(value, 2);
  const rows = trained.map(({ name, parameters, images, train, validation, test }) => [
    name,
    parameters,
    images,
    ...[train, validation, test].map(({ error }) => percent(error.estimate)),
  ]);
  const more = studies.map(({ outcome: { result } }) => [
    result.study,
    result.parameters,
    result.repetitions[0]?.items.train,
    ...(['train', 'validation', 'test'] as const).map((part) =>
      percent(1 - (result.metrics[part]?.accuracy ?? Number.NaN)),
    ),
  ]);
  const titles = ['network', 'parameters', 'training images', 'training error', 'validation', 'test'];
  return { kind: 'table', columns: titles.map((title) => ({ title })), rows: [...rows, ...more] };
}

function errorOfStudy(study: LessonStudy): NamedError[] {
  const judgment = testJudgment(study);
  return judgment ? [{ name: study.outcome.result.study, error: judgment.error }] : [];
}

/** LeNet-5 on digits that are not like those it has learned from; `undefined` where there are none to compare. */
export async function reportElsewhere(
  { outcome: { trained, tests } }: LessonStudy,
  context: LessonContext,
): Promise<LessonReport | undefined> {
  const images = await digits();
  const [lenet] = trained;
  if (images.name !== 'MNIST' || !lenet || tests.length === 0) return undefined;
  const onMnist = { model: lenet.preprocessing.before(lenet.model), weights: lenet.fitted.weights };
  const watched = { ...surroundingsOf(context), callbacks: [context.watch('LeNet-5 on drawn digits')] };
  const { mnist, drawn } = await elsewhere(onMnist, images.test, watched);
  const factor = drawn.MNIST.error.estimate / mnist.MNIST.error.estimate;
  const row = (name: string, by: typeof mnist) => [name, errorText(by.MNIST), errorText(by['drawn digits'])];
  const blocks: Block[] = [
    {
      kind: 'prose',
      text: 'Another scanner, another site, another year: what a network meets in use is not what it has learned from. Here the other site is a procedure that draws digits. Same task, same format, same network.',
    },
    {
      kind: 'table',
      caption: 'LeNet-5: errors on the test images of both',
      columns: ['learned from', 'tested on MNIST', 'tested on drawn digits'].map((title) => ({ title })),
      rows: [row('MNIST', mnist), row('drawn digits', drawn)],
    },
    {
      kind: 'prose',
      text: `On its own test images the network that has learned from drawings looks excellent. On MNIST it is wrong ${formatNumber(Math.round(factor))} times as often as the one that has learned from MNIST, and nothing in its own test has given a warning: a test set measures what it is a sample of.`,
    },
    imagesOf(
      worstMistakes(drawn.MNIST, 14),
      'MNIST for a network that has learned from drawings: the worst mistakes',
    ),
  ];
  return {
    section: { title: 'Lesson 3: other digits', blocks },
    scores: {
      test: {
        'mnistOnDrawn.accuracy': 1 - mnist['drawn digits'].error.estimate,
        'drawnOnDrawn.accuracy': 1 - drawn['drawn digits'].error.estimate,
        'drawnOnMnist.accuracy': 1 - drawn.MNIST.error.estimate,
      },
    },
  };
}

function errorText({ error }: Judgment): string {
  return `${formatPercent(error.estimate, 2)} (${formatPercent(error.lower, 2)} to ${formatPercent(error.upper, 2)})`;
}
