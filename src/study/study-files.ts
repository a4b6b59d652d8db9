import { exportOnnx, historyToCsv, saveWeights, toJson } from '../train/index.ts';
import { present } from '../util/errors.ts';
import type { RepetitionResult } from './result.ts';
import type { StudyOutcome } from './run-study.ts';
import type { Trained } from './train-repetition.ts';

/** Files by name. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/**
 * What is kept of a study: `result.json`, `history.csv`, and its network as `weights.safetensors` and `model.onnx`. Of
 * several networks that is the one with the smallest loss on the validation part, and all are in `repetitions/`.
 */
export function studyFiles({ result, trained }: StudyOutcome): Files {
  const several = trained.length > 1;
  const all = trained.map((one) => {
    const folder = `repetitions/${nameOf(one)}/`;
    return several ? networkFiles(one, folder, result.study) : [];
  });
  const best = trained[bestOf(result.repetitions)];
  return new Map<string, string | Uint8Array>([
    ['result.json', `${JSON.stringify(JSON.parse(toJson(result)), undefined, 2)}\n`],
    ['history.csv', histories(result.repetitions)],
    ...(best ? networkFiles(best, '', result.study) : []),
    ...all.flat(),
  ]);
}

/** "seed-1", "seed-1-fold-2", "seed-1-fold-2-inner-3". */
function nameOf({ seed, division: { fold, inner } }: Trained): string {
  const ofFold = fold === undefined ? '' : `-fold-${fold}`;
  return `seed-${seed}${ofFold}${inner === undefined ? '' : `-inner-${inner}`}`;
}

function networkFiles(trained: Trained, folder: string, study: string): [string, Uint8Array][] {
  const { model, preprocessing, fitted, classNames } = trained;
  const metadata = { study, training: nameOf(trained), ...trained.metadata };
  const options = { metadata, ...(classNames && { classNames }) };
  return [
    [`${folder}weights.safetensors`, saveWeights(model, fitted.weights, metadata)],
    [`${folder}model.onnx`, exportOnnx(preprocessing.before(model), fitted.weights, options)],
  ];
}

/** The place of the smallest loss on the validation part, or on the training part where nothing was validated. */
function bestOf(repetitions: readonly RepetitionResult[]): number {
  const losses = repetitions.map(
    ({ metrics: { validation, train } }) => (validation ?? train)?.loss ?? Infinity,
  );
  return Math.max(0, losses.indexOf(Math.min(...losses)));
}

/** The histories of all repetitions under one header, each line behind its seed and fold. */
function histories(repetitions: readonly RepetitionResult[]): string {
  const isNested = repetitions.some(({ inner }) => inner !== undefined);
  const tables = repetitions.map(({ seed, fold = '', inner = '', history }) => {
    const [header, ...rows] = historyToCsv(history).trimEnd().split('\n');
    const [names, place] = isNested
      ? ['seed,fold,inner', `${seed},${fold},${inner}`]
      : ['seed,fold', `${seed},${fold}`];
    return { header: `${names},${header}`, rows: rows.map((row) => `${place},${row}`) };
  });
  const longest = tables.toSorted((a, b) => b.rows.length - a.rows.length)[0];
  return `${[present(longest, 'a history').header, ...tables.flatMap(({ rows }) => rows)].join('\n')}\n`;
}
