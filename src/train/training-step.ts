import type { Batch } from '../data/index.ts';
import type { Session } from '../runtime/session.ts';
import { present } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import { compileGraph, type Execution } from './execution.ts';
import type { Optimizer } from './optimizers/optimizer.ts';
import { next, type StepGraph } from './step-graph.ts';
import { copyOf, type VectorArrays } from './weight-vectors.ts';

/** What a compiled step needs besides its graph. */
export interface StepContext extends Execution {
  readonly optimizer: Optimizer;
  /** Whose arrays are read at every run. */
  readonly batch: Batch;
  /** Where the random numbers of layers come from. */
  readonly seed: number;
  /** The state before the first run; copied. */
  readonly state: VectorArrays;
}

/**
 * A training step, compiled. Its state lives in two sets of vectors: each run reads one and writes the other, so that
 * nothing is copied or allocated.
 */
export class TrainingStep {
  /** Sums over the last batch: loss and metrics. */
  readonly report: Float32Array;
  readonly #session: Session;
  readonly #context: StepContext;
  readonly #scalars: Readonly<Record<string, Float32Array>>;
  readonly #randoms: readonly { readonly stream: string; readonly values: Float32Array }[];
  readonly #states: readonly [VectorArrays, VectorArrays];
  readonly #runs: readonly [() => Promise<void>, () => Promise<void>];
  #current: 0 | 1 = 0;

  private constructor(graph: StepGraph, session: Session, context: StepContext) {
    this.#session = session;
    this.#context = context;
    this.report = new Float32Array(present(graph.outputs.report, 'the report').size);
    const scalars = Object.keys(context.optimizer.scalars(1, 1));
    this.#scalars = Object.fromEntries(scalars.map((name) => [name, new Float32Array(1)]));
    this.#randoms = graph.randoms.map(({ stream, tensor }) => ({
      stream,
      values: new Float32Array(tensor.size),
    }));
    this.#states = [copyOf(context.state), copyOf(context.state)];
    const [a, b] = this.#states;
    this.#runs = [this.#bind(graph, a, b), this.#bind(graph, b, a)];
  }

  /** Writes the graph, and loads it on the device. */
  static async load(graph: StepGraph, context: StepContext): Promise<TrainingStep> {
    const session = await compileGraph(graph.outputs, 'training step', context);
    return new TrainingStep(graph, session, context);
  }

  /** The state after the last run. It stays valid for one more run. */
  get state(): VectorArrays {
    return this.#states[this.#current];
  }

  /** The state before the last run. */
  get stateBefore(): VectorArrays {
    return this.#states[this.#current === 0 ? 1 : 0];
  }

  /** Takes step number `step`, counted from 1, on what the batch now holds. */
  async run(step: number, learningRate: number): Promise<void> {
    const { optimizer, seed } = this.#context;
    const scalars = optimizer.scalars(step, learningRate);
    for (const name in scalars) present(this.#scalars[name], name)[0] = scalars[name] ?? 0;
    for (const { stream, values } of this.#randoms) {
      RandomStream.derive(seed, stream, step).fillUniform(values);
    }
    await this.#runs[this.#current]();
    this.#current = this.#current === 0 ? 1 : 0;
  }

  /** Frees the session. */
  async release(): Promise<void> {
    await this.#session.release();
  }

  #bind(graph: StepGraph, from: VectorArrays, to: VectorArrays): () => Promise<void> {
    const { inputs, targets, weights } = this.#context.batch;
    const randoms = graph.randoms.map(
      ({ name }, i) => [name, present(this.#randoms[i], name).values] as const,
    );
    const written = Object.entries(to).filter(([name]) => next(name) in graph.outputs);
    return this.#session.bind(
      { inputs, targets, weights, ...from, ...this.#scalars, ...Object.fromEntries(randoms) },
      { report: this.report, ...Object.fromEntries(written.map(([name, array]) => [next(name), array])) },
    );
  }
}
