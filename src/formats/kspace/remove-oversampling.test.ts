import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { removeOversampling } from './remove-oversampling.ts';

interface Case {
  readonly samples: number;
  readonly factor: number;
  readonly lines: readonly number[];
  readonly cropped: readonly number[];
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('remove-oversampling.json', import.meta.url), 'utf8'),
);

describe('removing readout oversampling', () => {
  it.each(cases)('of $samples samples by $factor is what numpy’s Fourier transforms do', (each) => {
    const cropped = removeOversampling(each.lines, each.samples, each.factor);
    expect([...cropped]).toEqual(each.cropped.map((value) => expect.closeTo(value, 6)));
  });

  it('keeps every second sample of an object in the middle half', () => {
    const at = (k: number) => [
      Math.cos((2 * Math.PI * 3 * (k - 8)) / 16),
      Math.sin((2 * Math.PI * 3 * (k - 8)) / 16),
    ];
    const line = Array.from({ length: 16 }, (_, k) => at(k)).flat();
    const kept = Array.from({ length: 8 }, (_, k) => at(2 * k)).flat();
    expect([...removeOversampling(line, 16, 2)]).toEqual(kept.map((value) => expect.closeTo(value, 6)));
  });

  it('refuses a factor that does not divide the samples', () => {
    expect(() => removeOversampling(new Float32Array(20), 10, 3)).toThrow(
      'expected a factor that divides 10 samples, received 3',
    );
  });
});
