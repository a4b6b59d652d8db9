import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { product } from '../../util/arrays.ts';
import { arrangeLines, type LineAxis } from './arrange-lines.ts';
import { lineBlocks, type WantedLine } from './line-blocks.ts';
import { LineIndex } from './line-index.ts';

const AXES: readonly LineAxis[] = [
  { axis: 'average', counter: 1 },
  { axis: 'segment', counter: 2, label: true },
  { axis: 'phaseEncode', counter: 0 },
];

/** Arranges lines with counters [line, average, segment]. */
function arrange(counters: readonly (readonly number[])[], fromLowest = false) {
  const index = new LineIndex(3);
  for (const [position, each] of counters.entries()) {
    index.add({ position, flags: 0, samples: 1, channels: 1, counters: each });
  }
  return arrangeLines(
    index,
    index.select(() => true),
    { axes: AXES, fromLowest },
  );
}

describe('lines by their counters', () => {
  it('lie along the phase encoding, whatever the order of recording', () => {
    const { axes, shape, places, lines, missing } = arrange([
      [2, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
    ]);
    expect({ axes, shape, missing }).toEqual({ axes: ['phaseEncode'], shape: [3], missing: 0 });
    expect([[...places], [...lines]]).toEqual([
      [0, 1, 2],
      [1, 2, 0],
    ]);
  });

  it('get an axis of averages, and none of segments that only label', () => {
    const { axes, shape } = arrange([
      [0, 0, 0],
      [1, 0, 1],
      [0, 1, 0],
      [1, 1, 1],
    ]);
    expect([axes, shape]).toEqual([
      ['average', 'phaseEncode'],
      [2, 2],
    ]);
  });

  it('get an axis of segments where lines would meet without', () => {
    const { axes, shape, missing } = arrange([
      [0, 0, 0],
      [1, 0, 0],
      [1, 0, 1],
    ]);
    expect([axes, shape, missing]).toEqual([['segment', 'phaseEncode'], [2, 2], 1]);
  });

  it('are kept apart in the order of recording where all counters agree', () => {
    const { axes, shape, lines, warnings } = arrange([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect([axes, shape, [...lines]]).toEqual([['line'], [3], [0, 1, 2]]);
    expect(warnings[0]).toContain('the axis "line" keeps them apart');
  });

  it('count what was not recorded, and from the lowest counter where asked', () => {
    expect(arrange([[4, 0, 0]]).missing).toBe(4);
    expect(arrange([[4, 0, 0]], true).missing).toBe(0);
  });

  it('stay in the order of recording where counters are no indices', () => {
    const { axes, shape, warnings } = arrange([
      [65_535, 65_535, 0],
      [0, 0, 0],
    ]);
    expect([axes, shape]).toEqual([['line'], [2]]);
    expect(warnings[0]).toContain('too far apart');
  });

  it('are all read back, each once, wherever they are', async () => {
    const counters = fc.array(fc.tuple(fc.nat(5), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(counters, async (each) => {
        const arrangement = arrange(each);
        expect(arrangement.places.length).toBe(each.length);
        expect(arrangement.missing).toBe(product(arrangement.shape) - each.length);
        const readLines = (wanted: readonly WantedLine[], target: Float32Array) => {
          for (const { line, at } of wanted) target.fill(line + 1, at, at + 2);
        };
        const blocks = lineBlocks('lines', arrangement, { channels: 1, samples: 1, readLines });
        const read: number[] = [];
        for (let block = 0; block < blocks.blockCount; block++) read.push(...(await blocks.readBlock(block)));
        const found = read.filter((value, i) => value > 0 && i % 2 === 0).sort((a, b) => a - b);
        expect(found).toEqual(each.map((_, line) => line + 1));
        expect(read.length).toBe(2 * product(blocks.shape));
      }),
    );
  });
});
