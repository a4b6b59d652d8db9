import { describe, expect, it } from 'vitest';
import { dicomBytes, type ElementToWrite } from '../../../test/dicom-bytes.ts';
import { orientationOf } from '../array/geometry.ts';
import { bytesSource } from '../bytes/source.ts';
import type { DataSet } from './data-set.ts';
import { layoutOf } from './geometry.ts';
import { readDicom } from './read.ts';
import { Tag } from './tags.ts';

const AXIAL = '1\\0\\0\\0\\1\\0';

function dataSet(...elements: readonly ElementToWrite[]): DataSet {
  return readDicom(bytesSource(dicomBytes(elements), 'scan.dcm')).dataSet;
}

/** An enhanced image: of each frame its position, orientation and time. */
function enhanced(frames: readonly { position: string; orientation?: string; time?: number }[]): DataSet {
  const shared: readonly ElementToWrite[] = [
    [
      Tag.PixelMeasuresSequence,
      'SQ',
      [
        [
          [Tag.PixelSpacing, 'DS', '0.5\\0.25'],
          [Tag.SliceThickness, 'DS', '9'],
        ],
      ],
    ],
  ];
  const perFrame = frames.map(({ position, orientation = AXIAL, time = 1 }): readonly ElementToWrite[] => [
    [Tag.FrameContentSequence, 'SQ', [[[Tag.TemporalPositionIndex, 'UL', [time]]]]],
    [Tag.PlanePositionSequence, 'SQ', [[[Tag.ImagePositionPatient, 'DS', position]]]],
    [Tag.PlaneOrientationSequence, 'SQ', [[[Tag.ImageOrientationPatient, 'DS', orientation]]]],
  ]);
  return dataSet(
    [Tag.NumberOfFrames, 'IS', `${frames.length}`],
    [Tag.SharedFunctionalGroupsSequence, 'SQ', [shared]],
    [Tag.PerFrameFunctionalGroupsSequence, 'SQ', perFrame],
  );
}

describe('layoutOf', () => {
  it('tells where a single image lies: rows grow along the second triple, columns along the first', () => {
    const { axes, geometry } = layoutOf(
      dataSet(
        [Tag.ImagePositionPatient, 'DS', '1\\-2.5\\3e1'],
        [Tag.ImageOrientationPatient, 'DS', '0\\1\\0\\0\\0\\-1'],
        [Tag.PixelSpacing, 'DS', '0.5\\0.25'],
      ),
    );
    expect(axes).toEqual([]);
    expect(geometry).toEqual({
      axes: [0, 1],
      spacing: [0.5, 0.25],
      directions: [
        [0, 0, -1],
        [0, 1, 0],
      ],
      origin: [1, -2.5, 30],
    });
    expect(geometry && orientationOf(geometry)).toBe('IP');
  });

  it('falls back on the spacing at the detector, and on none', () => {
    expect(layoutOf(dataSet([Tag.ImagerPixelSpacing, 'DS', '0.1\\0.2'])).geometry).toEqual({
      axes: [0, 1],
      spacing: [0.1, 0.2],
    });
    for (const spacing of ['', '0\\0', '1', 'a\\b', '-1\\1', '1\\1\\1']) {
      expect(layoutOf(dataSet([Tag.PixelSpacing, 'DS', spacing])).geometry).toBeUndefined();
    }
  });

  it.each(['1\\0\\0\\1\\0\\0', '0\\0\\0\\0\\0\\0', '1\\0\\0', '2\\0\\0\\0\\1\\0', 'x\\0\\0\\0\\1\\0'])(
    'ignores directions that are none: %s',
    (orientation) => {
      const { geometry } = layoutOf(
        dataSet([Tag.ImageOrientationPatient, 'DS', orientation], [Tag.PixelSpacing, 'DS', '1\\1']),
      );
      expect(geometry).toEqual({ axes: [0, 1], spacing: [1, 1] });
    },
  );

  it('sorts the frames of an enhanced image into a volume, at the distance of their positions', () => {
    const layout = layoutOf(
      enhanced([{ position: '0\\0\\8' }, { position: '0\\0\\0' }, { position: '0\\0\\4' }]),
    );
    expect(layout).toMatchObject({ order: [1, 2, 0], axes: [{ name: 'slice', length: 3 }], warnings: [] });
    expect(layout.geometry).toEqual({
      axes: [0, 1, 2],
      spacing: [4, 0.5, 0.25],
      directions: [
        [0, 0, 1],
        [0, 1, 0],
        [1, 0, 0],
      ],
      origin: [0, 0, 0],
    });
  });

  it('sorts frames at the same places into volumes, by time', () => {
    const layout = layoutOf(
      enhanced([
        { position: '0\\0\\4', time: 1 },
        { position: '0\\0\\4', time: 2 },
        { position: '0\\0\\0', time: 1 },
        { position: '0\\0\\0', time: 2 },
      ]),
    );
    expect(layout).toMatchObject({
      order: [2, 0, 3, 1],
      axes: [
        { name: 'time', length: 2 },
        { name: 'slice', length: 2 },
      ],
      geometry: { axes: [1, 2, 3], spacing: [4, 0.5, 0.25] },
    });
  });

  it('warns of missing and uneven slices', () => {
    const positions = (...heights: readonly number[]) =>
      enhanced(heights.map((height) => ({ position: `0\\0\\${height}` })));
    expect(layoutOf(positions(0, 2, 4, 10)).warnings).toEqual(['By their positions, 2 slices are missing.']);
    expect(layoutOf(positions(0, 2, 4.5, 6.5)).warnings).toEqual(['The distances between slices differ.']);
  });

  it('leaves frames in order that make up no volume', () => {
    const tilted = layoutOf(
      enhanced([{ position: '0\\0\\0' }, { position: '0\\0\\2', orientation: '0\\1\\0\\0\\0\\-1' }]),
    );
    expect(tilted).toEqual({
      axes: [{ name: 'frame', length: 2 }],
      geometry: { axes: [1, 2], spacing: [0.5, 0.25] },
      warnings: [],
    });
    const still = layoutOf(enhanced([{ position: '0\\0\\5' }, { position: '0\\0\\5' }]));
    expect(still).toMatchObject({
      axes: [{ name: 'frame', length: 2 }],
      geometry: { axes: [1, 2], origin: [0, 0, 5] },
    });
    const film = layoutOf(dataSet([Tag.NumberOfFrames, 'IS', '2147483647']));
    expect(film).toEqual({ axes: [{ name: 'frame', length: 2147483647 }], warnings: [] });
  });

  it("places a dose's frames by their offsets", () => {
    const layout = layoutOf(
      dataSet(
        [Tag.ImagePositionPatient, 'DS', '1\\2\\3'],
        [Tag.ImageOrientationPatient, 'DS', AXIAL],
        [Tag.NumberOfFrames, 'IS', '3'],
        [Tag.PixelSpacing, 'DS', '1\\1'],
        [Tag.GridFrameOffsetVector, 'DS', '0\\-5\\-10'],
      ),
    );
    expect(layout).toMatchObject({ order: [2, 1, 0], geometry: { spacing: [5, 1, 1], origin: [1, 2, -7] } });
  });

  it('tells of mosaics', () => {
    const mosaic = dataSet(
      [Tag.ImageType, 'CS', 'ORIGINAL\\PRIMARY\\M\\MOSAIC'],
      [0x00190010, 'LO', 'SIEMENS MR HEADER'],
      [0x0019100a, 'US', [36]],
    );
    expect(layoutOf(mosaic).warnings).toEqual([expect.stringContaining('A Siemens mosaic of 36 slices')]);
  });
});
