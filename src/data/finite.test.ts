import { describe, expect, it } from 'vitest';
import { InputError } from '../util/errors.ts';
import { Dataset } from './dataset.ts';
import { assertFinite } from './finite.ts';
import { iris } from './iris.ts';

describe('assertFinite', () => {
  it('lets finite data pass', () => {
    expect(() => assertFinite(iris())).not.toThrow();
    expect(() => assertFinite(images({}))).not.toThrow();
  });

  it('names item and feature of a table', () => {
    const flowers = iris();
    flowers.input(12).set([Number.NaN], 2);
    expect(() => assertFinite(flowers)).toThrow(InputError);
    expect(() => assertFinite(flowers)).toThrow(
      'dataset iris: expected finite numbers, received NaN in item 12, feature 2 (petal length). Leave such items out',
    );
  });

  it('names channel, row and column of an image, and counts', () => {
    expect(() => assertFinite(images({ pixels: [10, 17, 31] }))).toThrow(
      'received Infinity in item 0, input [1, 0, 2] and 2 more.',
    );
  });

  it('looks at targets too', () => {
    expect(() => assertFinite(images({ targets: [1] }))).toThrow('received NaN in item 1, target.');
  });
});

/** Four images of 2 channels, 2 rows and 4 columns, with what is infinite and what is NaN. */
function images({ pixels = [], targets = [] }: { pixels?: number[]; targets?: number[] }): Dataset {
  const inputs = new Float32Array(64);
  const data = new Float32Array(4);
  for (const pixel of pixels) inputs[pixel] = Number.POSITIVE_INFINITY;
  for (const target of targets) data[target] = Number.NaN;
  return new Dataset({
    name: 'images',
    inputs,
    inputShape: [2, 2, 4],
    targets: { kind: 'values', data, shape: [] },
  });
}
