import { describe, expect, test } from 'vitest';
import goldens from './fastmri-mask.json' with { type: 'json' };
import { type FastmriMaskKind, fastmriMask, fastmriMaskKinds } from './fastmri-mask.ts';
import { NumpyRandomState } from './numpy-random.ts';

test.each(goldens.numpy)('the numbers are those of numpy.random.RandomState($seed)', (golden) => {
  const random = new NumpyRandomState(golden.seed);
  const highs = [1, 2, 3, 4, 5, 100, 2 ** 20 + 1, 2 ** 31 + 5];
  const integers = golden.integers.map((_, i) => random.randint(highs[i % highs.length] ?? 1));
  expect(integers).toEqual(golden.integers);
  const uniform = Array.from({ length: 400 }, () => random.uniform());
  expect(uniform.filter((_, i) => i % 23 === 0)).toEqual(golden.uniform);
});

test('seeds that numpy refuses are refused', () => {
  for (const seed of [-1, 2 ** 32, 0.5, []]) {
    expect(() => new NumpyRandomState(seed)).toThrow('expected a seed from 0 to 2³² - 1, or a list of such');
  }
});

function kindOf(name: string): FastmriMaskKind {
  return fastmriMaskKinds.find((kind) => kind === name) ?? 'random';
}

describe('the lines are those of fastMRI with the same seed', () => {
  test.each(goldens.masks)(
    '$kind, $options.columns columns',
    ({ kind, options, lines, calibrationLines }) => {
      const { offset, ...others } = options;
      const made = fastmriMask(kindOf(kind), {
        rows: 2,
        ...others,
        ...(offset === undefined ? {} : { offset }),
      });
      const { columns } = options;
      expect([...made.mask.data.subarray(columns)].join('')).toBe(lines);
      expect(made.mask.data.subarray(0, columns)).toEqual(made.mask.data.subarray(columns));
      expect(made.calibrationLines).toBe(calibrationLines);
      expect(made.acceleration).toBeCloseTo(columns / lines.replaceAll('0', '').length, 12);
    },
  );
});

test('what fastMRI cannot make is refused in one line', () => {
  const base = { rows: 4, columns: 100, acceleration: 4, centerFraction: 0.08, seed: 1 };
  const refusals: [FastmriMaskKind, object, string][] = [
    ['random', { acceleration: 0.5 }, 'expected an acceleration from 1 to 100, received 0.5'],
    ['random', { acceleration: 101 }, 'expected an acceleration from 1 to 100, received 101'],
    [
      'random',
      { acceleration: [4, 8] },
      'expected one center fraction for each acceleration, received 1 for 2',
    ],
    ['random', { centerFraction: 1.5 }, 'expected a center fraction from 0 to 1, received 1.5'],
    ['equispaced', { acceleration: 2.5 }, 'expected a whole acceleration for this kind, received 2.5'],
    ['equispaced', { offset: 100 }, 'expected an offset from 0 to 99, received 100'],
    ['equispaced_fraction', { centerFraction: 0.25 }, 'expected fewer than 25 central lines, received 25'],
    ['magic_fraction', { centerFraction: 0.3 }, 'expected fewer than 25 central lines, received 25'],
  ];
  for (const [kind, options, message] of refusals) {
    expect(() => fastmriMask(kind, { ...base, ...options })).toThrow(message);
  }
});
