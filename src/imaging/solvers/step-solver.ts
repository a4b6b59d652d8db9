import { mul, reduceSum, type Tensor } from '../../graph/index.ts';

/** The variables of an iteration, by name. */
export type Variables<Name extends string = string> = Readonly<Record<Name, Tensor>>;

/**
 * An iterative algorithm as graphs: where it starts, and one iteration. It is traced once; what runs it feeds each
 * iteration's variables to the next. Numbers that change from slice to slice are inputs of these graphs.
 */
export interface StepSolver<Name extends string = string> {
  /** The variables before the first iteration; they keep their shapes. */
  readonly start: Variables<Name>;
  /** One iteration. */
  readonly step: (variables: Variables<Name>) => Variables<Name>;
  /** The variable that holds the solution. */
  readonly solution: Name;
}

/** Re⟨x, y⟩ over all elements, a scalar. */
export function innerProduct(x: Tensor, y: Tensor): Tensor {
  return reduceSum(mul(x, y));
}
