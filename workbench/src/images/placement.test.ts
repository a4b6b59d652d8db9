import { describe, expect, it } from 'vitest';
import { panned, pixelAt, placementOf, scaleBar, zoomedAt } from './placement.ts';
import { ViewStore } from './view-store.ts';

const view = new ViewStore().get();
const size = { width: 800, height: 600 };
const image = { rows: 100, columns: 200, spacing: [2, 1] as const };

describe('the place of an image', () => {
  it('is the middle, in true proportions', () => {
    expect(placementOf(image, view, size)).toEqual({ left: 100, top: 0, pixelWidth: 3, pixelHeight: 6 });
    expect(placementOf({ rows: 100, columns: 200 }, view, size)).toMatchObject({ left: 0, top: 100 });
  });

  it('tells which pixel is where, and that there is none', () => {
    const place = placementOf(image, view, size);
    expect(pixelAt(image, place, 101, 1)).toEqual([0, 0]);
    expect(pixelAt(image, place, 699, 599)).toEqual([99, 199]);
    expect(pixelAt(image, place, 99, 300)).toBeUndefined();
  });

  it('keeps what is under the pointer as it zooms, within bounds', () => {
    const at = [330, 200] as const;
    const before = pixelAt(image, placementOf(image, view, size), ...at);
    const zoomed = { ...view, ...zoomedAt(image, view, size, 8, at) };
    expect(zoomed.zoom).toBe(8);
    expect(pixelAt(image, placementOf(image, zoomed, size), ...at)).toEqual(before);
    expect(zoomedAt(image, view, size, 1e9).zoom).toBe(64);
  });

  it('moves with the pointer, and not out of sight', () => {
    const moved = { ...view, ...panned(image, view, size, 30, -60) };
    expect(placementOf(image, moved, size)).toMatchObject({ left: 130, top: -60 });
    expect(panned(image, view, size, -1e9, 1e9).center).toEqual([1, 0]);
  });

  it('has a scale of a round length, where millimeters are known', () => {
    expect(scaleBar(image, placementOf(image, view, size), size)).toEqual({ millimeters: 50, length: 150 });
    expect(scaleBar({ rows: 9, columns: 9 }, placementOf(image, view, size), size)).toBeUndefined();
  });
});
