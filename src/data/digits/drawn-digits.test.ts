import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { range, sum } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import type { Dataset } from '../dataset.ts';
import { loadMnist } from '../mnist-files.ts';
import { drawnDigits } from './drawn-digits.ts';

const MNIST = fileURLToPath(new URL('../../../../shared/data/mnist/', import.meta.url));

describe('drawnDigits', () => {
  const { train, test } = drawnDigits({ seed: 1, train: 4000, test: 600 });

  it('have the shape of MNIST', () => {
    expect([train.count, test.count, train.inputShape]).toEqual([4000, 600, [1, 28, 28]]);
    expect(train.targets).toMatchObject({ kind: 'classes', shape: [], classNames: range(10).map(String) });
    expect(train.inputs.every((gray) => gray >= 0 && gray <= 1)).toBe(true);
  });

  it('are the same for one seed, however many are drawn, and others for another', () => {
    const few = drawnDigits({ seed: 1, train: 30, test: 0 });
    expect(few.train.inputs).toEqual(train.inputs.slice(0, 30 * 784));
    expect(few.train.labels).toEqual(train.labels?.slice(0, 30));
    expect(few.test.count).toBe(0);
    expect(drawnDigits({ seed: 2, train: 1, test: 0 }).train.inputs).not.toEqual(train.input(0));
  });

  it('come from other writers in training and test', () => {
    const [writers, others] = [new Set(train.groups), new Set(test.groups)];
    expect([writers.size, others.size]).toEqual([80, 12]);
    expect(writers.isDisjointFrom(others)).toBe(true);
    expect(test.input(0)).not.toEqual(train.input(0));
  });

  it('show each digit about equally often', () => {
    const counts = range(10).map((digit) => train.labels?.filter((label) => label === digit).length ?? 0);
    for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(4 * Math.sqrt(4000 * 0.1 * 0.9));
  });

  it('are framed like MNIST: within 20 pixels, the center of mass in the middle', () => {
    for (const item of range(test.count)) {
      const { rows, columns, middle } = extentOf(test.input(item));
      expect(Math.max(rows, columns)).toBeGreaterThanOrEqual(18);
      expect(Math.max(rows, columns)).toBeLessThanOrEqual(22);
      for (const coordinate of middle) expect(Math.abs(coordinate - 14)).toBeLessThan(1.5);
    }
  });

  it('are neither noise nor too easy: the nearest mean tells most of them, and errs on many', () => {
    const accuracy = accuracyOf(test, nearestOf(meansOf(train), range(10)));
    expect(accuracy).toBeGreaterThan(0.75);
    expect(accuracy).toBeLessThan(0.95);
  });

  it.skipIf(!existsSync(MNIST))(
    'look like MNIST: its nearest neighbors tell them (skipped without ../shared/data)',
    async () => {
      const { test: real } = await loadMnist(MNIST);
      const known = real.subset(range(5000));
      const accuracy = accuracyOf(
        test,
        nearestOf(
          range(5000).map((item) => known.input(item)),
          [...(known.labels ?? [])],
        ),
      );
      expect(accuracy).toBeGreaterThan(0.9);
      const [ours, theirs] = [test, real].map(({ inputs }) => sum(inputs) / inputs.length);
      expect(Math.abs((ours ?? 0) - (theirs ?? 1))).toBeLessThan(0.015);
    },
  );

  it.each([-1, 2.5, Number.NaN])('refuse to be %d', (count) => {
    expect(() => drawnDigits({ seed: 1, train: count })).toThrow(InputError);
  });
});

function extentOf(image: Float32Array): { rows: number; columns: number; middle: [number, number] } {
  const inked = [...image.keys()].filter((i) => (image[i] ?? 0) > 0.05);
  const [ys, xs] = [inked.map((i) => Math.floor(i / 28)), inked.map((i) => i % 28)];
  const mean = (places: readonly number[]) =>
    sum(places.map((place, k) => place * (image[inked[k] ?? 0] ?? 0))) / sum(inked.map((i) => image[i] ?? 0));
  const extent = (places: readonly number[]) => Math.max(...places) - Math.min(...places) + 1;
  return { rows: extent(ys), columns: extent(xs), middle: [mean(ys), mean(xs)] };
}

function meansOf(data: Dataset): Float32Array[] {
  return range(10).map((digit) => {
    const items = range(data.count).filter((item) => data.labels?.[item] === digit);
    const mean = new Float32Array(784);
    for (const item of items)
      for (const [i, gray] of data.input(item).entries()) mean[i] = (mean[i] ?? 0) + gray / items.length;
    return mean;
  });
}

/** Names an image after the nearest of some known ones. */
function nearestOf(
  known: readonly Float32Array[],
  labels: readonly number[],
): (image: Float32Array) => number | undefined {
  return (image) => {
    let [best, least] = [-1, Number.POSITIVE_INFINITY];
    for (const [i, other] of known.entries()) {
      const distance = squaredDistance(image, other, least);
      if (distance < least) [best, least] = [i, distance];
    }
    return labels[best];
  };
}

/** Stops once it exceeds `limit`. */
function squaredDistance(a: Float32Array, b: Float32Array, limit: number): number {
  let total = 0;
  for (let i = 0; i < 784 && total < limit; i++) total += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return total;
}

function accuracyOf(data: Dataset, name: (image: Float32Array) => number | undefined): number {
  return (
    range(data.count).filter((item) => name(data.input(item)) === data.labels?.[item]).length / data.count
  );
}
