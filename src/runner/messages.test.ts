import { expect, it } from 'vitest';
import { InputError } from '../util/errors.ts';
import { errorOf, failureOf } from './failure.ts';
import { logLine } from './log-line.ts';
import { runMessageSchema } from './messages.ts';

const step = {
  ...{ kind: 'step', label: 'training', step: 1, steps: 9, epoch: 1, epochs: 3, loss: Number.NaN },
  ...{ learningRate: 0.1, scores: { loss: 2 }, examplesPerSecond: Number.NaN, secondsLeft: Number.NaN },
};

it('messages keep numbers that are not finite, between processes and as JSON', () => {
  expect(runMessageSchema.parse(step)).toEqual(step);
  expect(runMessageSchema.parse(JSON.parse(JSON.stringify(step)))).toEqual(step);
});

it('messages of another kind or shape are refused', () => {
  expect(runMessageSchema.safeParse({ kind: 'surprise' }).success).toBe(false);
  expect(runMessageSchema.safeParse({ ...step, scores: { loss: 'low' } }).success).toBe(false);
});

it('damaged checkpoints are named in the log', () => {
  const checkpoints = [{ file: 'step-1.safetensors', reason: 'its bytes are not those that were written' }];
  const now = new Date('2026-01-31T12:00:00Z');
  expect(logLine({ kind: 'damaged', checkpoints }, now)).toBe(
    '2026-01-31T12:00:00.000Z passed over damaged checkpoints: step-1.safetensors (its bytes are not those that were written)\n',
  );
});

it('errors are the same in another process', () => {
  const complaint = { where: 'a', expected: 'b', received: 'c', remedy: 'd.' };
  const again = errorOf(structuredClone(failureOf(new InputError(complaint))));
  expect(again).toBeInstanceOf(InputError);
  expect(again.message).toBe('a: expected b, received c. d.');
  const defect = new TypeError('undefined is not a function');
  expect(errorOf(failureOf(defect))).toMatchObject({ message: defect.message, stack: defect.stack });
  expect(errorOf(failureOf(defect))).not.toBeInstanceOf(InputError);
});
