import { nrmse } from 'echotrain/evaluate';
import { nodeDevice } from 'echotrain/runtime/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference } from '../agreement.ts';
import { experiment, gFactors, masksOf } from './experiments.ts';
import { gFactor } from './g-factor.ts';
import * as operators from './operators.ts';
import { type Course, everyLine, type Level, magnitude, program, simulate, undersampled } from './problem.ts';
import * as scratch from './scratch.ts';
import * as tensors from './tensors.ts';
import * as tfjsCore from './tfjs-core.ts';
import { follow, type MethodChoice, type Reached, SIZE, type Trial, trialOf } from './trial.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.solve,
  tensors: tensors.solve,
  operators: operators.solve,
  'tfjs-core': tfjsCore.solve,
};

describe('the levels of CG-SENSE', () => {
  const { size, acceleration } = program;
  const scan = undersampled(simulate(size), everyLine(size, acceleration));
  const iterations = 12;
  const courses = new Map<string, Course>();

  beforeAll(async () => {
    for (const [name, level] of Object.entries(levels)) courses.set(name, await level(scan, iterations));
  });

  it('have the same residual after every iteration', () => {
    const curves = Array.from(courses, ([name, { residuals }]) => [name, residuals] as const);
    expect(largestDifference(Object.fromEntries(curves), iterations)).toBeLessThan(1e-4);
  });

  it('find the same image', () => {
    const images = Array.from(courses, ([name, { images }]) => [name, [...(images.at(-1) ?? [])]] as const);
    expect(largestDifference(Object.fromEntries(images), 2 * size * size)).toBeLessThan(1e-3);
  });

  it('stop where float32 has no more to say', async () => {
    const complete = undersampled(simulate(size), everyLine(size, 1));
    for (const level of [scratch.solve, tensors.solve, operators.solve, tfjsCore.solve]) {
      const { residuals } = await level(complete, 20);
      expect(residuals.length).toBeLessThan(20);
      expect(residuals.at(-1)).toBeLessThan(1e-6);
    }
  });

  it('have an adjoint by hand that is one', () => {
    const measurement = scratch.measurementOf(scan);
    const wave = (turn: number) => ({
      re: Float64Array.from({ length: size * size }, (_, i) => Math.sin(turn * i)),
      im: Float64Array.from({ length: size * size }, (_, i) => Math.cos(turn * i * i)),
    });
    const dot = (a: scratch.Complex, b: scratch.Complex) =>
      a.re.reduce((sum, re, i) => sum + re * (b.re[i] ?? 0) + (a.im[i] ?? 0) * (b.im[i] ?? 0), 0);
    const x = wave(0.7);
    const y = measurement.maps.map((_, coil) => wave(1 + coil));
    const forward = scratch
      .forward(x, measurement)
      .reduce((sum, one, coil) => sum + dot(one, y[coil] ?? one), 0);
    expect(dot(x, scratch.adjoint(y, measurement))).toBeCloseTo(forward, 9);
  });
});

describe('a trial', () => {
  const choice = { head: 'shepp-logan', acceleration: 4, lines: 'regular', snr: 50, coils: 8 } as const;
  const device = nodeDevice('cpu');
  const watched = async (trial: Trial, how: MethodChoice) => {
    const reached: Reached[] = [];
    await follow(trial, how, { device, threads: 1 }, async (one) => void reached.push(one));
    return reached;
  };

  it('by CG-SENSE goes the way of the levels', async () => {
    const trial = trialOf(choice);
    const reached = await watched(trial, { method: 'sense', regularization: 0, iterations: 10 });
    expect(reached.map(({ iteration }) => iteration)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const { images } = operators.solve(trial.scan, 10);
    const shape = [SIZE, SIZE];
    const reference = { data: trial.scene.reference, shape };
    for (const [i, image] of images.entries()) {
      const error = nrmse(reference, { data: magnitude(image), shape });
      expect(Math.abs((reached[i + 1]?.nrmse ?? 0) - error)).toBeLessThan(1e-4);
    }
    const misfits = reached.map(({ misfit }) => misfit);
    expect(misfits).toEqual(misfits.toSorted((a, b) => b - a));
  });

  it('of random lines is better the more the method knows of heads', async () => {
    const trial = trialOf({ ...choice, lines: 'random' });
    const last = async (method: MethodChoice['method']) =>
      (await watched(trial, { method, regularization: 0.003, iterations: 60 })).at(-1)?.nrmse ?? 1;
    const [none, linear, flat] = [await last('zero-filled'), await last('sense'), await last('tv')];
    expect(linear).toBeLessThan(0.8 * none);
    expect(flat).toBeLessThan(0.6 * linear);
  });
});

describe('what the text says', () => {
  it('with noise the error turns, without it falls', async () => {
    const size = 60;
    const lowest = (errors: readonly number[]) => errors.indexOf(Math.min(...errors));
    const noisy = await experiment('noisy', simulate(size), masksOf(size)['R = 4']);
    const clean = await experiment('clean', simulate(size, Number.POSITIVE_INFINITY), masksOf(size)['R = 4']);
    expect(lowest(noisy.errors)).toBeLessThan(30);
    expect(noisy.errors.at(-1)).toBeGreaterThan(1.05 * Math.min(...noisy.errors));
    expect(lowest(clean.errors)).toBeGreaterThan(30);
  });

  it('the g-factor is 1 without acceleration, and grows with it', () => {
    const { maps } = simulate(program.size);
    for (const value of gFactor(maps, 1)) expect(value).toBeCloseTo(1, 9);
    const [two, three, four] = gFactors([2, 3, 4]);
    expect(two?.mean).toBeLessThan(1.2);
    expect(three?.mean).toBeGreaterThan(two?.mean ?? 0);
    expect(four?.mean).toBeGreaterThan(2 * (three?.mean ?? 0));
  });
});
