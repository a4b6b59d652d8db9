import { range } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import type { Parameters, TunableParameter } from './method.ts';

/** Something with parameters that may be chosen. */
export interface Tunable {
  readonly name: string;
  readonly tunable: readonly TunableParameter[];
}

/** How parameters are searched. */
export interface SearchOptions {
  /** Values on the logarithmic grid, 6 by default. */
  readonly gridSize?: number;
  /** How closely the best value is found, as a ratio; 1.15 by default. */
  readonly precision?: number;
  /** How often the range is widened where the best value lies at its end; 3 times by default. */
  readonly widenings?: number;
  /** Called after each value that was tried. */
  readonly onTrial?: (trial: Trial) => void;
}

/** Parameters, and how good they are. */
export interface Trial {
  readonly parameters: Parameters;
  /** The smaller the better. */
  readonly score: number;
}

/** What tuning found. */
export interface Tuning extends Trial {
  /** All that was tried, in order. */
  readonly trials: readonly Trial[];
  /** Sentences about what the user should know, such as a best value at the border of what was searched. */
  readonly warnings: readonly string[];
}

/**
 * Chooses parameters: each on a logarithmic grid, which is widened while the best value lies at its end, then by golden
 * sections around the best (Kiefer 1953).
 *
 * @param score what is made small
 */
export async function searchParameters(
  tunable: Tunable,
  score: (parameters: Parameters) => Promise<number>,
  options: SearchOptions = {},
): Promise<Tuning> {
  const trials: Trial[] = [];
  const warnings: string[] = [];
  const tried = async (parameters: Parameters): Promise<Trial> => {
    const trial = { parameters, score: await score(parameters) };
    options.onTrial?.(trial);
    trials.push(trial);
    return trial;
  };
  let best = await tried(defaultsOf(tunable));
  for (const parameter of tunable.tunable) {
    const search = new Search(
      parameter,
      options,
      async (value) => (await tried({ ...best.parameters, [parameter.name]: value })).score,
    );
    const { value, score: reached, warning } = await search.run();
    if (reached < best.score)
      best = { parameters: { ...best.parameters, [parameter.name]: value }, score: reached };
    if (warning !== undefined) warnings.push(`${tunable.name}: ${warning}`);
  }
  return { ...best, trials, warnings };
}

function defaultsOf({ tunable }: Tunable): Parameters {
  return Object.fromEntries(tunable.map((parameter) => [parameter.name, parameter.default]));
}

interface Point {
  readonly value: number;
  readonly score: number;
}

/** The search for one positive parameter. */
class Search {
  readonly #parameter: TunableParameter;
  readonly #options: SearchOptions;
  readonly #score: (value: number) => Promise<number>;
  /** Ascending. */
  #points: Point[] = [];

  constructor(
    parameter: TunableParameter,
    options: SearchOptions,
    score: (value: number) => Promise<number>,
  ) {
    this.#parameter = parameter;
    this.#options = options;
    this.#score = score;
  }

  async run(): Promise<Point & { readonly warning?: string }> {
    const [low, high] = this.#parameter.range;
    const { gridSize = 6, widenings = 3 } = this.#options;
    const ratio = (high / low) ** (1 / Math.max(1, gridSize - 1));
    for (const i of range(gridSize)) await this.#add(low * ratio ** i);
    for (let i = 0; i < widenings && this.#end() !== 0; i++)
      await this.#add(this.#best().value * ratio ** this.#end());
    if (this.#end() !== 0) return { ...this.#best(), warning: this.#borderWarning() };
    await this.#goldenSections();
    return this.#best();
  }

  async #add(value: number): Promise<void> {
    const point = { value, score: await this.#score(value) };
    this.#points = [...this.#points, point].sort((a, b) => a.value - b.value);
  }

  #best(): Point {
    return this.#points.reduce((best, point) => (point.score < best.score ? point : best));
  }

  /** −1 where the best value is the lowest, 1 where it is the highest, else 0. */
  #end(): -1 | 0 | 1 {
    const at = this.#points.indexOf(this.#best());
    return at === 0 ? -1 : at === this.#points.length - 1 ? 1 : 0;
  }

  #borderWarning(): string {
    const { value } = this.#best();
    const side = this.#end() < 0 ? 'lowest' : 'highest';
    return `the best ${this.#parameter.name} is the ${side} that was tried, ${value.toPrecision(2)}.`;
  }

  /** Tries the larger of the two gaps beside the best value at its golden section, until both are small. */
  async #goldenSections(): Promise<void> {
    const { precision = 1.15 } = this.#options;
    for (;;) {
      const at = this.#points.indexOf(this.#best());
      const [below, best, above] = this.#points.slice(at - 1, at + 2).map(({ value }) => Math.log(value));
      const [left, middle, right] = [
        present(below, 'a neighbor'),
        present(best, 'the best'),
        present(above, 'a neighbor'),
      ];
      if (Math.max(middle - left, right - middle) < Math.log(precision)) return;
      const target = right - middle > middle - left ? right : left;
      await this.#add(Math.exp(middle + (target - middle) * GOLDEN));
    }
  }
}

/** (3 − √5) / 2 */
const GOLDEN = (3 - Math.sqrt(5)) / 2;
