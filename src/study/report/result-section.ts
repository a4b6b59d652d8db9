import {
  type Block,
  formatDuration,
  formatNumber,
  formatPercent,
  type IntervalRow,
  intervalsFigure,
  type Note,
  type Section,
  type Table,
  type Tiles,
} from '../../report/index.ts';
import { sum } from '../../util/arrays.ts';
import { type PartName, partNames, type StudyResult } from '../result.ts';
import {
  capitalized,
  counted,
  hasSeveralSeeds,
  ordinal,
  partWords,
  rangeText,
  scoreText,
  scoreWord,
  spreadText,
  trainingName,
} from './words.ts';

/** What came out: key numbers, all scores, and how the test part was treated. */
export async function resultSection(result: StudyResult): Promise<Section> {
  const hasScores = Object.keys(result.metrics).length > 0;
  const blocks: Block[] = [
    ...(result.ending === 'stopped' ? [STOPPED] : []),
    tilesOf(result),
    ...(hasScores ? [scoresTable(result)] : []),
    ...(await repetitionBlocks(result)),
    { kind: 'prose', text: testSentence(result) },
    ...openedBefore(result),
  ];
  return { title: 'Result', blocks };
}

const STOPPED = {
  kind: 'note',
  level: 'warning',
  title: 'Stopped.',
  text: 'This study was stopped before its end. What follows is what was finished until then.',
} as const;

/** The score by which a study is known. */
function mainScore({ task }: StudyResult): string {
  return { classification: 'accuracy', regression: 'loss', reconstruction: 'psnr' }[task];
}

function tilesOf(result: StudyResult): Tiles {
  const part = result.metrics.test ? 'test' : 'validation';
  const scores = Object.keys(result.metrics[part] ?? {});
  const others = { classification: 'loss', regression: 'meanAbsoluteError', reconstruction: 'ssim' }[
    result.task
  ];
  const wrong = errorsTile(result);
  return {
    kind: 'tiles',
    tiles: [
      ...[mainScore(result)].filter((name) => scores.includes(name)).map((name) => tile(result, part, name)),
      ...(wrong ? [wrong] : []),
      ...[others].filter((name) => scores.includes(name)).map((name) => tile(result, part, name)),
      {
        label: 'Time',
        value: formatDuration(result.seconds),
        detail: `${counted(result.parameters, 'parameter')}, on ${result.device.name}`,
      },
    ],
  };
}

function tile(result: StudyResult, part: PartName, name: string): Tiles['tiles'][number] {
  const value = result.metrics[part]?.[name] ?? Number.NaN;
  const interval = result.intervals[part]?.[name];
  const level = interval && formatPercent(interval.level, 0);
  return {
    label: `${capitalized(scoreWord(name))}, ${partWords[part]}`,
    value: scoreText(name, value),
    ...(interval && { detail: `${level} interval ${rangeText(name, interval)}` }),
  };
}

/** How many test items were classified wrongly: in cross-validation every item is tested once. */
function errorsTile({ repetitions }: StudyResult): Tiles['tiles'][number] | undefined {
  const matrices = repetitions.flatMap(({ confusion }) => (confusion ? [confusion] : []));
  if (matrices.length === 0 || hasSeveralSeeds(repetitions)) return undefined;
  const items = sum(matrices.flat(2));
  const right = sum(matrices.flatMap((matrix) => matrix.map((row, i) => row[i] ?? 0)));
  return {
    label: 'Errors, test',
    value: formatNumber(items - right),
    detail: `of ${counted(items, 'item')}, ${formatPercent(1 - right / items, 2)}`,
  };
}

function scoresTable(result: StudyResult): Table {
  const parts = partNames.filter((part) => result.metrics[part]);
  const several = Object.keys(result.spread).length > 0;
  const names = [...new Set(parts.flatMap((part) => Object.keys(result.metrics[part] ?? {})))];
  const { test: intervals } = several ? {} : result.intervals;
  const level = formatPercent(result.settings.evaluation?.level ?? 0.95, 0);
  return {
    kind: 'table',
    caption: several
      ? `Mean ± standard deviation over ${counted(result.repetitions.length, 'training')}`
      : 'Scores',
    columns: [
      { title: 'score' },
      ...parts.map((part) => ({ title: partWords[part] })),
      ...(intervals ? [{ title: `test, ${level} interval` }] : []),
    ],
    rows: names.map((name) => [
      scoreWord(name),
      ...parts.map((part) => cell(result, part, name)),
      ...(intervals ? [intervals[name] && rangeText(name, intervals[name])] : []),
    ]),
  };
}

function cell({ metrics, spread }: StudyResult, part: PartName, name: string): string | undefined {
  const [value, deviation] = [metrics[part]?.[name], spread[part]?.[name]];
  if (value === undefined) return undefined;
  return deviation === undefined ? scoreText(name, value) : spreadText(name, value, deviation);
}

/** The repetitions one by one, where there are several. */
async function repetitionBlocks(result: StudyResult): Promise<Block[]> {
  const name = mainScore(result);
  const severalSeeds = hasSeveralSeeds(result.repetitions);
  const rows = result.repetitions.flatMap((repetition): IntervalRow[] => {
    const interval = repetition.intervals.test?.[name];
    return interval ? [{ ...interval, label: trainingName(repetition, severalSeeds) }] : [];
  });
  const mean = result.metrics.test?.[name];
  if (rows.length < 2 || mean === undefined) return [];
  const options = {
    rows,
    title: 'Each training by itself',
    xTitle: `${scoreWord(name)}, test`,
    format: (value: number) => scoreText(name, value),
    reference: { value: mean, label: `mean ${scoreText(name, mean)}` },
  };
  return [await intervalsFigure(options)];
}

/** What to think of numbers of a test part that was opened before, by whatever study. */
function openedBefore({ testOpenings }: StudyResult): Note[] {
  const most = Math.max(0, ...testOpenings.map(({ nth = 0 }) => nth));
  if (most < 2) return [];
  const what = testOpenings.length === 1 ? 'The test part was' : 'Of these test parts, one was';
  const text =
    'Whoever chooses by what a test part says fits it by chance, and its numbers come out too good. State how often it was opened, or test on data that nobody has looked at.';
  return [{ kind: 'note', level: 'warning', title: `${what} opened for the ${ordinal(most)} time.`, text }];
}

function testSentence({ testOpenings, repetitions }: StudyResult): string {
  if (testOpenings.length === 0) return 'The test part was not opened.';
  const items = counted(sum(testOpenings.map((opening) => opening.items)), 'item');
  if (testOpenings.length === 1) {
    const networks = repetitions.length === 1 ? 'the trained network' : `all ${repetitions.length} networks`;
    const first = testOpenings[0]?.nth === 1 ? ' It was opened for the 1st time.' : '';
    return `The test part of ${items} was opened once, after training, to evaluate ${networks}.${first}`;
  }
  return `Each of ${testOpenings.length} test parts, ${items} in all, was opened once, after all training was done.`;
}
