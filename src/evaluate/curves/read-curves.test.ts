import { describe, expect, it } from 'vitest';
import { type CurveFamily, curveFamilies, curvesOf, until } from '../../../test/curve-families.ts';
import { range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import {
  type CurveFinding,
  type CurveFindingKind,
  type CurveSeries,
  readCurves,
  type TrainingCurves,
} from '../index.ts';

/** The spread of a batch's loss, as a share of it, how many curves have to be named, and how many may be misnamed. */
const NOISES = [
  { noise: 0.02, named: 1, misnamed: 0 },
  { noise: 0.1, named: 1, misnamed: 0 },
  { noise: 0.25, named: 0.7, misnamed: 0.05 },
];

/** The kinds that are more than possible. */
function likely(findings: readonly CurveFinding[]): string[] {
  return findings.filter(({ certainty }) => certainty !== 'possible').map(({ kind }) => kind);
}

/** Which shares of a family's curves get the right name, and a wrong one. */
function rates(family: CurveFamily, noise: number) {
  const right: readonly string[] = [family.expected, ...(family.alsoTrue ?? [])];
  const said = range(20).map((seed) => likely(readCurves(curvesOf(family, seed, noise))));
  const share = (test: (kinds: readonly string[]) => boolean) => said.filter(test).length / said.length;
  return {
    named: share((kinds) => kinds.includes(family.expected)),
    misnamed: share((kinds) => kinds.some((kind) => !right.includes(kind))),
  };
}

/** How often something that was said of a running training is not said a twentieth of the way later. */
function takenBack(curves: TrainingCurves): number {
  const told = range(1, 21).map((part) => new Set(likely(readCurves(until(curves, part * 60)))));
  const lost = told.slice(1).map((now, i) => [...(told[i] ?? [])].filter((kind) => !now.has(kind)).length);
  return lost.reduce((a, b) => a + b, 0);
}

describe.each(NOISES)('of curves with a noise of $noise', ({ noise, named, misnamed }) => {
  it.each(curveFamilies)('readCurves names $expected', (family) => {
    const found = rates(family, noise);
    expect(found.named).toBeGreaterThanOrEqual(named);
    expect(found.misnamed).toBeLessThanOrEqual(misnamed);
  });

  it.each(curveFamilies)('readCurves takes nothing back while it runs: $expected', (family) => {
    const counts = range(3).map((seed) => takenBack(curvesOf(family, seed, noise)));
    expect(Math.max(...counts)).toBeLessThanOrEqual(1);
  });
});

/** Curves of the family that is to be named so, without noise. */
function plain(kind: CurveFindingKind): TrainingCurves {
  return curvesOf(
    present(
      curveFamilies.find(({ expected }) => expected === kind),
      kind,
    ),
    1,
    0.02,
  );
}

function finding(curves: TrainingCurves, kind: CurveFindingKind): CurveFinding {
  return present(
    readCurves(curves).find((one) => one.kind === kind),
    kind,
  );
}

/** A series of every step from 1 on. */
function ofSteps(values: readonly number[]): CurveSeries {
  return { steps: range(1, values.length + 1), low: values, high: values };
}

describe('what readCurves says', () => {
  it.each(curveFamilies)('has evidence in numbers and a place in the chart: $expected', ({ expected }) => {
    const curves = plain(expected);
    for (const { evidence, advice, marks } of readCurves(curves)) {
      expect(evidence).toMatch(/^[A-Z0-9].*\d.*\.$/);
      expect(advice).toMatch(/^[A-Z].*\.$/);
      expect(marks.length).toBeGreaterThan(0);
      for (const { series, steps, epochs = [1, 60] } of marks) {
        expect(Object.keys(curves.series)).toContain(series);
        expect(steps[0]).toBeLessThanOrEqual(steps[1]);
        expect([steps[0] >= 0, steps[1] <= 1200, epochs[0] >= 1, epochs[1] <= 60]).not.toContain(false);
      }
    }
  });

  it('marks where overfitting begins, and the best value', () => {
    const { marks, settings, advice } = finding(plain('overfitting'), 'overfitting');
    const [validation] = marks;
    const losses = Array.from(plain('overfitting').series['validation/loss']?.low ?? []);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(Math.abs((validation?.epochs?.[0] ?? 0) - best)).toBeLessThanOrEqual(3);
    expect(validation?.steps[1]).toBe(1200);
    expect(validation?.levels?.[0]?.value).toBeCloseTo(Math.min(...losses), 1);
    expect(settings).toEqual({ 'training.epochs': validation?.epochs?.[0] });
    expect(advice).toContain('training.earlyStopping');
  });

  it('names the setting to change where the rate is one number, and only words where it is a schedule', () => {
    const curves = plain('learning rate too low');
    const path = 'training.optimizer.adam.learningRate';
    expect(finding(curves, 'learning rate too low')).toMatchObject({
      settings: { [path]: 0.01 },
      advice: expect.stringContaining(`${path}: 0.01 instead of 0.001`),
    });
    const falling = ofSteps(range(1200).map((step) => 0.001 * (1 - step / 1200)));
    const scheduled = { ...curves, series: { ...curves.series, 'step/learningRate': falling } };
    expect(finding(scheduled, 'learning rate too low')).toMatchObject({
      settings: {},
      advice: expect.stringContaining('Raise the learning rate 10-fold'),
    });
  });

  it('calls a loss that is no number divergence, at once', () => {
    const curves = { isRunning: true, series: { 'step/loss': ofSteps([2.3, 2.2, Number.NaN]) } };
    expect(readCurves(curves)).toMatchObject([{ kind: 'divergence', certainty: 'sure' }]);
    const grown = { isRunning: true, series: { 'step/loss': ofSteps([2.3, 2.2, 80, 4e3, 1e6]) } };
    expect(readCurves(grown)).toMatchObject([
      { kind: 'divergence', evidence: 'The loss rose from 2.3 to 1000000 in step 5.' },
    ]);
  });

  it('says nothing of nothing, and refuses what does not fit', () => {
    expect(readCurves({ series: {} })).toEqual([]);
    expect(readCurves({ series: { 'step/loss': ofSteps([]), 'train/loss': ofSteps([2, 1]) } })).toEqual([]);
    expect(() => readCurves({ series: { a: { steps: [1], low: [1, 2], high: [1] } } })).toThrow(
      'readCurves, a: expected a low and a high value for each step, received 1 steps, 2 low and 1 high values',
    );
  });

  it('reads a single long epoch of a million steps', () => {
    const random = RandomStream.derive(1, 'million');
    const loss = (step: number) => (0.1 + 2 * Math.exp(-step / 1e5)) * (1 + 0.2 * random.normal());
    const series = { 'step/loss': ofSteps(range(1_000_000).map(loss)) };
    expect(readCurves({ series }).map(({ kind, certainty }) => [kind, certainty])).toEqual([
      ['good fit', 'possible'],
    ]);
  });

  it('believes a single look only where a layer is dead as a whole', () => {
    const seen = (share: number) =>
      readCurves({ series: { 'monitor/deadUnits/dense': ofSteps([share]) }, batchSize: 32 });
    expect(seen(1)).toMatchObject([{ kind: 'dead units', certainty: 'sure' }]);
    expect(seen(0.9)).toEqual([]);
  });

  it('takes units that are 0 in small batches for no more than possibly dead', () => {
    const [finding] = readCurves({ series: { 'monitor/deadUnits/dense': ofSteps([1, 1, 1]) }, batchSize: 8 });
    expect(finding).toMatchObject({ kind: 'dead units', certainty: 'possible' });
  });
});
