import {
  div,
  greater,
  input,
  magnitude,
  matrixTranspose,
  max,
  reduceMax,
  type Shape,
  type Tensor,
  where,
} from '../graph/index.ts';
import { timesI } from '../imaging/operators/coils.ts';
import type { LinearOperator } from '../imaging/operators/linear-operator.ts';
import { sense } from '../imaging/operators/sense.ts';
import type { StepSolver, Variables } from '../imaging/solvers/step-solver.ts';

/** What an iterative reconstruction is made of, as tensors. */
export interface InverseProblem {
  /** A, from an image to k-space. */
  readonly operator: LinearOperator;
  /** A* y, with y scaled. */
  readonly zeroFilled: Tensor;
  /** L, the least bound of ‖A‖² that the sensitivities give. */
  readonly lipschitz: Tensor;
  /** A scalar that the caller gives with each slice. */
  readonly parameter: (name: string) => Tensor;
  /** Numbers that are drawn anew for each iteration. */
  readonly drawn: (name: string, shape: Shape) => Tensor;
}

/** The sizes that graphs are traced for. */
export interface ProblemShape {
  readonly coils: number;
  readonly rows: number;
  readonly columns: number;
  /** 1 where whole lines are sampled, else as many as there are. */
  readonly maskRows: number;
}

/** The two graphs of an iterative reconstruction: their outputs by name. */
export interface StepGraphs {
  /**
   * From `kspace`, `maps`, `mask`, `lipschitz` and `givenScale` to the scale, the variables, and what stays the same in
   * all iterations: {@link CONSTANTS}.
   */
  readonly start: Readonly<Record<string, Tensor>>;
  /** From the variables, the constants, `orientedMask`, `lipschitz` and parameters to the next variables. */
  readonly step: Readonly<Record<string, Tensor>>;
  readonly variables: readonly string[];
  readonly solution: string;
  /**
   * Whether the iterations exchange rows and columns. They do where whole lines are sampled: what is left of the
   * Fourier transform then runs along the first of both axes, where it needs no transpositions.
   */
  readonly transposed: boolean;
  /** [2, row, column] as the iterations have them. */
  readonly imageShape: readonly number[];
}

/** What the start computes for all iterations: the zero-filled image, the sensitivities S, and i S. */
export const CONSTANTS = ['zeroFilled', 'orientedMaps', 'turnedMaps'] as const;

/** Of no data: an image of zeros is divided by it. */
const LEAST_SCALE = 1e-30;

/** The name under which a variable comes out. */
export function next(variable: string): string {
  return `next/${variable}`;
}

/** Traces a solver for a shape. */
export function traceSteps(solve: (problem: InverseProblem) => StepSolver, shape: ProblemShape): StepGraphs {
  const { scale, ...constants } = prepared(shape);
  const { start, solution } = solve(problemOf(constants, shape));
  const variables = Object.keys(start);

  const { zeroFilled, orientedMaps, turnedMaps } = constants;
  const { step } = solve(
    problemOf(
      {
        zeroFilled: input('zeroFilled', zeroFilled.shape),
        orientedMaps: input('orientedMaps', orientedMaps.shape),
        turnedMaps: input('turnedMaps', turnedMaps.shape),
      },
      shape,
    ),
  );
  const before = variables.map((name) => [name, input(name, start[name]?.shape ?? [])]);
  return {
    start: { scale, ...constants, ...comingOut(start) },
    step: comingOut(step(Object.fromEntries(before))),
    variables,
    solution,
    transposed: areLines(shape),
    imageShape: zeroFilled.shape,
  };
}

type Constants = Readonly<Record<(typeof CONSTANTS)[number], Tensor>>;

/** What the start computes of k-space and sensitivities. */
function prepared(shape: ProblemShape): Constants & { readonly scale: Tensor } {
  const { coils, rows, columns, maskRows } = shape;
  const maps = input('maps', [coils, 2, rows, columns]);
  const mask = input('mask', [1, 1, maskRows, columns]);
  const image = sense({ maps, mask }).adjoint(input('kspace', maps.shape));
  const scale = scaleOf(image, input('givenScale', []));
  const oriented = (x: Tensor) => (areLines(shape) ? matrixTranspose(x) : x);
  const orientedMaps = oriented(maps);
  return { scale, zeroFilled: oriented(div(image, scale)), orientedMaps, turnedMaps: timesI(orientedMaps) };
}

function problemOf({ zeroFilled, orientedMaps, turnedMaps }: Constants, shape: ProblemShape): InverseProblem {
  const { maskRows, columns } = shape;
  const mask = input('orientedMask', [1, 1, ...(areLines(shape) ? [columns, 1] : [maskRows, columns])]);
  return {
    operator: sense({ maps: orientedMaps, turned: turnedMaps, mask }),
    zeroFilled,
    lipschitz: input('lipschitz', []),
    parameter: (name) => input(name, []),
    drawn: input,
  };
}

function areLines({ maskRows }: ProblemShape): boolean {
  return maskRows === 1;
}

/** The given scale, or for 0 the largest magnitude of the image. */
function scaleOf(image: Tensor, given: Tensor): Tensor {
  return where(greater(given, 0), given, max(reduceMax(magnitude(image)), LEAST_SCALE));
}

function comingOut(variables: Variables): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(variables).map(([name, tensor]) => [next(name), tensor]));
}
