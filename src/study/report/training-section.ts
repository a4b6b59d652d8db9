import type { Finding } from '../../evaluate/index.ts';
import {
  type Block,
  type Curve,
  curvesFigure,
  type Note,
  type Section,
  type Table,
} from '../../report/index.ts';
import type { RepetitionResult, StudyResult } from '../result.ts';
import { capitalized, counted, hasSeveralSeeds, scoreWord, trainingName } from './words.ts';

/** Of more trainings than this, the curves of the first ones are drawn. */
const MOST_CURVES = 6;

/** How the training went: curves of every score over the epochs, and what they say. */
export async function trainingSection(result: StudyResult): Promise<Section | undefined> {
  const repetitions = result.repetitions.filter(({ history }) => history.length > 0);
  if (repetitions.length === 0) return undefined;
  const shown = repetitions.slice(0, MOST_CURVES);
  const names = Object.keys(shown[0]?.history[0]?.train ?? {});
  const figures: Block[] = [];
  for (const name of names) figures.push(await scoreFigure(shown, name));
  return { title: 'Training', blocks: [...gateBlocks(result), ...figures, ...diagnosisBlocks(repetitions)] };
}

/** What was proved before the first training. */
function gateBlocks({ gates }: StudyResult): Table[] {
  if (!gates) return [];
  const rows = gates.map(({ name, passed, message }) => [name, passed ? '✓' : '✗', message]);
  const columns = ['gate', '', 'what was found'].map((title) => ({ title }));
  return [{ kind: 'table', caption: 'Proved before training', columns, rows }];
}

function scoreFigure(repetitions: readonly RepetitionResult[], name: string): Promise<Block> {
  const several = repetitions.length > 1;
  const isLoss = name === 'loss';
  const severalSeeds = hasSeveralSeeds(repetitions);
  const curves = repetitions.flatMap((repetition): Curve[] => {
    const { history } = repetition;
    const run = several ? { run: trainingName(repetition, severalSeeds) } : {};
    const validation = history.flatMap((record) =>
      record.validation ? [record.validation[name] ?? Number.NaN] : [],
    );
    return [
      { ...run, part: 'training', y: history.map((record) => record.train[name] ?? Number.NaN) },
      ...(validation.length > 0 ? [{ ...run, part: 'validation', y: validation } as const] : []),
    ];
  });
  const values = curves.flatMap(({ y }) => Array.from(y));
  return curvesFigure({
    curves,
    title: capitalized(scoreWord(name)),
    yTitle: scoreWord(name),
    log: isLoss && values.every((value) => value > 0),
    ...(isLoss && {
      caption:
        'The training loss is averaged over each epoch while the network learns; the validation loss is taken after it.',
    }),
  });
}

/** What the curves say, findings of the same kind together. */
function diagnosisBlocks(repetitions: readonly RepetitionResult[]): Note[] {
  const all = repetitions.flatMap((repetition) => repetition.diagnosis);
  return [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, findings]) => {
    const [first] = findings;
    const share =
      repetitions.length > 1 ? ` (${counted(findings.length, 'training')} of ${repetitions.length})` : '';
    const example = findings.length > 1 ? 'For example: ' : '';
    return {
      kind: 'note',
      level: LEVELS[kind],
      title: `${capitalized(kind)}${share}.`,
      text: `${example}${first?.evidence ?? ''} ${first?.advice ?? ''}`,
    };
  });
}

const LEVELS: Readonly<Record<Finding['kind'], Note['level']>> = {
  divergence: 'error',
  overfitting: 'warning',
  underfitting: 'warning',
  plateau: 'warning',
  'good fit': 'note',
  undecided: 'note',
};
