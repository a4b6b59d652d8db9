import { expect, test } from 'vitest';
import { type Anatomy, anatomies, anatomyPhantom } from './anatomy.ts';

const n = 80;

function magnitude(anatomy: Anatomy, seed: number, contrast: 't1' | 't2' = 't1'): Float32Array {
  const { data } = anatomyPhantom(anatomy, { seed, contrast }).image(n, n);
  return Float32Array.from({ length: n * n }, (_, i) => Math.hypot(data[i] ?? 0, data[n * n + i] ?? 0));
}

test.each(anatomies)('%s: finite, filling, repeatable, and another body for another seed', (anatomy) => {
  const first = magnitude(anatomy, 1);
  const filled = first.filter((value) => value > 0.02).length / (n * n);
  expect(first.every((value) => Number.isFinite(value) && value < 1.2)).toBe(true);
  expect(filled).toBeGreaterThan(0.2);
  expect(filled).toBeLessThan(0.9);
  expect(magnitude(anatomy, 1)).toEqual(first);
  const different = magnitude(anatomy, 2).filter(
    (value, i) => Math.abs(value - (first[i] ?? 0)) > 0.02,
  ).length;
  expect(different / (n * n)).toBeGreaterThan(0.1);
});

test.each(anatomies)('%s: the phase is smooth and differs by seed', (anatomy) => {
  const { data } = anatomyPhantom(anatomy, { seed: 3 }).image(n, n);
  const phase = (i: number): number => Math.atan2(data[n * n + i] ?? 0, data[i] ?? 0);
  for (let i = 0; i < n * n - 1; i++) {
    const both = [i, i + 1].every((j) => Math.hypot(data[j] ?? 0, data[n * n + j] ?? 0) > 0.1);
    const turn = phase(i + 1) - phase(i);
    if (both && (i + 1) % n !== 0)
      expect(Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)))).toBeLessThan(0.4);
  }
});

test('fat is bright on T₁, fluid on T₂', () => {
  const [t1, t2] = [magnitude('knee', 4, 't1'), magnitude('knee', 4, 't2')];
  const marrow = 20 * n + 40; // in the femur's shaft
  expect(t1[marrow]).toBeGreaterThan(0.4);
  expect((t1[marrow] ?? 0) / (t2[marrow] ?? 1)).toBeGreaterThan(1);
});

test('unknown anatomies and contrasts are refused', () => {
  expect(() => anatomyPhantom(JSON.parse('"heart"'), { seed: 1 })).toThrow(
    'expected one of brain, abdomen, knee',
  );
  expect(() => anatomyPhantom('knee', { seed: 1, contrast: JSON.parse('"t3"') })).toThrow('received t3');
});
