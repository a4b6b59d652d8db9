import { expect, test } from 'vitest';
import { calibration } from './calibration.ts';
import goldens from './goldens/evaluate.json' with { type: 'json' };

test('calibration errors agree with scikit-learn', () => {
  const golden = goldens.classification;
  const { expectedError, maximumError, bins } = calibration(
    golden.labels,
    golden.probabilities,
    golden.calibrationBins,
  );
  expect(expectedError).toBeCloseTo(golden.expectedCalibrationError, 12);
  expect(maximumError).toBeCloseTo(golden.maximumCalibrationError, 12);
  expect(bins.reduce((items, bin) => items + bin.count, 0)).toBe(golden.labels.length);
});

test('a classifier that is always sure and half right is off by one half', () => {
  const { expectedError, bins } = calibration([0, 1], [1, 0, 1, 0]);
  expect(expectedError).toBe(0.5);
  expect(bins).toHaveLength(15);
  expect(bins[14]).toEqual({ lower: 14 / 15, upper: 1, count: 2, confidence: 1, accuracy: 0.5 });
  expect(bins[0]?.accuracy).toBeNaN();
});
