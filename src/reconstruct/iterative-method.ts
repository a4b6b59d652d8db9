import { type ShapedArray, shaped } from '../imaging/shaped-array.ts';
import type { StepSolver } from '../imaging/solvers/step-solver.ts';
import { check } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import { type Acquisition, checkMapped, linesOf } from './acquisition.ts';
import {
  type Method,
  type Parameters,
  parameterValues,
  type ReconstructionOptions,
  type TunableParameter,
} from './method.ts';
import { type InverseProblem, type ProblemShape, type StepGraphs, traceSteps } from './step-graphs.ts';
import { CompiledSteps, type Execution } from './step-run.ts';

/** How an iterative reconstruction runs. */
export interface IterativeOptions extends Execution {
  /** How many iterations; each method states its default. */
  readonly iterations?: number;
  /**
   * Ends as soon as an iteration changes the solution by less than this, relative to its norm. By default 0: all
   * iterations are done, and a result depends on nothing else.
   */
  readonly tolerance?: number;
  /**
   * What the data are divided by before, and the image multiplied with after, so that `regularization` means the same
   * for all of them: a number (BART's `-w`), or by default `'maximum'`, the largest magnitude of the zero-filled image.
   */
  readonly scale?: number | 'maximum';
  /** Of what a method draws at random; 0 by default. */
  readonly seed?: number;
}

/** Numbers that an iteration takes from outside, drawn anew for each. */
export interface Drawn {
  readonly name: string;
  readonly size: number;
  /** @param shape of the image, [2, row, column], with rows and columns as the iterations have them */
  readonly draw: (stream: RandomStream, shape: readonly number[], into: Float32Array) => void;
}

/** An iterative reconstruction: minimize ½‖A x − y‖² + what it knows of images. */
export interface IterativeDefinition {
  readonly name: string;
  readonly tunable: readonly TunableParameter[];
  readonly iterations: number;
  readonly solve: (problem: InverseProblem) => StepSolver;
  readonly drawn?: Drawn;
}

/** A method from its definition. Graphs are compiled once for each shape, so that the slices of a series share them. */
export function iterativeMethod(definition: IterativeDefinition, options: IterativeOptions): Method {
  checkOptions(definition.name, options);
  return new IterativeMethod(definition, options);
}

interface Compiled {
  readonly graphs: StepGraphs;
  readonly steps: CompiledSteps;
}

class IterativeMethod implements Method {
  readonly name: string;
  readonly needsMaps = true;
  readonly tunable: readonly TunableParameter[];
  readonly #definition: IterativeDefinition;
  readonly #options: IterativeOptions;
  readonly #compiled = new Map<string, Promise<Compiled>>();

  constructor(definition: IterativeDefinition, options: IterativeOptions) {
    this.name = definition.name;
    this.tunable = definition.tunable;
    this.#definition = definition;
    this.#options = options;
  }

  async reconstruct(
    acquisition: Acquisition,
    parameters: Parameters = {},
    { onIteration, signal }: ReconstructionOptions = {},
  ): Promise<ShapedArray> {
    checkMapped(this.name, acquisition);
    const values = parameterValues(this, parameters);
    const { tolerance = 0, scale = 'maximum', iterations = this.#definition.iterations } = this.#options;
    const { kspace, maps } = acquisition;
    const mask = linesOf(acquisition.mask);
    const { graphs, steps } = await this.#compile(shapeOf(kspace, mask));
    const drawn = this.#drawn(graphs.imageShape);
    const inputs = {
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Float32Array.of(value)])),
      kspace: kspace.data,
      maps: maps.data,
      mask: mask.data,
      orientedMask: mask.data,
      lipschitz: Float32Array.of(largestSensitivity(maps)),
      givenScale: Float32Array.of(scale === 'maximum' ? 0 : scale),
      ...drawn.arrays,
    };
    const result = await steps.run(inputs, {
      iterations,
      tolerance,
      draw: drawn.draw,
      onIteration: ({ iterations: iteration, solution, scale: divided }) =>
        onIteration?.(iteration, () => imageOf(solution, divided, graphs)),
      signal,
    });
    return imageOf(result.solution, result.scale, graphs);
  }

  async release(): Promise<void> {
    const compiled = await Promise.allSettled(this.#compiled.values());
    this.#compiled.clear();
    for (const one of compiled) if (one.status === 'fulfilled') await one.value.steps.release();
  }

  #compile(shape: ProblemShape): Promise<Compiled> {
    const key = JSON.stringify(shape);
    const compiled = this.#compiled.get(key) ?? this.#load(shape);
    this.#compiled.set(key, compiled);
    return compiled;
  }

  async #load(shape: ProblemShape): Promise<Compiled> {
    const graphs = traceSteps(this.#definition.solve, shape);
    return { graphs, steps: await CompiledSteps.load(graphs, this.name, this.#options) };
  }

  /** The array that is drawn anew for each iteration, and what draws it. */
  #drawn(shape: readonly number[]) {
    const { drawn } = this.#definition;
    if (!drawn) return { arrays: {}, draw: () => undefined };
    const { name, size, draw } = drawn;
    const { seed = 0 } = this.#options;
    const values = new Float32Array(size);
    return {
      arrays: { [name]: values },
      draw: (iteration: number) => draw(RandomStream.derive(seed, name, iteration), shape, values),
    };
  }
}

function checkOptions(where: string, options: IterativeOptions): void {
  const { iterations = 1, tolerance = 0, scale = 'maximum' } = options;
  const refuse = (expected: string, received: unknown) => () => ({
    where,
    expected,
    received: `${received}`,
  });
  check(Number.isInteger(iterations) && iterations >= 0, refuse('a whole number of iterations', iterations));
  check(tolerance >= 0, refuse('a tolerance of 0 or more', tolerance));
  check(scale === 'maximum' || scale > 0, refuse("a scale above 0, or 'maximum'", scale));
}

function shapeOf(kspace: ShapedArray, mask: ShapedArray): ProblemShape {
  const [coils = 0, , rows = 0, columns = 0] = kspace.shape;
  return { coils, rows, columns, maskRows: mask.shape[0] ?? 0 };
}

/** The largest Σ|S|² of any pixel: ‖A‖² is at most that, since Fourier transform and mask have norm 1. */
function largestSensitivity({ data, shape: [, , rows = 0, columns = 0] }: ShapedArray): number {
  const points = rows * columns;
  const sums = new Float64Array(points);
  for (let start = 0; start < data.length; start += points) {
    for (let i = 0; i < points; i++) sums[i] = (sums[i] ?? 0) + (data[start + i] ?? 0) ** 2;
  }
  return sums.reduce((most, value) => Math.max(most, value), 1e-30);
}

/** The image that a solution begins with, scaled back, rows and columns as in k-space. */
function imageOf(solution: Float32Array, scale: number, { imageShape, transposed }: StepGraphs): ShapedArray {
  const [, first = 0, second = 0] = imageShape;
  const [rows, columns] = transposed ? [second, first] : [first, second];
  const [down, across] = transposed ? [1, rows] : [columns, 1];
  const data = new Float32Array(2 * rows * columns);
  let to = 0;
  for (let part = 0; part < data.length; part += rows * columns) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        data[to++] = (solution[part + row * down + column * across] ?? 0) * scale;
      }
    }
  }
  return shaped(data, [2, rows, columns]);
}
