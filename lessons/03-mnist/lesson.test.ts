import { readFileSync } from 'node:fs';
import { drawnDigits } from 'echotrain/data';
import { nodeDevice } from 'echotrain/runtime/node';
import { describe, expect, it } from 'vitest';
import { largestDifference } from '../agreement.ts';
import { judge, trainClassifier, worstMistakes } from './classifier.ts';
import * as layers from './layers.ts';
import { firstOf, type Level, type NetworkName, program } from './problem.ts';
import * as scratch from './scratch.ts';
import * as tensors from './tensors.ts';
import * as tfjsCore from './tfjs-core.ts';
import * as tfjsLayers from './tfjs-layers.ts';

const ours: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
};

const all: Readonly<Record<string, Level>> = {
  ...ours,
  'tfjs-core': tfjsCore.train,
  'tfjs-layers': tfjsLayers.train,
};

const { steps, hidden } = program;
const digits = drawnDigits({ seed: 1, train: steps * program.batchSize, test: 100 });

async function trainAll(levels: typeof all, network: NetworkName, batchSize: number) {
  const task = { network, hidden, data: firstOf(digits.train, steps * batchSize), batchSize };
  const trained = [];
  for (const [name, train] of Object.entries(levels)) trained.push({ name, ...(await train(task)) });
  const curves = Object.fromEntries(trained.map(({ name, losses }) => [name, losses]));
  return { trained, curves };
}

describe('the levels of MNIST', () => {
  // TensorFlow.js takes a twentieth of a second for the convolutions of one image.
  it.each([
    ['mlp', program.batchSize],
    ['lenet5', 2],
  ] as const)('have the same loss at every step: %s', { timeout: 240_000 }, async (network, batchSize) => {
    const { curves } = await trainAll(all, network, batchSize);
    expect(largestDifference(curves, steps)).toBeLessThan(1e-4);
  });

  it.each(['mlp', 'lenet5'] as const)('learn, and then say the same: %s', async (network) => {
    const { curves, trained } = await trainAll(ours, network, program.batchSize);
    expect(largestDifference(curves, steps)).toBeLessThan(1e-4);
    const logits: [string, number[]][] = [];
    for (const { name, losses, predict } of trained) {
      expect(losses.at(-1)).toBeLessThan(0.7 * Math.log(10));
      logits.push([name, Array.from(await predict(digits.test.inputs))]);
    }
    expect(largestDifference(Object.fromEntries(logits), 10 * digits.test.count)).toBeLessThan(1e-3);
  });
});

describe('whole trainings', () => {
  const surroundings = { device: nodeDevice('cpu') };
  const parts = { train: digits.train, validation: digits.test };
  const plan = { epochs: 4, maxLearningRate: 0.005 };

  it('are judged: errors, confusion, the worst mistakes first', async () => {
    const classifier = await trainClassifier(layers.lenet5(), parts, plan, surroundings);
    const judgment = await judge(classifier, digits.test, surroundings);
    expect(classifier.history).toHaveLength(plan.epochs);
    expect(judgment.error.estimate).toBeCloseTo(
      1 - (classifier.history.at(-1)?.validation?.accuracy ?? Number.NaN),
      6,
    );
    const right = judgment.confusion.reduce((sum, row, digit) => sum + (row[digit] ?? 0), 0);
    expect(right + judgment.errors).toBe(digits.test.count);
    const worst = worstMistakes(judgment, Number.POSITIVE_INFINITY);
    expect(worst).toHaveLength(judgment.errors);
    expect(worst.filter(({ label, predicted }) => label === predicted)).toEqual([]);
  });

  it('throw when they are stopped', async () => {
    const signal = AbortSignal.abort();
    const stopped = trainClassifier(layers.mlp(8), parts, plan, { ...surroundings, signal });
    await expect(stopped).rejects.toThrow(/abort/i);
  });
});

describe('the text', () => {
  const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');

  it('counts the parameters as they are', () => {
    const count = (model: ReturnType<typeof layers.mlp>) =>
      model.weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect(text).toContain(count(layers.lenet5()).toLocaleString('en-US'));
    expect(text).toContain(count(layers.mlp(512)).toLocaleString('en-US'));
  });
});
