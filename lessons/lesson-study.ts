/** Running the study files of the lessons. */
import { dirname, join, relative } from 'node:path';
import { hasMnist } from 'echotrain/data/node';
import { type Block, formatDuration, formatNumber } from 'echotrain/report';
import { type Override, parseOverride, parseStudy, readText, runStudy } from 'echotrain/study';
import type { LessonContext, LessonStudy } from './lesson.ts';

/** A study file, and what is changed so that all lessons are done in a few minutes. */
export interface StudyPlan {
  /** The name of its folder of results. */
  readonly name: string;
  /** Where it is, from this folder. */
  readonly file: string;
  /** Settings in place of the file's, as `--set` takes them. */
  readonly changes: readonly string[];
}

/**
 * Runs a study of a lesson. Where it asks for MNIST and that is not at hand, drawn digits take its place. `undefined`
 * where it was stopped before the end.
 */
export async function runLessonStudy(
  plan: StudyPlan,
  context: LessonContext,
): Promise<LessonStudy | undefined> {
  const place = join(import.meta.dirname, plan.file);
  const written = await readText(place, 'a study file');
  const asWritten = parseStudy(written, place).study;
  const isDrawn = asWritten.data.mnist !== undefined && !(await hasMnist());
  const inPlace = isDrawn ? drawnInPlace(asWritten.name) : [];
  const { study, text } = parseStudy(written, place, [...plan.changes.map(parseOverride), ...inPlace]);
  const { watch, ...surroundings } = context;
  const outcome = await runStudy(study, {
    ...surroundings,
    folder: dirname(place),
    watch: ({ division: { fold } }) => watch(fold === undefined ? study.name : `${study.name}, fold ${fold}`),
  });
  return outcome.result.ending === 'finished' ? { name: plan.name, outcome, text } : undefined;
}

/** What is changed where digits are drawn in MNIST's place. */
function drawnInPlace(name: string): Override[] {
  const changes = {
    name: name.replace('MNIST', 'drawn digits'),
    description: 'Digits drawn by a procedure, in the shape of MNIST.',
    data: 'digits',
  };
  return Object.entries(changes).map(([key, value]) => ({
    path: [key],
    value,
    source: `drawn digits, ${key}`,
  }));
}

/** What the data are called. */
const dataNames = { iris: 'Iris', mnist: 'MNIST', digits: 'Drawn digits', csv: 'A table' } as const;

/** What ran: data, parts, seed, time, and how to run it again. */
export function whatRan({ name, outcome: { result } }: LessonStudy, { file }: StudyPlan): Block {
  const { repetitions, settings, seconds, parameters } = result;
  const { train = 0, validation = 0, test = 0 } = repetitions[0]?.items ?? {};
  const data = Object.entries(dataNames).find(([source]) => source in settings.data)?.[1] ?? result.data.name;
  const facts = [
    `${data}: ${formatNumber(train)} training, ${formatNumber(validation)} validation, ${formatNumber(test)} test items${repetitions.length > 1 ? ` in each of ${repetitions.length} folds` : ''}`,
    `seed ${[settings.seed ?? 0].flat().join(', ')}`,
    `${formatNumber(settings.training.epochs ?? 1)} epochs`,
    `${formatNumber(parameters)} parameters`,
    formatDuration(seconds),
  ];
  const text = [
    `${facts.join('; ')}. Network, history and numbers are in the folder `,
    { code: name },
    '. Once more, to the end and with all scores: ',
    { code: `echotrain run ${fromHere(file)}` },
  ];
  return { kind: 'prose', text };
}

/** The path of a lesson's file from the working directory. */
export function fromHere(file: string): string {
  return relative(process.cwd(), join(import.meta.dirname, file));
}

/** Says that digits are not MNIST, where that is so. */
export function notMnist({ outcome: { result } }: LessonStudy): Block[] {
  return result.settings.data.digits === undefined ? [] : [NOT_MNIST];
}

const NOT_MNIST = {
  kind: 'note',
  level: 'warning',
  title: 'Not MNIST.',
  text: [
    'The files of MNIST are not at hand, so these are digits that a procedure drew. They are easier, and the numbers say nothing about MNIST. Get the real ones with ',
    { code: 'echotrain data get mnist' },
    ' and run this again.',
  ],
} as const satisfies Block;
