import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { echotrain, emptyFolder } from '../../../test/command-line.ts';
import { writeDicom, writeIdx } from '../../formats/index.ts';

/** A folder with an IDX file of images, one behind the other. */
function folderOfImages(count: number): string {
  const folder = emptyFolder();
  const data = Uint8Array.from({ length: count * 64 }, (_, i) => i % 251);
  writeFileSync(join(folder, 'digits-idx3-ubyte'), writeIdx({ dtype: 'uint8', shape: [count, 8, 8], data }));
  return folder;
}

/** A slice of a volume as a DICOM file. */
function slice(index: number): Uint8Array {
  return writeDicom({
    ...{ SOPClassUID: '1.2.840.10008.5.1.4.1.1.4', SOPInstanceUID: `2.25.${index + 1}`, Modality: 'MR' },
    ...{ StudyInstanceUID: '2.25.100', SeriesInstanceUID: '2.25.200', PatientID: 'P1' },
    ...{ ImagePositionPatient: [0, 0, 2 * index], ImageOrientationPatient: [1, 0, 0, 0, 1, 0] },
    ...{
      PixelSpacing: [1, 1],
      Rows: 4,
      Columns: 4,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
    },
    ...{ BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 0 },
    PixelData: Uint16Array.from({ length: 16 }, (_, i) => 100 * index + i),
  });
}

describe('echotrain data show', () => {
  it('writes a contact sheet, and tells what the header says', async () => {
    const folder = folderOfImages(30);
    const { code, output, error } = await echotrain(['data', 'show', 'digits-idx3-ubyte'], { folder });
    expect([code, error]).toEqual([0, '']);
    expect(output).toMatch(/shape\s+30 × 8 × 8/);
    expect(output).toContain('Contact sheet: digits-idx3-ubyte-sheet.png');
    const { width, height } = decode(readFileSync(join(folder, 'digits-idx3-ubyte-sheet.png')));
    expect(width).toBe(1280);
    expect(height).toBeGreaterThan(500);
  });

  it('writes where it is told, and no more pictures than that', async () => {
    const folder = folderOfImages(30);
    const args = ['data', 'show', 'digits-idx3-ubyte', '--most', '1', '--out', 'one.png'];
    expect((await echotrain(args, { folder })).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['digits-idx3-ubyte', 'one.png']);
  });

  it('shows an item of a dataset, and the volume in a folder', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'scans'));
    for (const [i, name] of ['b', 'c', 'a'].entries()) {
      writeFileSync(join(folder, 'scans', name), slice(i));
    }
    const shown = await echotrain(['data', 'show', 'scans'], { folder });
    expect([shown.code, shown.error]).toEqual([0, '']);
    expect(shown.output).toMatch(/shape\s+3 × 4 × 4 {2}\(slice/);
    await echotrain(['data', 'import', 'scans', '--out', 'dataset'], { folder });
    const item = await echotrain(['data', 'show', 'dataset', '--out', 'item.png'], { folder });
    expect([item.code, item.error]).toEqual([0, '']);
    expect(item.output).toContain('orientation');
    const none = await echotrain(['data', 'show', 'dataset', '--item', 'P2'], { folder });
    expect(none.code).toBe(1);
    expect(none.error).toMatch(
      /^error: dataset: expected the id of an item, received P2\. Name one by --item: P1\S*\.\n$/,
    );
  });

  it('leaves nothing where a file cannot be read, or the sheet not be written', async () => {
    const folder = folderOfImages(2);
    const bytes = readFileSync(join(folder, 'digits-idx3-ubyte'));
    writeFileSync(join(folder, 'cut'), bytes.subarray(0, 40));
    const cut = await echotrain(['data', 'show', 'cut'], { folder });
    expect([cut.code, cut.output]).toEqual([1, '']);
    expect(cut.error).toMatch(/^error: cut: .*\n$/);
    mkdirSync(join(folder, 'taken'));
    const taken = await echotrain(['data', 'show', 'digits-idx3-ubyte', '--out', 'taken'], { folder });
    expect(taken.code).toBe(1);
    expect(taken.error).toMatch(/^error: taken: expected a place to write the sheet, .*\n$/);
    expect(readdirSync(folder).sort()).toEqual(['cut', 'digits-idx3-ubyte', 'taken']);
  });
});
