import {
  continued,
  lastStep,
  type MeasuredCurve,
  measuredCurve,
  refined,
  type WrittenCurve,
} from './measured-curve.ts';

/** Which curves are asked for. */
export interface CurveQuestion {
  readonly run: number;
  readonly names: readonly string[];
  /** From and up to these steps. */
  readonly from?: number;
  readonly to?: number;
  /** At most so many points each. */
  readonly most: number;
}

/** Asks the server. */
export type AskCurves = (question: CurveQuestion) => Promise<readonly WrittenCurve[]>;

/**
 * A whole curve has at most so many points. Once it has grown to more, its points are joined to stretches, and it is
 * always asked for as a whole: the server's stretches stay the same while it grows.
 */
const MOST = 2000;

/** A stretch that one looks at closely. */
const MOST_OF_STRETCH = 3600;

interface Known {
  readonly whole: MeasuredCurve;
  readonly detail?: MeasuredCurve | undefined;
  /** Both together, as they are drawn. */
  readonly shown: MeasuredCurve;
}

/**
 * The curves of runs, as far as pages have asked for them. What is there stays until something newer is: curves go on,
 * and get finer, without a moment in which they are gone.
 *
 * @example
 * const feed = new CurveFeed(ask);
 * await feed.want(3, ['step/loss']);
 * feed.curve(3, 'step/loss');
 */
export class CurveFeed {
  readonly #ask: AskCurves;
  readonly #known = new Map<string, Known>();
  readonly #asked = new Set<string>();
  readonly #advancing = new Set<number>();
  readonly #looks = new Map<number, number>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #growth = 0;

  constructor(ask: AskCurves) {
    this.#ask = ask;
  }

  /** Grows with every change. */
  readonly version = (): number => this.#version;

  /** Grows with every change of whole curves. */
  readonly growth = (): number => this.#growth;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A curve as it is known; nothing where it has not come yet, or the run has not measured it. */
  curve(run: number, name: string): MeasuredCurve | undefined {
    return this.#known.get(keyOf(run, name))?.shown;
  }

  /** The same without the stretches that one looks at more finely. */
  whole(run: number, name: string): MeasuredCurve | undefined {
    return this.#known.get(keyOf(run, name))?.whole;
  }

  /** Asks for curves that have not been asked for. */
  async want(run: number, names: readonly string[]): Promise<void> {
    const missing = names.filter((name) => !this.#asked.has(keyOf(run, name)));
    for (const name of missing) this.#asked.add(keyOf(run, name));
    try {
      await this.#load(run, missing);
    } catch (error) {
      for (const name of missing) this.#asked.delete(keyOf(run, name));
      throw error;
    }
  }

  /** Asks how the curves of a run go on. While an answer is on its way, nothing more is asked. */
  async advance(run: number): Promise<void> {
    if (this.#advancing.has(run)) return;
    this.#advancing.add(run);
    try {
      const [exact, long] = this.#byLength(run);
      for (const [last, names] of this.#byLastStep(run, exact)) await this.#continue(run, names, last);
      await this.#load(run, long);
    } finally {
      this.#advancing.delete(run);
    }
  }

  /** Asks for all curves of a run anew, as after it went on from an earlier step. */
  async reload(run: number): Promise<void> {
    const names = this.#namesOf(run);
    for (const name of names) {
      const whole = this.whole(run, name);
      if (whole) this.#keep(run, name, whole);
    }
    await this.#load(run, names);
  }

  /** Asks for a stretch of curves more finely, as far as they are not known in full. Only the last question counts. */
  async look(run: number, names: readonly string[], from: number, to: number): Promise<void> {
    const turn = (this.#looks.get(run) ?? 0) + 1;
    this.#looks.set(run, turn);
    const coarse = names.filter((name) => this.#known.get(keyOf(run, name))?.whole.isExact === false);
    if (coarse.length === 0) return;
    const question = {
      run,
      names: coarse,
      from: Math.max(0, Math.floor(from)),
      to: Math.max(0, Math.ceil(to)),
    };
    const curves = await this.#ask({ ...question, most: MOST_OF_STRETCH });
    if (this.#looks.get(run) !== turn) return;
    for (const curve of curves) {
      const known = this.#known.get(keyOf(run, curve.name));
      if (known) this.#keep(run, curve.name, known.whole, measuredCurve(curve));
    }
    this.#changed();
  }

  /** Shows whole curves again, none of a stretch more finely. */
  leave(run: number): void {
    this.#looks.set(run, (this.#looks.get(run) ?? 0) + 1);
    const detailed = this.#namesOf(run).filter((name) => this.#known.get(keyOf(run, name))?.detail);
    for (const name of detailed) {
      const whole = this.whole(run, name);
      if (whole) this.#keep(run, name, whole);
    }
    if (detailed.length > 0) this.#changed();
  }

  async #load(run: number, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const curves = await this.#ask({ run, names, most: MOST });
    for (const curve of curves) {
      const detail = this.#known.get(keyOf(run, curve.name))?.detail;
      this.#keep(run, curve.name, measuredCurve(curve), detail);
    }
    this.#changed();
  }

  async #continue(run: number, names: readonly string[], last: number): Promise<void> {
    const since = await this.#ask({ run, names, from: last + 1, most: MOST });
    const grown: string[] = [];
    for (const curve of since) {
      const known = this.#known.get(keyOf(run, curve.name));
      const whole = known ? continued(known.whole, measuredCurve(curve)) : measuredCurve(curve);
      if (known && whole === known.whole) continue;
      this.#keep(run, curve.name, whole, known?.detail);
      if (whole.steps.length > MOST) grown.push(curve.name);
    }
    await this.#load(run, grown);
    if (since.some(({ steps }) => steps.length > 0)) this.#changed();
  }

  /** Curves of which all points are known, and those that are too long for that. */
  #byLength(run: number): readonly [exact: string[], long: string[]] {
    const isLong = (name: string) => this.whole(run, name)?.isExact === false;
    const names = this.#namesOf(run);
    return [names.filter((name) => !isLong(name)), names.filter(isLong)];
  }

  #byLastStep(run: number, names: readonly string[]): Map<number, string[]> {
    return Map.groupBy(names, (name) => lastStep(this.whole(run, name)));
  }

  /** What was asked for of a run, be it there or not. */
  #namesOf(run: number): string[] {
    const prefix = keyOf(run, '');
    return [...this.#asked].flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  }

  #keep(run: number, name: string, whole: MeasuredCurve, detail?: MeasuredCurve): void {
    if (this.#known.get(keyOf(run, name))?.whole !== whole) this.#growth++;
    const shown = detail && !whole.isExact ? refined(whole, detail) : whole;
    this.#known.set(keyOf(run, name), { whole, detail, shown });
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

function keyOf(run: number, name: string): string {
  return `${run} ${name}`;
}
