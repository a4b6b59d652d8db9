import type { ItemSet } from '../data/index.ts';
import { confusionMatrix, diagnoseCurves, type Finding } from '../evaluate/index.ts';
import { evaluate, type History } from '../train/index.ts';
import { type Answers, answersTo } from './answers.ts';
import type { Division } from './divide.ts';
import type { RepetitionResult } from './result.ts';
import { type AnswerScores, scoreAnswers } from './score.ts';
import type { Study } from './study.ts';
import { givesProbabilities, objectiveOf, type Task } from './task.ts';
import type { Surroundings, Trained } from './train-repetition.ts';

/** What a trained network says of its test part, item by item. */
export interface TestAnswers {
  readonly seed: number;
  readonly fold?: number;
  readonly left?: string;
  readonly part: ItemSet;
  readonly answers: Answers;
}

/** A training with its numbers, and what it says of the test part where that was opened. */
export interface Evaluated {
  readonly result: RepetitionResult;
  readonly test?: TestAnswers;
}

/** Evaluates trained networks of one study. */
export class Evaluator {
  readonly #study: Study;
  readonly #task: Task;
  readonly #surroundings: Surroundings;

  constructor(study: Study, task: Task, surroundings: Surroundings) {
    this.#study = study;
    this.#task = task;
    this.#surroundings = surroundings;
  }

  /** Scores a network on what it learned from and on what it was chosen by. The test part stays sealed. */
  async beforeTest(trained: Trained): Promise<Evaluated> {
    const { seed, division, fitted, seconds } = trained;
    const [train, validation] = [division.train(), division.validation()];
    const isWhole = fitted.ending !== 'stopped';
    const ofTrain = isWhole ? await this.#score(trained, train, false) : undefined;
    const ofValidation = isWhole && validation ? await this.#score(trained, validation) : undefined;
    const result = {
      seed,
      ...placeOf(division),
      split: division.hash,
      items: { train: train.count, validation: validation?.count ?? 0, test: division.test.count },
      ending: fitted.ending,
      seconds,
      history: fitted.history,
      diagnosis: this.#diagnose(fitted.history),
      metrics: {
        ...(ofTrain && { train: ofTrain.scores }),
        ...(ofValidation && { validation: ofValidation.scores }),
      },
      intervals: { ...(ofValidation && { validation: ofValidation.intervals }) },
    };
    return { result };
  }

  /** Adds the test part's numbers. `part` is what opening it gave. */
  async withTest({ result }: Evaluated, trained: Trained, part: ItemSet): Promise<Evaluated> {
    const { answers, scores, intervals } = await this.#score(trained, part);
    const { seed, fold, left } = result;
    return {
      result: {
        ...result,
        metrics: { ...result.metrics, test: scores },
        intervals: { ...result.intervals, test: intervals },
        ...(answers.kind === 'classes' && { confusion: confusionOf(answers) }),
      },
      test: { seed, ...(fold !== undefined && { fold }), ...(left !== undefined && { left }), part, answers },
    };
  }

  async #score(
    { model, fitted, seed, preprocessing }: Trained,
    raw: ItemSet,
    intervals = true,
  ): Promise<AnswerScores & { readonly answers: Answers }> {
    const { training, evaluation } = this.#study;
    const { device, threads } = this.#surroundings;
    const execution = { device, threads, batchSize: training.batchSize };
    const objective = objectiveOf(this.#task, training);
    const part = preprocessing.apply(raw);
    const averages = await evaluate(model, fitted.weights, part, { ...execution, ...objective });
    const probabilities = givesProbabilities(training.loss);
    const answers = await answersTo(model, fitted.weights, part, { ...execution, probabilities });
    const scored = scoreAnswers(answers, {
      ...evaluation,
      seed,
      groups: part.groups,
      skipIntervals: !intervals,
    });
    return { answers, scores: { ...averages, ...scored.scores }, intervals: scored.intervals };
  }

  /** What the loss curves say. */
  #diagnose(history: History): readonly Finding[] {
    const lossOf = (scores: Readonly<Record<string, number>> | undefined) => scores?.loss ?? Number.NaN;
    const train = history.map((record) => lossOf(record.train));
    const isValidated = history.some((record) => record.validation);
    const validation = isValidated ? history.map((record) => lossOf(record.validation)) : undefined;
    return diagnoseCurves(train, validation, this.#baseline);
  }

  /** The loss of a network that has learned nothing, where a formula gives it. */
  get #baseline(): { readonly baseline?: number } {
    const { loss } = this.#study.training;
    const settings = loss ? loss.sparseCategoricalCrossentropy : {};
    const isPlain = this.#task.kind === 'classification' && settings && !settings.classWeights;
    return isPlain ? { baseline: Math.log(this.#task.classNames.length) } : {};
  }
}

/** Which of several divisions one is. */
function placeOf({ fold, inner, left }: Division): Pick<RepetitionResult, 'fold' | 'inner' | 'left'> {
  return {
    ...(fold !== undefined && { fold }),
    ...(inner !== undefined && { inner }),
    ...(left !== undefined && { left }),
  };
}

function confusionOf({ labels, predicted, classNames }: Extract<Answers, { kind: 'classes' }>) {
  return confusionMatrix(labels, predicted, classNames.length);
}
