import {
  type BootstrapOptions,
  bootstrapInterval,
  type Interval,
  type Statistic,
} from '../evaluate/index.ts';
import { range } from '../util/arrays.ts';
import { check, InputError } from '../util/errors.ts';
import type { ClassAnswers, ValueAnswers } from './answers.ts';
import { classScores, valueScores } from './scores.ts';
import type { EvaluationSettings } from './settings/evaluation.ts';

/** One way to score answers. */
export interface Score {
  /** The score of some of the items. */
  readonly of: Statistic;
  /** How its interval is found: by a formula at a confidence level, by resampling, or not at all. */
  readonly interval: 'bootstrap' | 'none' | ((level: number) => Interval);
}

/** Scores by name, with intervals where a method is sound and affordable. */
export interface AnswerScores {
  readonly scores: Readonly<Record<string, number>>;
  readonly intervals: Readonly<Record<string, Interval>>;
}

/** How answers are scored. */
export interface ScoreOptions extends EvaluationSettings {
  readonly seed: number;
  /** The subject of each item; intervals then draw subjects. */
  readonly groups?: readonly string[] | undefined;
  /** Without intervals, where nobody asks for them. */
  readonly skipIntervals?: boolean;
}

/**
 * Scores answers: accuracy, and what the evaluation's settings name. A proportion has Wilson's interval, the area under
 * the curve of two classes DeLong's, others the bootstrap's; where items share subjects, the bootstrap over subjects.
 *
 * @throws InputError for a score that does not suit the answers.
 */
export function scoreAnswers(answers: ClassAnswers | ValueAnswers, options: ScoreOptions): AnswerScores {
  const known = answers.kind === 'classes' ? classScores(answers) : valueScores(answers);
  const chosen = Object.entries(known).filter(([name]) => isChosen(name, known, options));
  const count = answers.kind === 'classes' ? answers.labels.length : answers.targets.length;
  const all = Uint32Array.from(range(count));
  const intervals = chosen.map(([name, one]) => [name, intervalOf(one, count, options)] as const);
  return {
    scores: Object.fromEntries(chosen.map(([name, one]) => [name, one.of(all)])),
    intervals: Object.fromEntries(intervals.flatMap(([name, one]) => (one ? [[name, one]] : []))),
  };
}

type Scores = Readonly<Record<string, Score>>;

function isChosen(name: string, known: Scores, { metrics }: ScoreOptions): boolean {
  const stranger = metrics?.find((metric) => !(metric in known));
  check(stranger === undefined, () => ({
    where: 'evaluation, metrics',
    expected: `scores that suit the data: ${Object.keys(known).join(', ')}`,
    received: `"${stranger}"`,
  }));
  return name === 'accuracy' || (metrics?.some((metric) => metric === name) ?? name !== 'logLoss');
}

function intervalOf(score: Score, items: number, options: ScoreOptions): Interval | undefined {
  const { level = 0.95, resamples = 1000, seed, groups, skipIntervals } = options;
  if (skipIntervals || score.interval === 'none' || items < 2) return undefined;
  const severalSubjects = groups !== undefined && new Set(groups).size > 1;
  if (typeof score.interval === 'function' && !severalSubjects) return score.interval(level);
  const drawn = { items, seed, level, resamples, ...(severalSubjects && { groups }) };
  const interval = bootstrapped(score, drawn);
  // Of answers without a single error all resamples are alike, which says nothing about the next error.
  return interval && interval.lower < interval.upper ? interval : undefined;
}

/** None where too few items are of one class: a study that was trained does not fail by that. */
function bootstrapped(score: Score, drawn: BootstrapOptions): Interval | undefined {
  try {
    return bootstrapInterval(score.of, drawn);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
