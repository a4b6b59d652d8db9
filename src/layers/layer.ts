import type { Shape, Tensor } from '../graph/index.ts';
import { InputError } from '../util/errors.ts';
import type { LayerNode } from './node.ts';
import type { Sight } from './sight.ts';
import type { WeightSpec } from './weight.ts';

/** What a layer is told when its part of the graph is traced. */
export interface CallContext {
  /** Whether the graph is one that trains: dropout drops, batch normalization uses the batch. */
  readonly training: boolean;
  /** Whether the optimizer may change the layer's weights. */
  readonly trainable: boolean;
  /** The name under which this call of the layer draws its random numbers. */
  readonly stream: string;
  /** Gives one of the layer's own, not trainable weights its next value: moving averages. */
  update(weightName: string, value: Tensor): void;
}

/** A layer's settings, all of them written out: JSON. */
export type LayerConfig = Readonly<Record<string, unknown>>;

/**
 * A layer: plain data, and the function that traces it as a graph. Called with the outputs of other layers it
 * becomes part of a model; called several times it shares its weights. Shapes are without the batch axis, as in
 * Keras; images are [channel, row, column].
 *
 * @example const hidden = dense({ units: 16, activation: 'relu' })(inputLayer({ shape: [4] }));
 */
export interface Layer {
  (inputs: LayerNode | readonly LayerNode[]): LayerNode;
  /** Keras's class name: `Conv2D`. */
  readonly type: string;
  /** The name it was given, or undefined: a model then names it after its type. */
  readonly name: string | undefined;
  /** Whether the optimizer may change its weights. */
  readonly trainable: boolean;
  readonly config: LayerConfig;
  /** The output's shape. @throws InputError when the inputs do not suit the layer. */
  outputShape(inputs: readonly Shape[]): Shape;
  /** Its weights for such inputs, in the order in which they are kept. */
  weights(inputs: readonly Shape[]): readonly WeightSpec[];
  /** The output as a graph over inputs with a batch axis, and the weights by name. */
  trace(inputs: readonly Tensor[], weights: Readonly<Record<string, Tensor>>, context: CallContext): Tensor;
  /** How far an output looks in space, or undefined where it is one position, as in most layers. */
  sight(inputs: readonly Shape[]): Sight | undefined;
}

/** How messages call a layer: `Conv2D "conv1"`, or the type alone. */
export function layerTitle(type: string, name: string | undefined): string {
  return name === undefined ? type : `${type} "${name}"`;
}

/** Runs `action`; what it refuses is said to be refused in `place`. */
export function within<T>(place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { complaint } = error;
    const where = complaint.where === '' ? place : `${place}, ${complaint.where}`;
    throw new InputError({ ...complaint, where }, { cause: error });
  }
}
