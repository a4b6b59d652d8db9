import type { Shape } from '../graph/index.ts';
import type { Constraint } from './constraints.ts';
import type { Initializer } from './initializers.ts';
import type { Regularizer } from './regularizers.ts';

/** A weight before it has values: what a layer, or a model, asks to be kept from step to step. */
export interface WeightSpec {
  /** `kernel` within a layer, `conv2d_1/kernel` within a model. */
  readonly name: string;
  readonly shape: Shape;
  /** Draws the values it starts from. */
  readonly initializer: Initializer;
  /** Whether the optimizer changes it. Moving averages are not trainable: the layer itself updates them. */
  readonly trainable: boolean;
  /** A term of the loss that keeps it small. */
  readonly regularizer?: Regularizer;
  /** Where it is put back to after every update. */
  readonly constraint?: Constraint;
}
