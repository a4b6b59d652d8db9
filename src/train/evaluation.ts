import type { Batches } from '../data/index.ts';
import type { Model } from '../layers/model.ts';
import { toOnnx } from '../onnx/index.ts';
import type { Device, Session, SessionOptions } from '../runtime/session.ts';
import { present } from '../util/errors.ts';
import { Averages } from './averages.ts';
import type { Scores } from './history.ts';
import { batchTensors, batchTypeOf, type Objective, reportNames, scored } from './objective.ts';
import { type VectorArrays, WeightVectors } from './weight-vectors.ts';

/** Where, and on what, a model is evaluated. */
export interface EvaluationContext {
  readonly device: Device;
  readonly options?: SessionOptions;
  readonly objective: Objective;
  readonly batches: Batches;
}

/** A model compiled to be scored on a dataset: inference, with moving statistics and without dropout. */
export class Evaluation {
  readonly #session: Session;
  readonly #batches: Batches;
  readonly #averages: Averages;
  readonly #report: Float32Array;
  readonly #vectors: VectorArrays;
  readonly #run: () => Promise<void>;

  private constructor(session: Session, vectors: WeightVectors, { objective, batches }: EvaluationContext) {
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
  static async load(model: Model, context: EvaluationContext): Promise<Evaluation> {
    const { objective, batches, device, options } = context;
    const vectors = new WeightVectors(model.weights);
    const batch = batchTensors(batchTypeOf(batches));
    const { weights } = vectors.inputs();
    const { outputs, penalty } = model.forward([batch.inputs], weights, { training: false });
    const { report } = scored(objective, present(outputs[0], 'an output'), batch, penalty);
    const session = await device.load(toOnnx({ report }, { name: 'evaluation' }), options);
    return new Evaluation(session, vectors, context);
  }

  /** Averages over the dataset with the weights that `vectors` hold. */
  async run(vectors: VectorArrays): Promise<Scores> {
    for (const [name, values] of Object.entries(this.#vectors)) values.set(present(vectors[name], name));
    this.#averages.clear();
    for (const { size } of this.#batches.epoch(0)) {
      await this.#run();
      this.#averages.add(this.#report, size);
    }
    return this.#averages.scores;
  }

  /** Frees the session. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}
