import type { Finding } from '../../evaluate/index.ts';
import { type Block, type Curve, curvesFigure, type Note, type Section } from '../../report/index.ts';
import type { RepetitionResult, StudyResult } from '../result.ts';
import { counted, scoreWord } from './words.ts';

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
  return { title: 'Training', blocks: [...figures, ...diagnosisBlocks(repetitions)] };
}

function scoreFigure(repetitions: readonly RepetitionResult[], name: string): Promise<Block> {
  const several = repetitions.length > 1;
  const isLoss = name === 'loss';
  const isSeeded = new Set(repetitions.map(({ seed }) => seed)).size > 1;
  const curves = repetitions.flatMap((repetition): Curve[] => {
    const { history } = repetition;
    const run = several ? { run: nameOf(repetition, isSeeded) } : {};
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

function nameOf({ seed, fold }: RepetitionResult, isSeeded: boolean): string {
  const parts = [
    ...(isSeeded || fold === undefined ? [`seed ${seed}`] : []),
    ...(fold === undefined ? [] : [`fold ${fold}`]),
  ];
  return parts.join(', ');
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

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
