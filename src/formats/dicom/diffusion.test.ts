import { describe, expect, it } from 'vitest';
import { dicomBytes, type ElementToWrite } from '../../../test/dicom-bytes.ts';
import { bytesSource } from '../bytes/source.ts';
import { diffusionOf } from './diffusion.ts';
import { readDicom } from './read.ts';
import { Tag } from './tags.ts';

function dataSet(...elements: readonly ElementToWrite[]) {
  return readDicom(bytesSource(dicomBytes([[Tag.Modality, 'CS', 'MR'], ...elements]), 'scan.dcm')).dataSet;
}

function floats(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

describe('diffusionOf', () => {
  it('reads the standard', () => {
    const standard = dataSet(
      [Tag.DiffusionBValue, 'FD', [1000]],
      [Tag.DiffusionGradientOrientation, 'FD', [0, 0.6, 0.8]],
    );
    expect(diffusionOf(standard)).toEqual({ bValue: 1000, direction: [0, 0.6, 0.8] });
    const enhanced = dataSet([
      Tag.SharedFunctionalGroupsSequence,
      'SQ',
      [[[Tag.MRDiffusionSequence, 'SQ', [[[Tag.DiffusionBValue, 'FD', [700]]]]]]],
    ]);
    expect(diffusionOf(enhanced)).toEqual({ bValue: 700 });
  });

  it("reads the manufacturers' elements, in whatever block", () => {
    const siemens = dataSet(
      [0x00190010, 'LO', 'ANOTHER'],
      [0x00190011, 'LO', 'SIEMENS MR HEADER'],
      [0x0019110c, 'IS', '650'],
      [0x0019110e, 'FD', [1, 0, 0]],
    );
    expect(diffusionOf(siemens)).toEqual({ bValue: 650, direction: [1, 0, 0] });
    const ge = dataSet(
      [0x00190010, 'LO', 'GEMS_ACQU_01'],
      [0x001910bb, 'DS', '0.5'],
      [0x001910bc, 'DS', '-0.5'],
      [0x001910bd, 'DS', '0.7'],
      [0x00430010, 'LO', 'GEMS_PARM_01'],
      [0x00431039, 'IS', '1000000800\\8\\0\\0'],
    );
    expect(diffusionOf(ge)).toEqual({ bValue: 800, direction: [0.5, -0.5, 0.7] });
    const philips = dataSet([0x20010010, 'LO', 'Philips Imaging DD 001'], [0x20011003, 'UN', floats(500)]);
    expect(diffusionOf(philips)).toEqual({ bValue: 500 });
  });

  it('says nothing of other images', () => {
    expect(diffusionOf(dataSet([0x00190010, 'LO', 'ANOTHER'], [0x0019100c, 'IS', '650']))).toEqual({});
  });
});
