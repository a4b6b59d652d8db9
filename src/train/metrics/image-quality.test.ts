import { describe, expect, it } from 'vitest';
import { runGraph } from '../../../test/run-graph.ts';
import { imageQuality } from '../../evaluate/index.ts';
import { constant, input } from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { magnitudePsnr, nrmse } from './image-quality.ts';

const [ITEMS, SIDE] = [3, 9];
const POINTS = SIDE * SIDE;

function random(name: string, channels: number): Float32Array {
  const stream = RandomStream.derive(2, name);
  return Float32Array.from({ length: ITEMS * channels * POINTS }, () => stream.normal());
}

/** The magnitude of an item's image, in float64. */
function magnitude(images: Float32Array, channels: number, item: number): number[] {
  const at = item * channels * POINTS;
  return range(POINTS).map((i) =>
    Math.hypot(images[at + i] ?? 0, channels === 2 ? (images[at + POINTS + i] ?? 0) : 0),
  );
}

describe('metrics of magnitudes', () => {
  it.each([
    ['complex images', 2, 2],
    ['magnitudes of complex images', 2, 1],
    ['magnitudes', 1, 1],
  ])('are those of the evaluation, item by item: %s', async (_, channels, ofTarget) => {
    const absolute = (x: Float32Array, n: number) => (n === 1 ? x.map(Math.abs) : x);
    const images = absolute(random('images', channels), channels);
    const references = absolute(random('references', ofTarget), ofTarget);
    const prediction = constant(images, [ITEMS, channels, SIDE, SIDE]);
    const target = constant(references, [ITEMS, ofTarget, SIDE, SIDE]);
    const outputs = {
      nrmse: nrmse().perItem(prediction, target),
      psnr: magnitudePsnr().perItem(prediction, target),
    };
    const found = await runGraph(outputs);
    for (const item of range(ITEMS)) {
      const shape = [SIDE, SIDE];
      const reference = { data: magnitude(references, ofTarget, item), shape };
      const expected = imageQuality(reference, { data: magnitude(images, channels, item), shape });
      expect(found.nrmse?.[item]).toBeCloseTo(expected.nrmse, 5);
      expect(found.psnr?.[item]).toBeCloseTo(expected.psnr, 4);
    }
  });

  it('refuse images of other sizes', () => {
    const [image, other] = [input('image', [1, 2, 8, 8]), input('other', [1, 2, 8, 9])];
    expect(() => nrmse().perItem(image, other)).toThrow(
      /nrmse: expected a prediction and a target of one shape/,
    );
  });
});
