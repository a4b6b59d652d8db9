import { describe, expect, it } from 'vitest';
import type { ClassAnswers } from './answers.ts';
import type { RepetitionResult } from './result.ts';
import { scoreAnswers } from './score.ts';
import { summarize } from './summarize.ts';

/** Ten items, of which the eighth and the ninth are taken for the other class. */
const answers: ClassAnswers = {
  kind: 'classes',
  labels: Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1),
  predicted: Uint32Array.of(0, 0, 0, 0, 0, 1, 1, 0, 0, 1),
  probabilities: Float32Array.from(
    [0.1, 0.2, 0.3, 0.2, 0.1, 0.9, 0.8, 0.4, 0.3, 0.7].flatMap((p) => [1 - p, p]),
  ),
  classNames: ['no', 'yes'],
};

describe('scores', () => {
  // What scikit-learn says of the same answers.
  const expected = {
    accuracy: 0.8,
    balancedAccuracy: 0.8,
    f1: 0.7916666666666667,
    auc: 0.98,
    logLoss: 0.381912562,
    brierScore: 2 * 0.118,
  };

  it.each(Object.entries(expected))('%s', (name, value) => {
    const { scores } = scoreAnswers(answers, {
      seed: 1,
      metrics: ['balancedAccuracy', 'f1', 'auc', 'logLoss', 'brierScore'],
    });
    expect(scores[name]).toBeCloseTo(value, 4);
  });

  it('have the interval that suits them', () => {
    const { intervals } = scoreAnswers(answers, { seed: 1, resamples: 200 });
    const methods = Object.entries(intervals).map(([name, { method }]) => [name, method]);
    expect(Object.fromEntries(methods)).toMatchObject({
      accuracy: 'Wilson',
      auc: 'DeLong',
      f1: 'bootstrap BCa',
    });
    // Wilson 1927: 8 of 10.
    expect(intervals.accuracy?.lower).toBeCloseTo(0.4902, 4);
    expect(intervals.accuracy?.upper).toBeCloseTo(0.9433, 4);
    expect(intervals.calibrationError).toBeUndefined();
  });

  it('are resampled by subject where items share one', () => {
    const groups = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'd', 'e'];
    const { intervals } = scoreAnswers(answers, { seed: 1, resamples: 200, groups });
    expect(intervals.accuracy?.method).toMatch(/bootstrap/);
    expect(intervals.auc?.method).toMatch(/bootstrap/);
  });

  it('have no interval that says nothing', () => {
    const right = { ...answers, predicted: Uint32Array.from(answers.labels) };
    const { intervals } = scoreAnswers(right, { seed: 1, resamples: 100 });
    expect(Object.keys(intervals)).not.toContain('balancedAccuracy');
    expect(intervals.accuracy?.lower).toBeCloseTo(0.7225, 3);
  });
});

describe('a summary', () => {
  const repetition = (accuracy: number, more: Partial<RepetitionResult> = {}): RepetitionResult => ({
    seed: 1,
    split: '',
    items: { train: 8, validation: 1, test: 1 },
    ending: 'all epochs',
    seconds: 1,
    history: [],
    diagnosis: [],
    metrics: { test: { accuracy } },
    intervals: {},
    ...more,
  });

  it('leaves out what was stopped', () => {
    const { metrics, spread } = summarize([repetition(0.5), repetition(0, { ending: 'stopped' })], undefined);
    expect([metrics.test, spread]).toEqual([{ accuracy: 0.5 }, {}]);
  });

  it('keeps intervals within what is possible', () => {
    const { intervals } = summarize([repetition(1), repetition(0.9)], 0.99);
    expect(intervals.test?.accuracy).toMatchObject({ estimate: 0.95, upper: 1, level: 0.99 });
  });
});
