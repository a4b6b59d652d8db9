import type { Batches, ItemSet } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import type { Session } from '../runtime/session.ts';
import { present } from '../util/errors.ts';
import { Averages } from './averages.ts';
import { checkTargets } from './check-targets.ts';
import { compileNetwork, type Execution } from './execution.ts';
import type { Scores } from './history.ts';
import { batchTensors, batchTypeOf, type Objective, reportNames, scored } from './objective.ts';
import { traceModel } from './trace-model.ts';
import { type VectorArrays, WeightVectors } from './weight-vectors.ts';

/** A model compiled to be scored on a dataset: inference, with moving statistics and without dropout. */
export class Evaluation {
  readonly #session: Session;
  readonly #batches: Batches<ItemSet>;
  readonly #averages: Averages;
  readonly #report: Float32Array;
  readonly #vectors: VectorArrays;
  readonly #run: () => Promise<void>;

  private constructor(
    session: Session,
    vectors: WeightVectors,
    batches: Batches<ItemSet>,
    objective: Objective,
  ) {
    const names = reportNames(objective);
    this.#session = session;
    this.#batches = batches;
    this.#averages = new Averages(names);
    this.#report = new Float32Array(names.length);
    this.#vectors = vectors.empty();
    const { inputs, targets, weights } = batches.batch;
    this.#run = session.bind({ inputs, targets, weights, ...this.#vectors }, { report: this.#report });
  }

  /** Traces the model with the objective, and loads it on the device. */
  static async load(
    model: Model,
    batches: Batches<ItemSet>,
    objective: Objective,
    execution: Execution,
  ): Promise<Evaluation> {
    const vectors = new WeightVectors(model.weights);
    const type = batchTypeOf(batches);
    const batch = batchTensors(type);
    const { prediction, penalty } = traceModel(model, batch, vectors.inputs().weights, false);
    checkTargets(objective, type, prediction);
    const { report } = scored(objective, prediction, batch, penalty);
    const session = await compileNetwork({ report }, 'evaluation', execution);
    return new Evaluation(session, vectors, batches, objective);
  }

  /** Averages over the dataset with the weights that `vectors` hold; `signal` ends it between two batches. */
  async run(vectors: VectorArrays, signal?: AbortSignal): Promise<Scores> {
    for (const [name, values] of Object.entries(this.#vectors)) values.set(present(vectors[name], name));
    this.#averages.clear();
    for (let index = 0; index < this.#batches.count; index++) {
      signal?.throwIfAborted();
      const reading = this.#batches.fetch(0, index);
      if (reading) await reading;
      await this.#run();
      this.#averages.add(this.#report, this.#batches.batch.size);
    }
    return this.#averages.scores;
  }

  /** Frees the session. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}
