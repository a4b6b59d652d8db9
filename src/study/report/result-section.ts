import {
  type Block,
  formatDuration,
  formatNumber,
  formatPercent,
  type IntervalRow,
  intervalsFigure,
  type Section,
  type Table,
  type Tiles,
} from '../../report/index.ts';
import { sum } from '../../util/arrays.ts';
import { type PartName, partNames, type StudyResult } from '../result.ts';
import { counted, partWords, rangeText, scoreText, scoreWord } from './words.ts';

/** What came out: key numbers, all scores, and how the test part was treated. */
export async function resultSection(result: StudyResult): Promise<Section> {
  const blocks: Block[] = [];
  if (result.ending === 'stopped') blocks.push(stoppedNote);
  blocks.push(tilesOf(result));
  if (Object.keys(result.metrics).length > 0) blocks.push(scoresTable(result));
  blocks.push(...(await repetitionBlocks(result)), { kind: 'prose', text: testSentence(result) });
  return { title: 'Result', blocks };
}

const stoppedNote = {
  kind: 'note',
  level: 'warning',
  title: 'Stopped.',
  text: 'This study was stopped before its end. What follows is what was finished until then; the test part was not opened.',
} as const;

function tilesOf(result: StudyResult): Tiles {
  const part = result.metrics.test ? 'test' : 'validation';
  const name = result.task === 'classification' ? 'accuracy' : 'loss';
  const scores = result.metrics[part] ?? {};
  const tile = (score: string) => {
    const value = scores[score];
    if (value === undefined) return [];
    return [
      {
        label: `${scoreWord(score)}, ${partWords[part]} part`,
        value: scoreText(score, value),
        ...detail(result, part, score),
      },
    ];
  };
  const wrong = wrongAnswers(result);
  return {
    kind: 'tiles',
    tiles: [
      ...tile(name),
      ...(wrong === undefined
        ? []
        : [
            {
              label: 'errors, test part',
              value: formatNumber(wrong.errors),
              detail: `of ${formatNumber(wrong.items)}`,
            },
          ]),
      ...(name === 'loss' ? tile('meanAbsoluteError') : tile('loss')),
      { label: 'parameters', value: formatNumber(result.parameters) },
      { label: 'time', value: formatDuration(result.seconds), detail: `on ${result.device.name}` },
    ],
  };
}

/** "95 % interval 92.4 to 98.6 %", or the standard deviation over repetitions. */
function detail(
  result: StudyResult,
  part: PartName,
  name: string,
): { detail: string } | Record<never, never> {
  const interval = result.intervals[part]?.[name];
  if (interval) {
    return { detail: `${formatPercent(interval.level, 0)} interval ${rangeText(name, interval)}` };
  }
  return {};
}

/** Over all repetitions: in cross-validation every item is tested once. */
function wrongAnswers({ repetitions }: StudyResult): { errors: number; items: number } | undefined {
  const matrices = repetitions.flatMap(({ confusion }) => (confusion ? [confusion] : []));
  if (matrices.length === 0 || new Set(repetitions.map(({ seed }) => seed)).size > 1) return undefined;
  const items = sum(matrices.flat(2));
  const right = sum(matrices.flatMap((matrix) => matrix.map((row, i) => row[i] ?? 0)));
  return { errors: items - right, items };
}

function scoresTable(result: StudyResult): Table {
  const parts = partNames.filter((part) => result.metrics[part]);
  const several = Object.keys(result.spread).length > 0;
  const names = [...new Set(parts.flatMap((part) => Object.keys(result.metrics[part] ?? {})))];
  const cell = (part: PartName, name: string) => {
    const [value, spread] = [result.metrics[part]?.[name], result.spread[part]?.[name]];
    if (value === undefined) return undefined;
    return scoreText(name, value) + (spread === undefined ? '' : ` ± ${scoreText(name, spread)}`);
  };
  const intervals = result.intervals.test ?? {};
  return {
    kind: 'table',
    caption: several
      ? `Mean ± standard deviation over ${counted(result.repetitions.length, 'training')}`
      : 'Scores',
    columns: [
      { title: 'score' },
      ...parts.map((part) => ({ title: partWords[part] })),
      ...(result.intervals.test ? [{ title: `${formatPercent(levelOf(result), 0)} interval, test` }] : []),
    ],
    rows: names.map((name) => [
      scoreWord(name),
      ...parts.map((part) => cell(part, name)),
      ...(result.intervals.test ? [intervals[name] && rangeText(name, intervals[name])] : []),
    ]),
  };
}

function levelOf({ settings }: StudyResult): number {
  return settings.evaluation?.level ?? 0.95;
}

/** The repetitions one by one, where there are several. */
async function repetitionBlocks(result: StudyResult): Promise<Block[]> {
  const name = result.task === 'classification' ? 'accuracy' : 'loss';
  const rows = result.repetitions.flatMap(({ seed, fold, intervals }): IntervalRow[] => {
    const interval = intervals.test?.[name];
    return interval
      ? [{ ...interval, label: fold === undefined ? `seed ${seed}` : `seed ${seed}, fold ${fold}` }]
      : [];
  });
  const mean = result.metrics.test?.[name];
  if (rows.length < 2 || mean === undefined) return [];
  const options = {
    rows,
    title: `Each training by itself`,
    xTitle: `${scoreWord(name)}, test part`,
    format: (value: number) => scoreText(name, value),
    reference: { value: mean, label: `mean ${scoreText(name, mean)}` },
  };
  return [await intervalsFigure(options)];
}

function testSentence({ testOpenings, repetitions }: StudyResult): string {
  const [first] = testOpenings;
  if (!first) return 'The test part was not opened.';
  const items = formatNumber(sum(testOpenings.map((opening) => opening.items)));
  if (testOpenings.length === 1) {
    const networks = repetitions.length === 1 ? 'the trained network' : `all ${repetitions.length} networks`;
    return `The test part of ${items} items was opened once, after training, to evaluate ${networks}.`;
  }
  return `Each of ${testOpenings.length} test parts, ${items} items in all, was opened once, after all training was done.`;
}
