import { expect, it } from 'vitest';
import { ordinal, rangeText, scoreText, scoreWord, spreadText, trainingName } from './words.ts';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

it.each([
  ['accuracy', 0.95333, 0.0512, '95.3 ± 5.1 %'],
  ['accuracy', 0.99431, 0.0006, '99.43 ± 0.06 %'],
  ['loss', 0.0991, 0.0886, '0.099 ± 0.089'],
  ['loss', 1.5, 0.25, '1.50 ± 0.25'],
  ['loss', 123.4, 22, '123 ± 22'],
  ['auc', 0.99994, 0.00037, '0.9999 ± 0.0004'],
  ['auc', 1, 0, '1.000 ± 0.000'],
])('%s %f with deviation %f', (name, value, deviation, expected) => {
  expect(plain(spreadText(name, value, deviation))).toBe(expected);
});

it('trainings and how often', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal).join(' ')).toBe(
    '1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th',
  );
  expect(trainingName({ seed: 2 }, false)).toBe('seed 2');
  expect(trainingName({ seed: 2, fold: 3, inner: 1 }, true)).toBe('seed 2, fold 3, inner fold 1');
  expect(trainingName({ seed: 2, fold: 3, left: 'Graz' }, false)).toBe('without Graz');
});

it('scores and their ranges', () => {
  expect(plain(scoreText('binaryAccuracy', 0.5))).toBe('50.0 %');
  expect(plain(rangeText('accuracy', { lower: 0.9, upper: 1 }))).toBe('90.0 to 100.0 %');
  expect(plain(rangeText('accuracy', { lower: 0.9926, upper: 0.9956 }))).toBe('99.26 to 99.56 %');
  expect(plain(rangeText('loss', { lower: 0.1, upper: 0.25 }))).toBe('0.100 to 0.250');
  expect(['balancedAccuracy', 'f1', 'rSquared', 'val'].map(scoreWord)).toEqual([
    'balanced accuracy',
    'F1 score',
    'R²',
    'val',
  ]);
});
