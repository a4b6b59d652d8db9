import { describe, expect, it } from 'vitest';
import { range } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import type { History } from '../history.ts';
import {
  cosineDecay,
  oneCycle,
  type Progress,
  reduceOnPlateau,
  type Schedule,
  stepDecay,
  warmUp,
} from './index.ts';
import golden from './schedules.json' with { type: 'json' };

const stepsPerEpoch = 4;
const epochs = 6;
const learningRate = 0.1;

function at(step: number, history: History = []): Progress {
  return { step, epoch: Math.floor(step / stepsPerEpoch), stepsPerEpoch, epochs, history };
}

function historyOf(losses: readonly number[]): History {
  return losses.map((loss, epoch) => ({ epoch, learningRate, seconds: 0, train: { loss } }));
}

const everyStep = (schedule: Schedule) => golden.cosine.map((_, step) => schedule(at(step)));
const everyEpoch = (schedule: Schedule) =>
  golden.every.map((_, epoch) => schedule(at(epoch * stepsPerEpoch)));
const everyLoss = (schedule: Schedule) =>
  range(golden.losses.length).map((epoch) => schedule(at(0, historyOf(golden.losses.slice(0, epoch)))));

describe('schedules', () => {
  it.each([
    [
      'stepDecay every 2 epochs',
      everyEpoch(stepDecay({ learningRate, factor: 0.5, every: 2 })),
      golden.every,
    ],
    ['stepDecay at chosen epochs', everyEpoch(stepDecay({ learningRate, at: [1, 4] })), golden.at],
    ['cosineDecay', everyStep(cosineDecay({ learningRate })), golden.cosine],
    ['cosineDecay to a share', everyStep(cosineDecay({ learningRate, alpha: 0.2 })), golden.cosineTo],
    ['warmUp', everyStep(warmUp({ epochs: 2, learningRate })), golden.warm],
    ['oneCycle', everyStep(oneCycle({ maxLearningRate: learningRate })), golden.oneCycle],
    [
      'reduceOnPlateau',
      everyLoss(reduceOnPlateau({ learningRate, factor: 0.5, patience: 2 })),
      golden.plateau,
    ],
    [
      'reduceOnPlateau that rests',
      everyLoss(
        reduceOnPlateau({ learningRate, factor: 0.5, patience: 2, cooldown: 2, minLearningRate: 0.02 }),
      ),
      golden.cooled,
    ],
  ])('agree with PyTorch: %s', (_, rates, expected) => {
    expect(rates).toHaveLength(expected.length);
    rates.forEach((rate, i) => {
      expect(rate, `rate ${i}`).toBeCloseTo(expected[i] ?? Number.NaN, 12);
    });
  });

  it('stay at the bottom after the cosine', () => {
    const schedule = cosineDecay({ learningRate, epochs: 2, alpha: 0.5 });
    expect(schedule(at(8))).toBeCloseTo(0.05, 12);
    expect(schedule(at(20))).toBeCloseTo(0.05, 12);
  });

  it('warm up to another schedule and follow it', () => {
    const schedule = warmUp({ epochs: 1, from: 0, learningRate: stepDecay({ learningRate, every: 2 }) });
    expect([0, 2, 4, 8].map((step) => schedule(at(step)))).toEqual([0, 0.05, 0.1, 0.1 * 0.1]);
  });

  it.each([
    () => stepDecay({ learningRate }),
    () => stepDecay({ learningRate, every: 2, at: [3] }),
    () => cosineDecay({ learningRate, alpha: 2 }),
    () => warmUp({ epochs: 0, learningRate }),
    () => oneCycle({ maxLearningRate: 1, rising: 1 }),
    () => reduceOnPlateau({ learningRate, factor: 1 }),
    () => reduceOnPlateau({ learningRate, monitor: 'val_loss' })(at(0, historyOf([1]))),
  ])('refuse settings that make no sense', (act) => {
    expect(act).toThrow(InputError);
  });
});
