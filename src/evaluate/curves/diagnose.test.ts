import { describe, expect, test } from 'vitest';
import { range } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { diagnoseCurves } from './diagnose.ts';

const EPOCHS = 60;
const curve = (loss: (epoch: number) => number, noise = 0.02, seed = 1): number[] => {
  const random = RandomStream.derive(seed, 'curve');
  return range(EPOCHS).map((epoch) => loss(epoch) * (1 + noise * random.normal()));
};
const decay = (from: number, to: number, rate: number) => (epoch: number) =>
  to + (from - to) * Math.exp(-epoch / rate);

describe.each([0, 0.01, 0.03])('with noise of %d', (noise) => {
  test.each(range(5))('good fit, seed %d', (seed) => {
    const train = curve(decay(2.3, 0.05, 6), noise, seed);
    const validation = curve(decay(2.3, 0.08, 6), noise, seed + 100);
    expect(diagnoseCurves(train, validation).map((finding) => finding.kind)).toEqual(['good fit']);
  });

  test.each(range(5))('overfitting, seed %d', (seed) => {
    const train = curve(decay(2.3, 0.01, 8), noise, seed);
    const validation = curve(
      (epoch) => decay(2.3, 0.4, 6)(epoch) + 0.01 * Math.max(0, epoch - 20),
      noise,
      seed + 100,
    );
    const [verdict] = diagnoseCurves(train, validation);
    expect(verdict?.kind).toBe('overfitting');
    expect(verdict?.epochs[0]).toBeGreaterThan(12);
    expect(verdict?.epochs[0]).toBeLessThan(32);
    expect(verdict?.evidence).toMatch(/^From epoch \d+ the validation loss rose from 0\.\d+ to 0\.\d+/);
  });

  test.each(range(5))('a wide gap is overfitting too, seed %d', (seed) => {
    const train = curve(decay(2.3, 0.01, 6), noise, seed);
    const validation = curve(decay(2.3, 1.1, 4), noise, seed + 100);
    expect(diagnoseCurves(train, validation)[0]).toMatchObject({ kind: 'overfitting' });
  });

  test.each(range(5))('underfitting by a model too small, seed %d', (seed) => {
    const train = curve(decay(2.3, 1.9, 5), noise, seed);
    const findings = diagnoseCurves(train, curve(decay(2.3, 1.92, 5), noise, seed + 9), {
      baseline: Math.log(10),
    });
    expect(findings[0]).toMatchObject({ kind: 'underfitting', epochs: [0, EPOCHS - 1] });
  });

  test.each(range(5))('underfitting by stopping early, seed %d', (seed) => {
    const train = curve(decay(2.3, 0.05, 40), noise, seed);
    const [verdict] = diagnoseCurves(train, train);
    expect(verdict?.kind).toBe('underfitting');
    expect(verdict?.advice).toContain('Train longer');
  });

  test.each(range(5))('a plateau before learning starts, seed %d', (seed) => {
    const train = curve((epoch) => (epoch < 30 ? 2.3 : decay(2.3, 0.05, 5)(epoch - 30)), noise, seed);
    const findings = diagnoseCurves(train, train);
    expect(findings.map((finding) => finding.kind)).toEqual(['good fit', 'plateau']);
    const [start, end] = findings[1]?.epochs ?? [-1, -1];
    expect(start).toBeLessThan(8);
    expect(end).toBeGreaterThan(12);
    expect(end).toBeLessThan(36);
  });

  test.each(range(5))('a rising loss diverges, seed %d', (seed) => {
    const train = curve(
      (epoch) => decay(2.3, 0.5, 5)(epoch) + (epoch > 30 ? 0.1 * (epoch - 30) : 0),
      noise,
      seed,
    );
    expect(diagnoseCurves(train, train)[0]).toMatchObject({ kind: 'divergence' });
  });

  test.each(range(5))('a model that learns nothing is on a plateau, seed %d', (seed) => {
    const train = curve(() => Math.log(10), noise, seed);
    const findings = diagnoseCurves(train, train, { baseline: Math.log(10) });
    expect(findings.map((finding) => finding.kind)).toEqual(['underfitting', 'plateau']);
  });
});

test('NaN is divergence, in the epoch where it first occurs', () => {
  const [verdict] = diagnoseCurves([2, 1, Number.NaN, Number.NaN], [2, 1, 1, 1]);
  expect(verdict).toMatchObject({ kind: 'divergence', epochs: [2, 2] });
  expect(verdict?.evidence).toBe('The training loss is NaN in epoch 3.');
});

test('too few epochs are not judged, and lengths must agree', () => {
  expect(diagnoseCurves([2, 1])).toMatchObject([{ kind: 'undecided', epochs: [0, 1] }]);
  expect(diagnoseCurves([])).toMatchObject([{ kind: 'undecided', epochs: [0, 0] }]);
  expect(() => diagnoseCurves([1, 2], [1])).toThrow(
    'expected a validation loss for each epoch, received 1 for 2 epochs',
  );
});

test('without validation it says what cannot be seen', () => {
  const [verdict] = diagnoseCurves(curve(decay(2.3, 0.05, 6)));
  expect(verdict?.evidence).toContain('overfitting cannot be seen');
});
