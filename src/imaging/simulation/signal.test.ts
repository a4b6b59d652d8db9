import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrasts, ernstAngleDegrees, type Relaxation, signal } from './signal.ts';

const tissues = fc.record({
  protonDensity: fc.double({ min: 0.1, max: 1, noNaN: true }),
  t1Ms: fc.double({ min: 200, max: 3000, noNaN: true }),
  t2Ms: fc.double({ min: 20, max: 200, noNaN: true }),
});

/** Longitudinal magnetization that recovers toward 1 for a time. */
function recovered(mz: number, timeMs: number, t1Ms: number): number {
  return 1 + (mz - 1) * Math.exp(-timeMs / t1Ms);
}

/** The signal by playing the sequence until it repeats itself. */
function played(tissue: Relaxation, step: (mz: number) => { mz: number; echo: number }): number {
  let state = { mz: 1, echo: 0 };
  for (let i = 0; i < 3000; i++) state = step(state.mz);
  return tissue.protonDensity * state.echo;
}

describe('signal equations agree with playing the sequence pulse by pulse', () => {
  test('spin echo', () => {
    fc.assert(
      fc.property(tissues, (tissue) => {
        const { t1Ms, t2Ms } = tissue;
        const echo = played(tissue, (mz) => {
          const refocused = -recovered(0, 10, t1Ms);
          return { mz: recovered(refocused, 590, t1Ms), echo: mz * Math.exp(-20 / t2Ms) };
        });
        expect(signal(tissue, { kind: 'spin-echo', trMs: 600, teMs: 20 })).toBeCloseTo(echo, 10);
      }),
      { numRuns: 20 },
    );
  });

  test('inversion recovery', () => {
    fc.assert(
      fc.property(tissues, (tissue) => {
        const { t1Ms, t2Ms } = tissue;
        const echo = played(tissue, (mz) => {
          const excited = recovered(-mz, 400, t1Ms);
          const refocused = -recovered(0, 10, t1Ms);
          return { mz: recovered(refocused, 2000 - 400 - 10, t1Ms), echo: excited * Math.exp(-20 / t2Ms) };
        });
        expect(signal(tissue, { kind: 'inversion-recovery', trMs: 2000, tiMs: 400, teMs: 20 })).toBeCloseTo(
          echo,
          10,
        );
      }),
      { numRuns: 20 },
    );
  });

  test('spoiled gradient echo, with T₂*', () => {
    fc.assert(
      fc.property(tissues, (tissue) => {
        const flip = (25 * Math.PI) / 180;
        const echo = played(tissue, (mz) => ({
          mz: recovered(mz * Math.cos(flip), 15, tissue.t1Ms),
          echo: mz * Math.sin(flip) * Math.exp(-6 / 17),
        }));
        const sequence = { kind: 'spoiled-gradient-echo', trMs: 15, teMs: 6, flipDegrees: 25 } as const;
        expect(signal({ ...tissue, t2StarMs: 17 }, sequence)).toBeCloseTo(echo, 8);
      }),
      { numRuns: 20 },
    );
  });

  test('balanced SSFP: alternating pulses on resonance', () => {
    fc.assert(
      fc.property(tissues, (tissue) => {
        const flip = (50 * Math.PI) / 180;
        const [e1, e2] = [Math.exp(-5 / tissue.t1Ms), Math.exp(-5 / tissue.t2Ms)];
        let [my, mz] = [0, 1];
        for (let i = 0; i < 6000; i++) {
          // Alternating the sign of the pulse is turning the frame by 180°: my changes its sign.
          const [y, z] = [-my * e2, 1 + (mz - 1) * e1];
          [my, mz] = [y * Math.cos(flip) + z * Math.sin(flip), z * Math.cos(flip) - y * Math.sin(flip)];
        }
        const echo = tissue.protonDensity * my * Math.exp(-2.5 / tissue.t2Ms);
        expect(signal(tissue, contrasts['balanced-ssfp'])).toBeCloseTo(echo, 6);
      }),
      { numRuns: 20 },
    );
  });
});

test('the Ernst angle gives most signal', () => {
  const tissue = { protonDensity: 1, t1Ms: 800, t2Ms: 80 };
  const at = (flipDegrees: number): number =>
    signal(tissue, { kind: 'spoiled-gradient-echo', trMs: 30, teMs: 3, flipDegrees });
  const best = ernstAngleDegrees(30, 800);
  expect(best).toBeCloseTo(15.6, 1);
  expect(at(best)).toBeGreaterThan(at(best + 0.5));
  expect(at(best)).toBeGreaterThan(at(best - 0.5));
});

test('the contrasts are what their names say: white matter, gray matter, fluid', () => {
  const white = { protonDensity: 0.77, t1Ms: 500, t2Ms: 70 };
  const gray = { protonDensity: 0.86, t1Ms: 833, t2Ms: 83 };
  const fluid = { protonDensity: 1, t1Ms: 2569, t2Ms: 329 };
  const [w, g, f] = [white, gray, fluid].map((tissue) => signal(tissue, contrasts.t1));
  expect(w).toBeGreaterThan(g ?? 0);
  expect(g).toBeGreaterThan(f ?? 0);
  expect(signal(fluid, contrasts.t2)).toBeGreaterThan(signal(gray, contrasts.t2));
  expect(signal(gray, contrasts.t2)).toBeGreaterThan(signal(white, contrasts.t2));
  expect(Math.abs(signal(fluid, contrasts.flair))).toBeLessThan(0.1 * signal(gray, contrasts.flair));
});

test('timings that cannot be are refused', () => {
  const tissue = { protonDensity: 1, t1Ms: 800, t2Ms: 80 };
  expect(() => signal(tissue, { kind: 'spin-echo', trMs: 10, teMs: 20 })).toThrow(
    'expected 0 ≤ TE ≤ TR in ms, received TE 20 and TR 10',
  );
  expect(() => signal(tissue, { kind: 'inversion-recovery', trMs: 500, teMs: 20, tiMs: 490 })).toThrow(
    'expected TI above 0 and TI + TE ≤ TR in ms',
  );
  expect(() => signal(tissue, { ...contrasts['t2-star'], flipDegrees: 0 })).toThrow('a flip angle above 0°');
});
