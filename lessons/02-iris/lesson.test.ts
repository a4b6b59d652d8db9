import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference } from '../agreement.ts';
import { decays, type Fold, folds, runFold, summarize } from './five-folds.ts';
import * as layers from './layers.ts';
import { describe as asText, batchSize, type Level, onePartition, seed, type Trained } from './problem.ts';
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
const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');

describe('the levels of Iris', () => {
  const parts = onePartition();
  const trained = new Map<string, Trained>();

  beforeAll(async () => {
    const epochs = Math.ceil((STEPS * batchSize) / parts.train.count);
    for (const [name, train] of Object.entries(levels)) trained.set(name, await train(parts.train, epochs));
  }, 60_000);

  it('have the same loss at every step', () => {
    const curves = [...trained].map(([name, { losses }]) => [name, losses] as const);
    expect(largestDifference(Object.fromEntries(curves), STEPS)).toBeLessThan(1e-4);
  });

  it('learn: the loss falls below a third of ln 3', () => {
    for (const { losses } of trained.values()) {
      expect(losses[0]).toBeGreaterThan(0.6);
      expect(losses.at(-1)).toBeLessThan(Math.log(3) / 3);
    }
  });

  it('say the same of flowers that they have not seen', async () => {
    // The Layers API of TensorFlow.js is asked for probabilities, the others for logits.
    const logits: [string, number[]][] = [];
    for (const [name, { predict }] of trained) {
      if (name !== 'tfjs-layers') logits.push([name, Array.from(await predict(parts.test.inputs))]);
    }
    expect(largestDifference(Object.fromEntries(logits), 3 * parts.test.count)).toBeLessThan(1e-3);
  });

  it('print what the text shows', async () => {
    expect(text).toContain(await asText(scratch.train));
  });
});

describe('five folds of Iris', () => {
  const results: Fold[] = [];

  beforeAll(async () => {
    for (const split of folds(seed)) results.push(await runFold(split));
  }, 60_000);

  it('test every flower once, with an accuracy of 0.95 or more', () => {
    const { accuracy, confusion, errors } = summarize(results);
    expect(confusion.map((row) => row.reduce((a, b) => a + b))).toEqual([50, 50, 50]);
    expect(accuracy.estimate).toBeGreaterThanOrEqual(0.95);
    expect(errors.train).toBeLessThan(errors.test);
  });

  it('are as accurate as the text says, but for two flowers', () => {
    const { accuracy } = summarize(results);
    const [, said] = /test accuracy ([\d.]+), standard deviation/.exec(text) ?? [];
    expect(Math.abs(Number(said) - accuracy.estimate)).toBeLessThan(2.5 / 150);
  });

  it('choose among all strengths of decay by the validation flowers', () => {
    for (const { candidates, chosen } of results) {
      expect(candidates.map(({ decay }) => decay)).toEqual([...decays]);
      const entropies = candidates.map(({ history }) => history.at(-1)?.validation);
      const least = Math.min(
        ...entropies.map((scores) => scores?.sparseCategoricalCrossentropy ?? Number.NaN),
      );
      expect(chosen.history.at(-1)?.validation?.sparseCategoricalCrossentropy).toBe(least);
    }
  });
});
