import type { Batch } from '../../data/index.ts';
import type { Values } from '../../graph/leaf.ts';
import type { Model } from '../../layers/index.ts';
import { layoutsOf } from '../../runtime/layouts.ts';
import type { Session } from '../../runtime/session.ts';
import { RandomStream } from '../../util/random.ts';
import { compileGraph, type Execution } from '../execution.ts';
import type { BatchType, Objective } from '../objective.ts';
import type { VectorArrays } from '../weight-vectors.ts';
import { statisticsOf } from './layer-activation.ts';
import { type MonitorGraph, monitorGraph } from './monitor-graph.ts';

/** What is monitored. */
export interface Monitored extends Execution {
  readonly model: Model;
  readonly type: BatchType;
  readonly objective: Objective;
  /** Whose arrays are read at every run. */
  readonly batch: Batch;
  /** Where the random numbers of layers come from. */
  readonly seed: number;
}

/** Looks into a network at a step: repeats its forward and backward pass, and changes nothing. */
export class NetworkMonitor {
  readonly #session: Session;
  readonly #graph: MonitorGraph;
  readonly #monitored: Monitored;

  private constructor(session: Session, graph: MonitorGraph, monitored: Monitored) {
    this.#session = session;
    this.#graph = graph;
    this.#monitored = monitored;
  }

  /** Traces the network, and loads it on the device. */
  static async load(monitored: Monitored): Promise<NetworkMonitor> {
    const { model, type, objective, device, threads } = monitored;
    const graph = monitorGraph(model, type, objective, await layoutsOf(device, threads));
    const session = await compileGraph(graph.outputs, 'monitor', { ...monitored, isOccasional: true });
    return new NetworkMonitor(session, graph, monitored);
  }

  /**
   * Gradient norms and activation statistics of step number `step`, counted from 1, by their names: on what the batch
   * still holds, with the weights before the step and the random numbers of the step.
   */
  async look(step: number, before: VectorArrays): Promise<Record<string, number>> {
    const { batch, seed } = this.#monitored;
    const randoms = this.#graph.randoms.map(({ name, stream, tensor }) => {
      const values = new Float32Array(tensor.size);
      RandomStream.derive(seed, stream, step).fillUniform(values);
      return [name, values] as const;
    });
    const { inputs, targets, weights } = batch;
    const found = await this.#session.run({
      ...{ inputs, targets, weights },
      ...before,
      ...Object.fromEntries(randoms),
    });
    return { ...this.#gradientNorms(found.gradients), ...this.#activations(found.activations) };
  }

  /** Frees the session. */
  async release(): Promise<void> {
    await this.#session.release();
  }

  #gradientNorms(lengths: Values = new Float32Array()): Record<string, number> {
    const named = this.#graph.weights.map((name, i) => [layerOf(name), Number(lengths[i])] as const);
    const byLayer = Map.groupBy(named, ([layer]) => layer);
    const length = (some: readonly (readonly [string, number])[]) =>
      Math.hypot(...some.map(([, one]) => one));
    return {
      gradientNorm: length(named),
      ...Object.fromEntries(Array.from(byLayer, ([layer, some]) => [`gradientNorm/${layer}`, length(some)])),
    };
  }

  #activations(values: Values = new Float32Array()): Record<string, number> {
    const all = Float32Array.from(values, Number);
    let end = 0;
    const calls = this.#graph.activations.map((activation) => {
      const start = end;
      end += activation.size;
      return { activation, numbers: all.subarray(start, end) };
    });
    const { size, weights } = this.#monitored.batch;
    const byLayer = Map.groupBy(calls, ({ activation }) => activation.layer.name);
    return Object.fromEntries(
      Array.from(byLayer).flatMap(([layer, some]) => {
        const { mean, deviation, dead } = statisticsOf(some, size / weights.length);
        return [
          [`activationMean/${layer}`, mean] as const,
          [`activationStd/${layer}`, deviation] as const,
          ...(dead === undefined ? [] : [[`deadUnits/${layer}`, dead] as const]),
        ];
      }),
    );
  }
}

/** The layer that a weight belongs to: `conv1` of `conv1/kernel`. */
export function layerOf(weight: string): string {
  return weight.slice(0, weight.lastIndexOf('/'));
}
