/** Lesson 2 on the page of `echotrain jumpstart`. */
import {
  confusionFigure,
  curvesFigure,
  type Figure,
  formatPercent,
  intervalsFigure,
  type Tiles,
} from 'echotrain/report';
import type { PartName, StudyResult } from 'echotrain/study';
import type { LessonContext, LessonReport } from '../lesson.ts';
import { runLessonStudy, type StudyPlan, whatRan } from '../lesson-study.ts';
import { species } from './problem.ts';

const plan: StudyPlan = { name: 'iris', file: '02-iris/study.yaml', changes: ['evaluation.metrics=[]'] };

/** Three species of iris, told apart by networks that have not seen the flowers they are asked about. */
export async function reportIris(context: LessonContext): Promise<LessonReport | undefined> {
  const study = await runLessonStudy(plan, context);
  if (!study) return undefined;
  const { result } = study.outcome;
  const blocks = [
    {
      kind: 'prose',
      text: '150 flowers of three species, 50 each, four measurements of each (Fisher 1936), and a network with 16 hidden units. Thirty test flowers are few, one more mistake is 3 %: so the flowers are divided five times, and each one is tested once, by a network that has not seen it.',
    } as const,
    tilesOf(result),
    await foldsFigure(result),
    await lossFigure(result),
    await confusionOf(result),
    whatRan(study, plan),
  ];
  return { section: { title: 'Lesson 2: Iris', blocks }, study };
}

function tilesOf({ metrics, spread }: StudyResult): Tiles {
  const error = (part: PartName) => formatPercent(1 - (metrics[part]?.accuracy ?? Number.NaN));
  return {
    kind: 'tiles',
    tiles: [
      {
        label: 'test accuracy',
        value: formatPercent(metrics.test?.accuracy ?? Number.NaN),
        detail: `± ${formatPercent(spread.test?.accuracy ?? Number.NaN)} over five folds`,
      },
      { label: 'training error', value: error('train') },
      { label: 'validation error', value: error('validation') },
      { label: 'test error', value: error('test') },
    ],
  };
}

function foldsFigure({ repetitions, metrics }: StudyResult): Promise<Figure> {
  const mean = metrics.test?.accuracy ?? Number.NaN;
  return intervalsFigure({
    title: 'One division says little',
    caption:
      'The accuracy of each fold with its 95 % interval. With one lucky division we would have reported the best of them.',
    xTitle: 'accuracy, test flowers',
    format: (share) => formatPercent(share),
    rows: repetitions.flatMap(({ fold, intervals }) => {
      const interval = intervals.test?.accuracy;
      return interval ? [{ label: `fold ${fold}`, ...interval }] : [];
    }),
    reference: { value: mean, label: `mean ${formatPercent(mean)}` },
  });
}

function lossFigure({ repetitions }: StudyResult): Promise<Figure> {
  const history = repetitions[0]?.history ?? [];
  return curvesFigure({
    title: 'Loss of the first fold',
    caption:
      'The training loss says whether the network learns, the validation loss whether that helps with other flowers.',
    curves: [
      { part: 'training', y: history.map(({ train }) => train.loss ?? Number.NaN) },
      { part: 'validation', y: history.map(({ validation }) => validation?.loss ?? Number.NaN) },
    ],
  });
}

function confusionOf({ repetitions }: StudyResult): Promise<Figure> {
  const count = (row: number, column: number) =>
    repetitions.reduce((total, { confusion }) => total + (confusion?.[row]?.[column] ?? 0), 0);
  return confusionFigure({
    title: 'What flowers are taken for',
    caption: 'All 150 flowers. Setosa is easy; versicolor and virginica overlap in all four measurements.',
    matrix: species.map((_, row) => species.map((__, column) => count(row, column))),
    classes: species,
  });
}
