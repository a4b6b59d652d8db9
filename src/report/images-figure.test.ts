import { describe, expect, test } from 'vitest';
import { range } from '../util/arrays.ts';
import { imagesFigure } from './images-figure.ts';

describe('images', () => {
  const pixels = [0, 0.25, 0.5, 1];

  test('mark wrong predictions', () => {
    const images = [
      { pixels, label: '7', predicted: '1', note: '61 %' },
      { pixels, label: '7', predicted: '7' },
    ];
    const { markup, alt } = imagesFigure({ images, rows: 2, columns: 2 });
    expect(markup.text.match(/class="is-wrong"/g)).toHaveLength(1);
    expect(markup.text).toContain('alt="7, wrongly taken for 1"');
    expect(markup.text).toContain('true: 7');
    expect(alt).toBe('2 images, 1 of them classified wrongly.');
  });

  test('of many only the first are shown', () => {
    const images = range(10_000).map(() => ({ pixels, label: 'x' }));
    const { caption, markup } = imagesFigure({ images, rows: 2, columns: 2, caption: 'Test set.' });
    expect(caption).toBe('Test set. 40 of 10,000 images.');
    expect(markup.text.match(/<img/g)).toHaveLength(40);
  });

  test('constant and broken images are shown all the same, none is said, wrong sizes are refused', () => {
    const odd = [{ pixels: [5, 5, 5, 5] }, { pixels: [Number.NaN, Infinity, 0, 1] }];
    expect(
      imagesFigure({ images: odd, rows: 2, columns: 2 }).markup.text.match(/data:image\/png/g),
    ).toHaveLength(2);
    expect(imagesFigure({ images: [], rows: 2, columns: 2 }).alt).toBe('There are no images to show.');
    expect(() => imagesFigure({ images: [{ pixels: [1] }], rows: 2, columns: 2 })).toThrow(
      'received one of 1 values',
    );
  });
});
