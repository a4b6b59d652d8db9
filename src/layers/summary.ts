import type { Shape } from '../graph/index.ts';
import { input } from '../graph/index.ts';
import { product, sum } from '../util/arrays.ts';
import type { Model } from './model.ts';
import type { NamedNode } from './naming.ts';
import { layerOf } from './node.ts';
import { countOperations } from './operations.ts';
import type { ReceptiveField } from './receptive-field.ts';
import { receptiveFields } from './receptive-field.ts';
import { summaryTable } from './summary-table.ts';
import type { WeightSpec } from './weight.ts';

/** What a summary counts with. */
export interface SummaryOptions {
  /** How many items are computed together; 1 by default. */
  readonly batchSize?: number;
  /** How many numbers the optimizer keeps for each trainable parameter; 2 by default, as Adam does. */
  readonly optimizerSlots?: number;
}

/** One call of a layer, or an input. */
export interface SummaryRow {
  readonly layer: string;
  /** Keras's class name. */
  readonly type: string;
  /** Without the batch axis. */
  readonly outputShape: Shape;
  /** The layer's parameters; 0 where its weights were counted in an earlier row. */
  readonly parameters: number;
  /** Floating-point operations of one forward pass for one item; a multiply-add counts as two. */
  readonly operations: number;
  /** Bytes of the output for the whole batch. */
  readonly activationBytes: number;
  readonly receptiveField: ReceptiveField;
}

/** What a model is made of, and what it costs. */
export interface Summary {
  readonly model: string;
  readonly batchSize: number;
  readonly rows: readonly SummaryRow[];
  readonly parameters: { readonly trainable: number; readonly notTrainable: number };
  /** Of one forward pass for one item. A training step takes about three times as many. */
  readonly operations: number;
  readonly bytes: { readonly activations: number; readonly weights: number; readonly optimizer: number };
  /** A table for a terminal of 80 columns. */
  readonly text: string;
}

const BYTES = 4;

/**
 * A model's layers with shapes, parameters, operations, memory and receptive fields, and their sums.
 *
 * @example console.log(summary(lenet5(), { batchSize: 128 }).text);
 */
export function summary(model: Model, { batchSize = 1, optimizerSlots = 2 }: SummaryOptions = {}): Summary {
  const fields = receptiveFields(model);
  const rows = model.nodes.map((named) => ({
    ...rowOf(model, named, batchSize),
    receptiveField: fields.get(named.node),
  }));
  const trainable = countParameters(model.weights.filter((spec) => spec.trainable));
  const notTrainable = countParameters(model.weights) - trainable;
  const numbers = {
    model: model.name,
    batchSize,
    rows,
    parameters: { trainable, notTrainable },
    operations: sum(rows.map((row) => row.operations)),
    bytes: {
      activations: sum(rows.map((row) => row.activationBytes)),
      weights: BYTES * (trainable + notTrainable),
      optimizer: BYTES * trainable * optimizerSlots,
    },
  };
  return { ...numbers, text: summaryTable(numbers) };
}

function rowOf(model: Model, named: NamedNode, batchSize: number) {
  const { node, name, call } = named;
  const weights = model.weights.filter((spec) => spec.name.startsWith(`${name}/`));
  return {
    layer: name,
    type: layerOf(node)?.type ?? 'Input',
    outputShape: node.shape,
    parameters: call === 0 ? countParameters(weights) : 0,
    operations: operationsOf(named),
    activationBytes: BYTES * batchSize * product(node.shape),
  };
}

function countParameters(specs: readonly WeightSpec[]): number {
  return sum(specs.map(({ shape }) => product(shape)));
}

/** Traces one layer for a single item and counts. */
function operationsOf({ node, name }: NamedNode): number {
  const layer = layerOf(node);
  if (!layer) return 0;
  const shapes = node.inputs.map(({ shape }) => shape);
  const weights = layer.weights(shapes).map((spec) => [spec.name, input(spec.name, spec.shape)] as const);
  const output = layer.trace(
    shapes.map((shape, i) => input(`input ${i}`, [1, ...shape])),
    Object.fromEntries(weights),
    { training: false, trainable: layer.trainable, stream: name, update: () => undefined },
  );
  return countOperations([output]);
}
