import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { largestDifference } from '../agreement.ts';
import * as layers from './layers.ts';
import { describe as asText, epochs, type Level, learningRate } from './problem.ts';
import * as scratch from './scratch.ts';
import * as tensors from './tensors.ts';
import * as tfjsCore from './tfjs-core.ts';
import * as tfjsLayers from './tfjs-layers.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
  'tfjs-core': tfjsCore.train,
  'tfjs-layers': tfjsLayers.train,
};

const STEPS = 50;

async function coursesOf(rate: number) {
  const courses = Object.entries(levels).map(
    async ([name, train]) => [name, (await train(STEPS, rate)).course] as const,
  );
  return await Promise.all(courses);
}

describe('linear regression', () => {
  it('takes the same course at all levels: loss, k and d', async () => {
    const courses = await coursesOf(learningRate);
    for (const quantity of ['loss', 'k', 'd'] as const) {
      const curves = courses.map(
        ([name, course]) => [name, course.map((moment) => moment[quantity])] as const,
      );
      expect(largestDifference(Object.fromEntries(curves), STEPS), quantity).toBeLessThan(1e-4);
    }
  });

  it('takes another one at another learning rate', async () => {
    const lossesAt = (rate: number) => scratch.train(STEPS, rate).course.map(({ loss }) => loss);
    const curves = { rate: lossesAt(learningRate), other: lossesAt(1.01 * learningRate) };
    expect(largestDifference(curves, STEPS)).toBeGreaterThan(1e-3);
  });

  it('finds the line, as the text says', () => {
    const training = scratch.train(epochs, learningRate);
    expect(training.k).toBeCloseTo(2, 4);
    expect(training.d).toBeCloseTo(1, 3);
    const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    expect(text).toContain(asText(training));
  });

  it('converges below 2 / λ of the steepest direction, and not above', () => {
    // The loss Σ (k x + d − y)² has the second derivatives 2 Σx² = 110, 2 Σx = 30 and 2 n = 10.
    const steepest = 60 + Math.sqrt(50 ** 2 + 30 ** 2);
    const lossAt = (rate: number) => scratch.train(epochs, rate).course.at(-1)?.loss;
    expect(lossAt(0.99 * (2 / steepest))).toBeLessThan(1e-3);
    expect(lossAt(1.01 * (2 / steepest))).toBeGreaterThan(1e3);
  });
});
