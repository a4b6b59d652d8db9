import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ByteSource, bytesSource } from '../../formats/bytes/source.ts';
import { openArray } from '../../formats/open.ts';
import { deidentifyNifti, niftiSource } from './deidentify-nifti.ts';
import { DeidentificationKey } from './key.ts';

const key = new DeidentificationKey();
const VOXELS = Buffer.from(Array.from({ length: 48 }, (_, i) => i * 5));

/** A NIfTI file of 2 by 3 by 4 voxels, whose texts, extension and end name a patient. */
function planted(kind: 'nifti1' | 'nifti2', littleEndian: boolean): Buffer {
  const [size, offset] = kind === 'nifti1' ? [348, 384] : [540, 576];
  const bytes = Buffer.alloc(offset);
  const view = new DataView(bytes.buffer, bytes.byteOffset, offset);
  view.setInt32(0, size, littleEndian);
  const lengths = [3, 2, 3, 4];
  if (kind === 'nifti1') {
    lengths.forEach((length, i) => {
      view.setInt16(40 + 2 * i, length, littleEndian);
    });
    view.setInt16(70, 4, littleEndian);
    view.setInt16(72, 16, littleEndian);
    view.setFloat32(108, offset, littleEndian);
    for (const [at, length] of [
      [4, 10],
      [14, 18],
      [148, 80],
      [228, 24],
      [328, 16],
    ] as const)
      text(bytes, at, length);
    bytes.write('n+1\0', 344, 'latin1');
  } else {
    bytes.write('n+2\0\r\n\x1a\n', 4, 'latin1');
    view.setInt16(12, 4, littleEndian);
    view.setInt16(14, 16, littleEndian);
    lengths.forEach((length, i) => {
      view.setBigInt64(16 + 8 * i, BigInt(length), littleEndian);
    });
    view.setBigInt64(168, BigInt(offset), littleEndian);
    for (const [at, length] of [
      [240, 80],
      [320, 24],
      [508, 16],
      [525, 15],
    ] as const)
      text(bytes, at, length);
  }
  bytes[size] = 1;
  view.setInt32(size + 4, 32, littleEndian);
  bytes.write('Zyxwvutski ext', size + 12);
  return Buffer.concat([bytes, VOXELS, Buffer.from('Zyxwvutski behind')]);
}

function text(bytes: Buffer, at: number, length: number): void {
  bytes.write('Zyxwvutski'.slice(0, length), at, 'latin1');
}

function cleaned(source: ByteSource, packed: boolean): Buffer {
  return Buffer.concat([...deidentifyNifti(source, packed, 'Zyxwvutski.nii', key).bytes]);
}

describe('NIfTI', () => {
  it.each([
    ['nifti1', true],
    ['nifti1', false],
    ['nifti2', true],
    ['nifti2', false],
  ] as const)('%s (little endian: %s) keeps its voxels, and no text', async (kind, littleEndian) => {
    const file = planted(kind, littleEndian);
    const before = niftiSource(bytesSource(file, 'x.nii'));
    if (!before) throw new Error('not recognized');
    const after = cleaned(before, false);
    expect(after.includes('Zyxwv')).toBe(false);
    expect(after.subarray(-48).equals(VOXELS)).toBe(true);
    const [a, b] = await Promise.all([file, after].map((bytes) => openArray(bytesSource(bytes, 'x.nii'))));
    expect([b?.shape, b?.dtype, b?.geometry]).toEqual([a?.shape, a?.dtype, a?.geometry]);
    expect(await b?.readBlock(0)).toEqual(await a?.readBlock(0));
  });

  it('stays packed', () => {
    const source = niftiSource(bytesSource(gzipSync(planted('nifti1', true)), 'x.nii.gz'));
    if (!source) throw new Error('not recognized');
    const after = cleaned(source, true);
    expect(gunzipSync(after).subarray(-48).equals(VOXELS)).toBe(true);
    expect(gunzipSync(after).includes('Zyxwv')).toBe(false);
  });

  it('is told from pairs and other files', () => {
    const pair = planted('nifti1', true);
    pair.write('ni1\0', 344, 'latin1');
    expect(niftiSource(bytesSource(pair, 'x.hdr'))).toBeUndefined();
    expect(niftiSource(bytesSource(new Uint8Array(1000), 'x'))).toBeUndefined();
  });

  it('is refused where voxels are missing', () => {
    const source = bytesSource(planted('nifti1', true).subarray(0, 400), 'short.nii');
    expect(() => cleaned(source, false)).toThrow(/^short.nii: expected 1 bytes from byte 431 on/);
  });

  it('says which fields held something, and nobody whom it was of', () => {
    const source = bytesSource(planted('nifti1', true), 'x.nii');
    const file = deidentifyNifti(source, false, 'Zyxwvutski.nii', key);
    expect(file.counts).toEqual({
      cleaned: { data_type: 1, db_name: 1, descrip: 1, aux_file: 1, intent_name: 1, extensions: 1 },
    });
    expect(file.subject).toMatch(/^S[0-9A-F]{12}$/);
  });
});
