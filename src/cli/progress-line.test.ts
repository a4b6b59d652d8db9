import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type ProgressState, plainLine, progressLine } from './progress-line.ts';
import { width } from './terminal-text.ts';

const state: ProgressState = {
  label: 'LeNet-5',
  done: 27_000,
  total: 60_000,
  unit: 'images',
  epoch: 5,
  epochs: 12,
  metrics: { loss: 0.01234, accuracy: 0.98 },
  rate: 1234.5,
};

test.each([
  [
    120,
    'LeNet-5  ━━━━━━━━━━━━━━──────────────────   45 %  epoch 5/12  loss 0.0123  accuracy 0.980   1,230 images/s  0:27 left',
  ],
  [80, 'LeNet-5  ━━━━───────   45 %  epoch 5/12  loss 0.0123  1,230 images/s  0:27 left'],
  [60, 'LeNet-5  ━━━━━━━━───────────   45 %  loss 0.0123  0:27 left'],
  [40, 'LeNet-5 ━━━─────  45 % loss 0.0123 0:27'],
  [20, 'LeNet-5  45 %'],
])('at %d columns', (columns, expected) => {
  expect(progressLine(state, columns)).toBe(expected);
});

describe('no line reaches the last column', () => {
  const labels = [
    'x',
    'a very long name of a model that nobody would ever want to read',
    '磁気共鳴画像法のモデル',
    '🧠'.repeat(30),
  ];
  const metrics = { 'validation negative log likelihood': -1.5e-12, loss: Number.NaN, accuracy: 1 };
  test.each(labels)('%s', (label) => {
    for (let columns = 16; columns < 200; columns++) {
      for (const rate of [Number.NaN, 0.001, 5e9]) {
        expect(width(progressLine({ ...state, label, metrics, rate }, columns))).toBeLessThan(columns);
      }
    }
  });
});

test('the start, the end, and beyond', () => {
  expect(progressLine({ ...state, done: 0, rate: Number.NaN }, 60)).not.toMatch(/[━∞–]|NaN|left/);
  expect(progressLine({ ...state, done: 60_000 }, 60)).toContain('100 %');
  expect(progressLine({ ...state, done: 90_000 }, 60)).toContain('100 %');
  expect(progressLine({ ...state, done: 59_999 }, 60)).toContain('99 %');
});

test('an unknown total shows the count', () => {
  expect(plainLine({ ...state, total: 0 })).toBe(
    'LeNet-5: 27,000 images, epoch 5/12, loss 0.0123, accuracy 0.980, 1,230 images/s',
  );
});

test('a loss that is not a number says so', () => {
  expect(plainLine({ ...state, metrics: { loss: Number.NaN, norm: Infinity } })).toContain(
    'loss NaN, norm Infinity',
  );
});

test('long times left', () => {
  expect(plainLine({ ...state, rate: 1 })).toContain('9:10:00 left');
  expect(plainLine({ ...state, rate: 1e-9 })).not.toContain('left');
});

test('color changes nothing but color', () => {
  const colored = progressLine(state, 80, true);
  expect(colored).toContain('\x1b[36m━━━━\x1b[39m');
  expect(stripVTControlCharacters(colored)).toBe(progressLine(state, 80));
});

test('names cannot steer the terminal', () => {
  const line = plainLine({ ...state, metrics: { 'lo\x1b[2Jss\r\n': 1 } });
  expect(line).not.toMatch(/\p{Cc}/u);
});
