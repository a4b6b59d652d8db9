import { describe, expect, it } from 'vitest';
import { dicomBytes, type ElementToWrite } from '../../../../test/dicom-bytes.ts';
import type { ArrayFile } from '../../array/array-file.ts';
import { bytesSource } from '../../bytes/source.ts';
import { openDicom } from '../open.ts';
import { Tag } from '../tags.ts';

const IMAGE: readonly ElementToWrite[] = [
  [Tag.SamplesPerPixel, 'US', [1]],
  [Tag.PhotometricInterpretation, 'CS', 'MONOCHROME2'],
  [Tag.Rows, 'US', [2]],
  [Tag.Columns, 'US', [2]],
  [Tag.BitsAllocated, 'US', [8]],
];

const PIXELS: ElementToWrite = [Tag.PixelData, 'OB', Uint8Array.of(1, 2, 3, 4)];

/** A small image with more elements, or others in their place. */
function open(...elements: readonly ElementToWrite[]): Promise<ArrayFile> {
  const tags = new Set(elements.map(([tag]) => tag));
  const all = [...IMAGE.filter(([tag]) => !tags.has(tag)), ...elements].sort(([a], [b]) => a - b);
  return openDicom(bytesSource(dicomBytes([...all, PIXELS]), 'small.dcm'));
}

const RESCALE: readonly ElementToWrite[] = [
  [Tag.RescaleIntercept, 'DS', '-1024'],
  [Tag.RescaleSlope, 'DS', '1'],
];

describe('the meaning of DICOM values', () => {
  it('is in the unit that the header says', async () => {
    expect((await open()).unit).toBeUndefined();
    expect((await open([Tag.Modality, 'CS', 'CT'], ...RESCALE)).unit).toBe('HU');
    expect((await open([Tag.Modality, 'CS', 'MR'], ...RESCALE)).unit).toBeUndefined();
    expect((await open(...RESCALE, [Tag.RescaleType, 'LO', 'OD'])).unit).toBe('OD');
    expect((await open(...RESCALE, [Tag.RescaleType, 'LO', 'US'])).unit).toBeUndefined();
    expect((await open([Tag.Units, 'CS', 'BQML'])).unit).toBe('Bq/ml');
  });

  it('has the window that the header recommends, of values after the rescale', async () => {
    const window = async (center: string, width: string, kind: string) =>
      (
        await open(
          [Tag.WindowCenter, 'DS', center],
          [Tag.WindowWidth, 'DS', width],
          [Tag.VOILUTFunction, 'CS', kind],
        )
      ).window;
    // PS3.3, C.11.2.1.2: black below center − 0.5 − (width − 1) / 2
    expect(await window('40', '400', 'LINEAR')).toEqual([-160, 239]);
    expect(await window('40\\80', '400\\200', 'LINEAR_EXACT')).toEqual([-160, 240]);
    expect(await window('40', '0', 'LINEAR')).toBeUndefined();
    expect(await window('40', '0', 'SIGMOID')).toBeUndefined();
    expect((await open()).window).toBeUndefined();
    const table: ElementToWrite = [Tag.VOILUTSequence, 'SQ', [[[Tag.LUTDescriptor, 'US', [256, 100, 8]]]]];
    expect((await open(table)).window).toEqual([100, 355]);
  });

  it('is inverted for MONOCHROME1, and names padding and the scale of a dose', async () => {
    expect((await open([Tag.PhotometricInterpretation, 'CS', 'MONOCHROME1'])).inverted).toBe(true);
    const file = await open([Tag.PixelPaddingValue, 'US', [7]], [Tag.PixelPaddingRangeLimit, 'US', [9]]);
    expect(file.essentials).toContainEqual(['Padding (stored)', '7 to 9']);
    const dose = await open([Tag.DoseUnits, 'CS', 'GY'], [Tag.DoseGridScaling, 'DS', '0.001']);
    expect(dose.essentials).toContainEqual(['Dose', 'values × 0.001 Gy']);
  });

  it.each([
    [[Tag.Rows, 'US', [0]], 'expected Rows of 1 or more, received 0'],
    [[Tag.BitsAllocated, 'US', [12]], 'expected Bits Allocated of 1, 8, 16 or 32, received 12'],
    [[Tag.BitsStored, 'US', [9]], 'within the 8 bits allocated, received 9 and 8'],
    [[Tag.PhotometricInterpretation, 'CS', 'HSV'], 'received the Photometric Interpretation "HSV"'],
    [[Tag.PhotometricInterpretation, 'CS', 'RGB'], 'expected 3 samples a pixel of RGB, received 1'],
    [[Tag.PhotometricInterpretation, 'CS', 'PALETTE COLOR'], 'received none'],
    [[Tag.Rows, 'US', [60000]], 'expected 120000 bytes of pixels, as the header declares, received 4'],
    [[Tag.NumberOfFrames, 'IS', '2000000000'], 'expected 8000000000 bytes of pixels'],
  ] as const)('is refused for %j', async (element, message) => {
    await expect(open(element)).rejects.toThrow(message);
  });

  it('says of more pixels than declared that they are ignored', async () => {
    expect((await open([Tag.Rows, 'US', [1]])).warnings).toContainEqual(
      'There are 2 more bytes of pixels than the header declares; they are ignored.',
    );
  });

  it('says in one line what a file without pixels is', async () => {
    const report = dicomBytes([[Tag.Modality, 'CS', 'SR']]);
    await expect(openDicom(bytesSource(report, 'report.dcm'))).rejects.toThrow(
      'report.dcm: expected a DICOM image, received a DICOM file of modality "SR" without pixels.',
    );
  });
});
