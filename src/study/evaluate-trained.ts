import type { ItemSet } from '../data/index.ts';
import { confusionMatrix, diagnoseCurves, type Finding } from '../evaluate/index.ts';
import { ImagePairs } from '../reconstruct/dataset/image-pairs.ts';
import { ReconstructionItems } from '../reconstruct/dataset/reconstruction-items.ts';
import { evaluate, type History } from '../train/index.ts';
import { type Answers, answersTo, type ImageAnswers } from './answers.ts';
import type { Division } from './divide.ts';
import { Comparer } from './reconstruction/compare-trained.ts';
import { NETWORK } from './reconstruction/comparison.ts';
import type { RepetitionResult } from './result.ts';
import { type AnswerScores, scoreAnswers } from './score.ts';
import type { Study } from './study.ts';
import { givesProbabilities, objectiveOf, type Task } from './task.ts';
import type { Surroundings, Trained } from './train-repetition.ts';

/** What a trained network says of a part, item by item. */
export interface PartAnswers {
  readonly seed: number;
  readonly fold?: number;
  readonly inner?: number;
  readonly left?: string;
  readonly part: ItemSet;
  readonly answers: Answers;
}

/** A training with its numbers, and what it says of the parts that are not learned from; of the test part once that was opened. */
export interface Evaluated {
  readonly result: RepetitionResult;
  /** None where that takes reconstructions of a whole part. */
  readonly validation?: PartAnswers;
  readonly test?: PartAnswers;
}

/** What is done besides scoring. */
export interface EvaluatorOptions {
  /** Scans that a reconstruction is tried on after its test. */
  readonly elsewhere?: ReconstructionItems | undefined;
  /** How many bytes of reconstructed images are kept of a part; none by default. */
  readonly imageBytes?: number;
}

/** Evaluates trained networks of one study. */
export class Evaluator {
  readonly #study: Study;
  readonly #task: Task;
  readonly #surroundings: Surroundings;
  readonly #comparer: Comparer;
  readonly #elsewhere: ReconstructionItems | undefined;

  constructor(
    study: Study,
    task: Task,
    surroundings: Surroundings,
    { elsewhere, imageBytes = 0 }: EvaluatorOptions = {},
  ) {
    this.#elsewhere = elsewhere;
    this.#study = study;
    this.#task = task;
    this.#surroundings = surroundings;
    this.#comparer = new Comparer(study.evaluation ?? {}, surroundings, imageBytes);
  }

  /** What is known of a network that is not scored, because it or its study was stopped. */
  withoutScores({ division, fitted, seed, seconds }: Trained): Evaluated {
    const [train, validation] = [division.train(), division.validation()];
    const result = {
      seed,
      ...placeOf(division),
      split: division.hash,
      items: { train: train.count, validation: validation?.count ?? 0, test: division.test.count },
      ending: fitted.ending,
      seconds,
      history: fitted.history,
      diagnosis: this.#diagnose(fitted.history),
      metrics: {},
      intervals: {},
    };
    return { result };
  }

  /** Scores a network on what it learned from and on what it was chosen by. The test part stays sealed. */
  async beforeTest(trained: Trained): Promise<Evaluated> {
    const known = this.withoutScores(trained);
    if (trained.fitted.ending === 'stopped') return known;
    const { seed, division } = trained;
    const validation = division.validation();
    const ofTrain = await this.#scoreKnown(trained, division.train(), false);
    const ofValidation = validation && (await this.#scoreKnown(trained, validation));
    const result = {
      ...known.result,
      metrics: { train: ofTrain.scores, ...(ofValidation && { validation: ofValidation.scores }) },
      intervals: { ...(ofValidation && { validation: ofValidation.intervals }) },
    };
    const answers = ofValidation?.answers;
    if (!answers || !validation) return { result };
    return { result, validation: { seed, ...placeOf(division), part: validation, answers } };
  }

  /** Tunes what a network is compared with, on its validation part, before its test part is opened. */
  async prepareTest(trained: Trained): Promise<void> {
    if (trained.division.train() instanceof ReconstructionItems) await this.#comparer.tune(trained);
  }

  /** Adds the test part's numbers. `part` is what opening it gave. */
  async withTest({ result, ...before }: Evaluated, trained: Trained, part: ItemSet): Promise<Evaluated> {
    const { answers, scores, intervals } =
      part instanceof ReconstructionItems || part instanceof ImagePairs
        ? await this.#compare(trained, part)
        : await this.#score(trained, part);
    return {
      ...before,
      result: {
        ...result,
        metrics: { ...result.metrics, test: scores },
        intervals: { ...result.intervals, test: intervals },
        ...(answers.kind === 'classes' && { confusion: confusionOf(answers) }),
        ...(answers.kind === 'images' && comparisonsOf(answers)),
      },
      test: { seed: trained.seed, ...placeOf(trained.division), part, answers },
    };
  }

  /** Frees what comparing took. */
  async release(): Promise<void> {
    await this.#comparer.release();
    await this.#elsewhere?.release();
  }

  /** Of scans, loss and metrics say enough before the test. */
  async #scoreKnown(
    trained: Trained,
    part: ItemSet,
    intervals = true,
  ): Promise<AnswerScores & { readonly answers?: Answers }> {
    if (this.#task.kind !== 'reconstruction') return this.#score(trained, part, intervals);
    return { scores: await this.#averages(trained, part), intervals: {} };
  }

  /** Loss and metrics over a part. */
  #averages({ model, fitted }: Trained, part: ItemSet): Promise<Readonly<Record<string, number>>> {
    const { training } = this.#study;
    const { device, threads, signal } = this.#surroundings;
    const execution = { device, threads, signal, batchSize: training.batchSize };
    return evaluate(model, fitted.weights, part, { ...execution, ...objectiveOf(this.#task, training) });
  }

  /** Beside classical methods; the network's own quality is what is said of it. */
  async #compare(
    trained: Trained,
    part: ReconstructionItems | ImagePairs,
  ): Promise<AnswerScores & { readonly answers: ImageAnswers }> {
    const averages = await this.#averages(trained, part);
    const found = await this.#comparer.compare(trained, part);
    const { means, intervals } = found.comparison;
    const elsewhere = this.#elsewhere && (await this.#comparer.compare(trained, this.#elsewhere));
    return {
      scores: { ...averages, ...means[NETWORK] },
      intervals: { ...intervals[NETWORK] },
      answers: { kind: 'images', ...found, ...(elsewhere && { elsewhere }) },
    };
  }

  async #score(
    trained: Trained,
    raw: ItemSet,
    intervals = true,
  ): Promise<AnswerScores & { readonly answers: Answers }> {
    const { training, evaluation } = this.#study;
    const { device, threads, signal } = this.#surroundings;
    const { model, fitted, seed, preprocessing } = trained;
    const execution = { device, threads, signal, batchSize: training.batchSize };
    const part = preprocessing.apply(raw);
    const averages = await this.#averages(trained, part);
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

function comparisonsOf({
  comparison,
  elsewhere,
}: ImageAnswers): Pick<RepetitionResult, 'comparison' | 'elsewhere'> {
  return { comparison, ...(elsewhere && { elsewhere: elsewhere.comparison }) };
}
