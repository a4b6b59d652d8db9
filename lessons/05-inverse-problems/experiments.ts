/** What is measured in this lesson; `node lessons/05-inverse-problems/experiments.ts` does it all, in seconds. */
import { mean, nrmse } from 'echotrain/evaluate';
import { gaussianMask, type ShapedArray } from 'echotrain/imaging';
import { isStarted } from '../started.ts';
import { gFactor } from './g-factor.ts';
import { bodyOf, everyLine, magnitude, type Scene, seed, simulate, undersampled } from './problem.ts';
import { solve } from './tensors.ts';

/** Pixels of an image's side, and iterations, in figures and tables. */
export const SIZE = 120;
const ITERATIONS = 100;

/** A scan's conjugate gradients: images as magnitudes, and how wrong they are. */
export interface Experiment {
  readonly name: string;
  readonly mask: ShapedArray;
  readonly images: readonly Float32Array[];
  /** NRMSE after each iteration. */
  readonly errors: readonly number[];
}

/** The masks of the lesson, by name. */
export function masksOf(size: number) {
  const random = { rows: size, columns: size, acceleration: 4, calibrationLines: 12, seed };
  return {
    'R = 2': everyLine(size, 2),
    'R = 4': everyLine(size, 4),
    'R = 4, random': gaussianMask(random).mask,
  } as const;
}

/** CG-SENSE of one mask. */
export async function experiment(name: string, scene: Scene, mask: ShapedArray): Promise<Experiment> {
  const { images } = await solve(undersampled(scene, mask), ITERATIONS);
  const shape = mask.shape;
  const reference = { data: scene.reference, shape };
  const magnitudes = images.map(magnitude);
  return {
    name,
    mask,
    images: magnitudes,
    errors: magnitudes.map((data) => nrmse(reference, { data, shape })),
  };
}

/** Every mask with and without noise. */
export async function allExperiments(): Promise<{ noisy: Experiment[]; clean: Experiment[] }> {
  const run = async (scene: Scene) => {
    const experiments: Experiment[] = [];
    for (const [name, mask] of Object.entries(masksOf(SIZE))) {
      experiments.push(await experiment(name, scene, mask));
    }
    return experiments;
  };
  return { noisy: await run(simulate(SIZE)), clean: await run(simulate(SIZE, Number.POSITIVE_INFINITY)) };
}

/** The g-factor at some accelerations: maps, and their mean and largest value in the body. */
export function gFactors(accelerations: readonly number[]) {
  const scene = simulate(SIZE);
  const body = bodyOf(scene);
  return accelerations.map((acceleration) => {
    const map = gFactor(scene.maps, acceleration);
    const inside = map.filter((_, i) => body[i] === 1);
    return { acceleration, map, mean: mean(inside), largest: inside.reduce((a, b) => Math.max(a, b)) };
  });
}

async function main(): Promise<void> {
  const { noisy, clean } = await allExperiments();
  const columns = [1, 2, 4, 8, 16, 32, 64, 100];
  console.log(`NRMSE after        ${columns.map((i) => `${i}`.padStart(8)).join('')}  iterations`);
  const row = (name: string, errors: readonly number[]) => {
    const cells = columns.map((i) => (errors[i - 1] ?? errors.at(-1) ?? Number.NaN).toFixed(3).padStart(8));
    console.log(`${name.padEnd(19)}${cells.join('')}`);
  };
  for (const { name, errors } of noisy) row(name, errors);
  for (const { name, errors } of clean) row(`${name}, no noise`, errors);
  for (const { acceleration, mean: average, largest } of gFactors([2, 3, 4])) {
    console.log(`g-factor at R = ${acceleration}: mean ${average.toFixed(2)}, at most ${largest.toFixed(2)}`);
  }
}

if (isStarted(import.meta)) await main();
