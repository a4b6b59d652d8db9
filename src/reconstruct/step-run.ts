import { polish } from '../graph/passes/index.ts';
import { toOnnx } from '../onnx/write.ts';
import type { Arrays, Device, Session } from '../runtime/session.ts';
import { product } from '../util/arrays.ts';
import { check, present } from '../util/errors.ts';
import { CONSTANTS, next, type StepGraphs } from './step-graphs.ts';

/** Where iterations run. */
export interface Execution {
  readonly device: Device;
  /** Threads within an operator; by default all that the machine offers. */
  readonly threads?: number | undefined;
}

/** One run of the iterations. */
export interface StepRunOptions {
  readonly iterations: number;
  /** Ends as soon as the solution changes by less than this, relative to its norm; 0 never does. */
  readonly tolerance: number;
  /** Fills the arrays that are drawn anew for iteration number 1, 2, ... */
  readonly draw: (iteration: number) => void;
  readonly onIteration?: ((reached: StepResult) => void | Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What iterations found. */
export interface StepResult {
  /** Of this iteration; the one after the next writes into it. */
  readonly solution: Float32Array;
  /** What the data were divided by. */
  readonly scale: number;
  readonly iterations: number;
}

type Floats = Record<string, Float32Array>;

/** The two graphs of an iterative reconstruction, compiled for one shape; any number of slices are run through them. */
export class CompiledSteps {
  readonly #graphs: StepGraphs;
  readonly #start: Session;
  readonly #step: Session;

  private constructor(graphs: StepGraphs, start: Session, step: Session) {
    this.#graphs = graphs;
    this.#start = start;
    this.#step = step;
  }

  /** Writes the graphs, and loads them on the device. */
  static async load(
    graphs: StepGraphs,
    name: string,
    { device, threads }: Execution,
  ): Promise<CompiledSteps> {
    const options = threads === undefined ? {} : { threads };
    const load = (part: 'start' | 'step') =>
      device.load(toOnnx(polish(graphs[part]), { name: `${name}, ${part}` }), options);
    return new CompiledSteps(graphs, await load('start'), await load('step'));
  }

  /** Iterates from the start; `inputs` are read as they are at each iteration. */
  async run(inputs: Arrays, options: StepRunOptions): Promise<StepResult> {
    const constants = Object.fromEntries(CONSTANTS.map((name) => [name, this.#allocated(name)]));
    const scale = new Float32Array(1);
    const states = [this.#state(), this.#state()] as const;
    const [a, b] = states;
    await this.#start.bind(inputs, { scale, ...constants, ...comingOut(a) })();
    check(Number.isFinite(scale[0]), () => ({
      where: 'reconstruction',
      expected: 'k-space and sensitivities that give finite images',
      received: `a largest magnitude of ${scale[0]}`,
    }));
    const reached = (iterations: number): StepResult => ({
      solution: present(states[iterations % 2]?.[this.#graphs.solution], 'the solution'),
      scale: present(scale[0], 'the scale'),
      iterations,
    });
    return reached(await this.#iterate({ ...inputs, ...constants }, a, b, options, reached));
  }

  /** Each iteration reads one set of variables and writes the other. */
  async #iterate(
    inputs: Arrays,
    a: Floats,
    b: Floats,
    options: StepRunOptions,
    reached: (iterations: number) => StepResult,
  ): Promise<number> {
    const { iterations, tolerance, draw, onIteration, signal } = options;
    const forth = this.#step.bind({ ...inputs, ...a }, comingOut(b));
    const back = this.#step.bind({ ...inputs, ...b }, comingOut(a));
    const [before, after] = [a, b].map((state) => present(state[this.#graphs.solution], 'the solution'));
    for (let iteration = 1; iteration <= iterations; iteration++) {
      signal?.throwIfAborted();
      draw(iteration);
      await (iteration % 2 === 1 ? forth() : back());
      await onIteration?.(reached(iteration));
      if (tolerance > 0 && before && after && relativeChange(before, after) < tolerance) return iteration;
    }
    return iterations;
  }

  #state(): Floats {
    return Object.fromEntries(this.#graphs.variables.map((name) => [name, this.#allocated(next(name))]));
  }

  #allocated(output: string): Float32Array {
    return new Float32Array(product(present(this.#graphs.start[output], output).shape));
  }

  /** Frees the sessions. */
  async release(): Promise<void> {
    await this.#start.release();
    await this.#step.release();
  }
}

function comingOut(state: Floats): Floats {
  return Object.fromEntries(Object.entries(state).map(([name, values]) => [next(name), values]));
}

/** ‖a − b‖ / max(‖a‖, ‖b‖), the same in both directions. */
function relativeChange(a: Float32Array, b: Float32Array): number {
  let [difference, inA, inB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    difference += (x - y) ** 2;
    inA += x * x;
    inB += y * y;
  }
  const largest = Math.max(inA, inB);
  return largest > 0 ? Math.sqrt(difference / largest) : 0;
}
