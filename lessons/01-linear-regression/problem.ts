/** What all levels of this lesson share: the points, where the line starts, and how it is trained. */
import { isStarted } from '../started.ts';

/** Five points on the line y = 2 x + 1. */
export const points = [1, 2, 3, 4, 5].map((x) => ({ x, y: 2 * x + 1 }));

/** The line before training, y = k x + d. */
export const start = { k: 0.1, d: -0.1 };

/** How far a step goes along the slope of the loss, Σ (k x + d − y)². */
export const learningRate = 0.005;

/** How often all five points are looked at. */
export const epochs = 1000;

/** A line, and its loss. */
export interface Moment {
  readonly k: number;
  readonly d: number;
  readonly loss: number;
}

/** A training: every epoch as it was before its step, and the line in the end. */
export interface Training {
  readonly course: readonly Moment[];
  readonly k: number;
  readonly d: number;
}

/** How a level trains the line: always the same way, whatever it is written in. */
export type Level = (epochs: number, learningRate: number) => Training | Promise<Training>;

/** The number in an array that holds one. */
export function only(values: ArrayLike<number>): number {
  return values[0] ?? Number.NaN;
}

/** Trains and prints, where the module with this `import.meta` is the program that was started. */
export async function main(meta: ImportMeta, train: Level): Promise<void> {
  if (isStarted(meta)) console.log(describe(await train(epochs, learningRate)));
}

/** Some epochs of a training and its result, for people. */
export function describe({ course, k, d }: Training): string {
  const row = (cells: readonly string[]) => cells.map((cell) => cell.padStart(10)).join('');
  const rows = [1, 2, 3, 10, 100, 300, course.length].flatMap((epoch) => {
    const moment = course[epoch - 1];
    return moment
      ? [row([`${epoch}`, moment.k.toFixed(4), moment.d.toFixed(4), moment.loss.toPrecision(4)])]
      : [];
  });
  const line = `after ${course.length} epochs: y = ${k.toFixed(4)} x + ${d.toFixed(4)}`;
  return [row(['epoch', 'k', 'd', 'loss']), ...rows, line].join('\n');
}
