import { describe, expect, it } from 'vitest';
import { dicomBytes } from '../../../test/dicom-bytes.ts';
import type { ArrayFile } from '../array/array-file.ts';
import { type ByteSource, bytesSource } from '../bytes/source.ts';
import { readDicom } from './read.ts';
import { Tag } from './tags.ts';
import { openVolume } from './volume.ts';

/** An image of 2 × 2 pixels at a height in mm, whose values are its height. */
function image(height: number, rows = 2, series = '1.2.3'): ByteSource {
  const bytes = dicomBytes([
    [Tag.SOPInstanceUID, 'UI', `1.2.3.4.${height + 100}`],
    [Tag.SeriesInstanceUID, 'UI', series],
    [Tag.ImagePositionPatient, 'DS', `0\\0\\${height}`],
    [Tag.ImageOrientationPatient, 'DS', '1\\0\\0\\0\\1\\0'],
    [Tag.Rows, 'US', [rows]],
    [Tag.Columns, 'US', [2]],
    [Tag.PixelSpacing, 'DS', '0.5\\0.25'],
    [Tag.PixelData, 'OW', new Uint8Array(rows * 4).fill(height)],
  ]);
  return bytesSource(bytes, `${height}.dcm`);
}

/** Opens an image as plainly as can be; the values of odd heights are float64. */
function opened(source: ByteSource): Promise<ArrayFile> {
  const { dataSet } = readDicom(source);
  const values = dataSet.bytes(Tag.PixelData) ?? new Uint8Array(0);
  const odd = (values[0] ?? 0) % 2 === 1;
  return Promise.resolve({
    format: 'dicom',
    shape: [dataSet.number(Tag.Rows) ?? 0, 4],
    axes: ['row', 'column'],
    dtype: odd ? 'float64' : 'uint8',
    order: 'row-major',
    window: [0, values[0] ?? 0],
    acquisition: {},
    essentials: [],
    blockCount: 1,
    readBlock: () => Promise.resolve(odd ? Float64Array.from(values) : values),
    close: () => {},
  });
}

describe('openVolume', () => {
  it('opens slices in any order as one array, sorted by position', async () => {
    const closed: string[] = [];
    const volume = await openVolume([image(4), image(0), image(2)], async (source) => ({
      ...(await opened(source)),
      close: () => closed.push(source.name),
    }));
    expect(volume).toMatchObject({
      shape: [3, 2, 4],
      axes: ['slice', 'row', 'column'],
      dtype: 'uint8',
      geometry: { spacing: [2, 0.5, 0.25], origin: [0, 0, 0] },
      window: [0, 2],
      warnings: [],
      blockCount: 3,
    });
    expect((await volume.readBlock(2))[0]).toBe(4);
    volume.close();
    expect(closed).toEqual(['0.dcm', '2.dcm', '4.dcm']);
  });

  it('has values of one type, though slices differ', async () => {
    const volume = await openVolume([image(0), image(1), image(2)], opened);
    expect(volume.dtype).toBe('float64');
    expect(await volume.readBlock(2)).toEqual(Float64Array.of(2, 2, 2, 2, 2, 2, 2, 2));
  });

  it('warns where slices are missing', async () => {
    const volume = await openVolume([image(0), image(2), image(8), image(10)], opened);
    expect(volume.warnings).toEqual([
      'In this volume: 2 slices missing between slices 2 and 3 of 4, 2 mm apart elsewhere.',
    ]);
  });

  it('opens a single file as it is', async () => {
    expect((await openVolume([image(4)], opened)).shape).toEqual([2, 4]);
  });

  it('refuses files of several volumes', async () => {
    await expect(openVolume([image(0), image(2), image(4, 3)], opened)).rejects.toThrow(
      '0.dcm: expected 3 files of one volume, received 2 volumes (1 slice of another matrix than most). Open each volume on its own.',
    );
    await expect(openVolume([image(0), image(0)], opened)).rejects.toThrow(
      'expected 2 files of one volume, received 1 volumes (1 file with an instance UID that another file has)',
    );
  });
});
