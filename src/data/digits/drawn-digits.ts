import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { Dataset } from '../dataset.ts';
import { drawHand, writeDigit } from './hand.ts';
import { ink, SIZE } from './pen.ts';

/** How many digits each writer writes. */
const DIGITS_PER_WRITER = 50;

/** How many digits to draw for which part, under which seed. */
export interface DrawnDigitsOptions {
  readonly seed: number;
  /** Training images; 20,000 by default. */
  readonly train?: number;
  /** Test images, by other writers; 4,000 by default. */
  readonly test?: number;
}

/**
 * Digits drawn by a procedure, in the shape and framing of MNIST, for where the real ones are out of reach: strokes
 * of a pen along templates in several ways of writing, each with a hand's slant, width and thickness, wobbling and
 * bent at random. inputs: [count, 1, 28, 28] from 0 (paper) to 1 (ink); classes: 0 to 9; groups: the writers, of whom
 * none is in both parts. They are easier than MNIST, and results on them say nothing about it.
 *
 * @example const { train, test } = drawnDigits({ seed: 1 });
 * @throws InputError for a number of images that is none.
 */
export function drawnDigits(options: DrawnDigitsOptions): {
  readonly train: Dataset;
  readonly test: Dataset;
} {
  const { seed, train = 20_000, test = 4_000 } = options;
  return { train: drawPart('train', train, seed), test: drawPart('test', test, seed) };
}

function drawPart(part: string, count: number, seed: number): Dataset {
  check(Number.isInteger(count) && count >= 0, () => ({
    where: 'drawnDigits',
    expected: `a number of ${part} images, 0 or more`,
    received: `${count}`,
  }));
  const inputs = new Float32Array(count * SIZE * SIZE);
  const labels = new Int32Array(count);
  for (let item = 0; item < count; item++) {
    const stream = RandomStream.derive(seed, 'drawn digits', part, item);
    const hand = drawHand(RandomStream.derive(seed, 'drawn digits', part, 'writer', writerOf(item)));
    const digit = stream.integer(10);
    labels[item] = digit;
    ink(writeDigit(digit, hand, stream), hand.pen, stream, inputs, item * SIZE * SIZE);
  }
  return new Dataset({
    name: `drawn digits ${part}`,
    inputs,
    inputShape: [1, SIZE, SIZE],
    targets: { kind: 'classes', data: labels, shape: [], classNames: range(10).map(String) },
    groups: range(count).map((item) => `${part} writer ${writerOf(item)}`),
  });
}

function writerOf(item: number): number {
  return Math.floor(item / DIGITS_PER_WRITER);
}
