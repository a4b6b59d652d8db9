import type { Tensor } from '../../graph/index.ts';
import { check, present } from '../../util/errors.ts';
import type { Schedule } from '../schedules/schedule.ts';

/** Tensors by name. */
export type Named = Readonly<Record<string, Tensor>>;

/** What an update works on: all trainable weights as one vector [n], so that it is a handful of operators in all. */
export interface UpdateInputs {
  /** [n] */
  readonly parameters: Tensor;
  /** [n] */
  readonly gradient: Tensor;
  /** The optimizer's own vectors, each [n]. */
  readonly moments: Named;
  /** The numbers that {@link Optimizer.scalars} gives for the step, as scalars. */
  readonly scalars: Named;
  /** [n]: 1 for parameters that decay, 0 for the others; `undefined` when all do. */
  readonly decayed: Tensor | undefined;
  /** For an optimizer that looks ahead: what it can ask besides. */
  readonly search?: Search | undefined;
}

/** Some of the parameters, which are optimized while the others stay. */
export interface Block {
  /** Its number among all blocks of the model, from 0. */
  readonly index: number;
  /** [n]: 1 for its parameters, else 0. */
  readonly mask: Tensor;
}

/** A vector's parameters in blocks: weights of one name, `kernel`, in all layers. */
export interface Blocks {
  readonly blocks: readonly Block[];
  /** How many there are in the whole model. */
  readonly count: number;
}

/** What an optimizer that searches its step can ask of the batch. */
export interface Search extends Blocks {
  /** [n]: where loss and gradient were taken. */
  readonly point: Tensor;
  /** The loss there, a scalar. */
  readonly loss: Tensor;
  /** The loss of the same batch at other parameters [n]. */
  readonly lossAt: (parameters: Tensor) => Tensor;
  /** Parameters [n] with every weight put back to where its constraint wants it. */
  readonly constrained: (parameters: Tensor) => Tensor;
}

/** What is known before loss and gradient are. */
export type LookAheadInputs = Pick<UpdateInputs, 'parameters' | 'moments' | 'scalars'> & Blocks;

/**
 * A rule that turns gradients into steps. What changes from step to step (learning rate, bias correction) is computed
 * outside the graph in float64 and goes in as scalars.
 */
export interface Optimizer {
  readonly name: string;
  /** A number, or a function of the training's progress. */
  readonly learningRate: number | Schedule;
  /** The names of the vectors it keeps beside the parameters; all start at zero. */
  readonly moments: readonly string[];
  /** Which weights decay, by name; all by default. Only AdamW has decay. */
  readonly decays?: (weight: string) => boolean;
  /** The numbers that a step takes, by its number (from 1) and learning rate. */
  scalars(step: number, learningRate: number): Readonly<Record<string, number>>;
  /** Where loss and gradient are to be taken, [n]; at the parameters unless it says. */
  readonly lookAhead?: (inputs: LookAheadInputs) => Tensor;
  /** The new parameters and moments. */
  update(inputs: UpdateInputs): { readonly parameters: Tensor; readonly moments: Named };
}

/** Checks a decay rate or momentum: 0 ≤ value < 1. */
export function checkRate(value: number, where: string): void {
  check(value >= 0 && value < 1, () => ({
    where,
    expected: 'a number from 0 up to, not including, 1',
    received: `${value}`,
  }));
}

/** Checks a number that may be zero, such as a decay. */
export function checkNotNegative(value: number, where: string): void {
  check(value >= 0 && Number.isFinite(value), () => ({
    where,
    expected: 'a number of 0 or more',
    received: `${value}`,
  }));
}

/** One of an optimizer's own tensors. */
export function tensorOf(tensors: Named, name: string): Tensor {
  return present(tensors[name], name);
}
