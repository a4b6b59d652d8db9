/** The lessons as one program: what `echotrain jumpstart` runs, in their order. */
import { join } from 'node:path';
import { hasMnist } from 'echotrain/data/node';
import type { Block, Section } from 'echotrain/report';
import {
  type Override,
  parseOverride,
  parseStudy,
  type Repetition,
  readText,
  reportStudyInBrief,
  runStudy,
  type StudyOutcome,
  type Surroundings,
} from 'echotrain/study';
import type { Callback } from 'echotrain/train';
import { lineFigure, lossFigure, parametersFigure } from './01-linear-regression/figures.ts';
import { train as trainLine } from './01-linear-regression/layers.ts';
import { epochs, learningRate } from './01-linear-regression/problem.ts';

/** Where lessons run, and who watches. */
export interface LessonContext extends Surroundings {
  /** Why this device, for the record. */
  readonly reason: string;
  /** Called before each training of a study; what it gives watches that training. */
  readonly watch: (study: string, repetition: Repetition) => Callback;
}

/** What a lesson shows on the page, and the study that it ran, where it ran one. */
export interface LessonReport {
  readonly section: Section;
  readonly study?: LessonStudy;
}

/** A study that a lesson ran. */
export interface LessonStudy {
  /** The name of its folder. */
  readonly name: string;
  readonly outcome: StudyOutcome;
  /** The study file as it was run. */
  readonly text: string;
}

/** The lessons' studies, and what is changed so that all of them are done in a few minutes. */
const studies = [
  { name: 'iris', file: '02-iris/study.yaml', changes: [] },
  { name: 'mlp', file: '03-mnist/mlp.yaml', changes: ['training.epochs=6'] },
  { name: 'lenet5', file: '03-mnist/lenet5.yaml', changes: ['training.epochs=6'] },
  { name: 'cnn', file: '03-mnist/cnn.yaml', changes: ['training.epochs=2'] },
] as const;

/**
 * Runs the lessons one after the other, each reported when it is done. Where MNIST is not at hand, digits that a
 * procedure draws take its place, and the report says so. A signal stops the training that it meets, and is the end.
 *
 * @example for await (const { section } of runLessons(context)) sections.push(section);
 */
export async function* runLessons(context: LessonContext): AsyncGenerator<LessonReport> {
  yield { section: await lineSection() };
  for (const study of studies) {
    if (context.signal?.aborted) return;
    const report = await runLessonStudy(study, context);
    if (report) yield report;
  }
}

/** Lesson 01. */
async function lineSection(): Promise<Section> {
  const training = await trainLine(epochs, learningRate);
  const { k, d } = training;
  const text = `Five points on the line y = 2x + 1, and a network of one unit that finds it: after ${epochs} epochs it says y = ${k.toFixed(3)} x + ${d.toFixed(3)}.`;
  const figures = [lineFigure(training), parametersFigure(training), lossFigure(training)];
  return { title: 'Linear regression', blocks: [{ kind: 'prose', text }, ...(await Promise.all(figures))] };
}

async function runLessonStudy(
  { name, file, changes }: (typeof studies)[number],
  { watch, ...context }: LessonContext,
): Promise<LessonReport | undefined> {
  const place = join(import.meta.dirname, file);
  const written = await readText(place, 'a study file');
  const asWritten = parseStudy(written, place).study;
  const isDrawn = asWritten.data.mnist !== undefined && !(await hasMnist());
  const inPlace = isDrawn ? drawnDigits(asWritten.name) : [];
  const { study, text } = parseStudy(written, place, [...changes.map(parseOverride), ...inPlace]);
  const outcome = await runStudy(study, {
    ...context,
    folder: import.meta.dirname,
    watch: (repetition) => watch(study.name, repetition),
  });
  if (outcome.trained.length === 0) return undefined;
  const { title, blocks } = await reportStudyInBrief(outcome);
  const section = { title, blocks: [...(isDrawn ? [DRAWN] : []), ...blocks] };
  return { section, study: { name, outcome, text } };
}

/** What is changed where digits are drawn in MNIST's place. */
function drawnDigits(name: string): Override[] {
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

const DRAWN = {
  kind: 'note',
  level: 'warning',
  title: 'Not MNIST.',
  text: [
    'The files of MNIST are not at hand, so these are digits that a procedure drew. They are easier, and the numbers say nothing about MNIST. Get the real ones with ',
    { code: 'echotrain data get mnist' },
    ' and run this again.',
  ],
} as const satisfies Block;
