import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import golden from './color.json' with { type: 'json' };
import { interleaved, rgbOfYbr, withSharedChroma } from './color.ts';

describe('colors', () => {
  it.each(golden.brightness)('of YBR_FULL are those of pydicom, for every chroma at brightness %d', (y) => {
    const ybr = new Uint8Array(3 * 65_536);
    for (let i = 0; i < 65_536; i++) ybr.set([y, i >> 8, i & 255], 3 * i);
    const digest = createHash('sha256').update(rgbOfYbr(ybr)).digest('hex');
    expect(digest).toBe(golden.sha256[golden.brightness.indexOf(y)]);
  });

  it('that come in planes are put together by pixel', () => {
    expect([...interleaved(Uint16Array.of(1, 2, 3, 4, 5, 6), 3)]).toEqual([1, 3, 5, 2, 4, 6]);
  });

  it('of two pixels that share their chroma get it both', () => {
    expect([...withSharedChroma(Uint8Array.of(1, 2, 3, 4), 2)]).toEqual([1, 3, 4, 2, 3, 4]);
  });
});
