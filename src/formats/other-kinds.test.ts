import { describe, expect, it } from 'vitest';
import { bytesSource } from './bytes/source.ts';
import { openArray } from './open.ts';

const tar = new Uint8Array(512);
tar.set(new TextEncoder().encode('ustar'), 257);

describe('a file of no format of ours', () => {
  it.each([
    ['PK\x03\x04 and more', 'received a ZIP archive. Unpack it first.'],
    ['7z\xbc\xaf\x27\x1c', 'received a 7z archive. Unpack it first.'],
    ['Salted__12345678', 'received a file encrypted with OpenSSL. Decrypt it first.'],
    ['-----BEGIN PGP MESSAGE-----', 'received an encrypted file. Decrypt it first.'],
    ['age-encryption.org/v1', 'received an encrypted file. Decrypt it first.'],
    [
      'version https://git-lfs.github.com/spec/v1',
      'received a pointer of Git LFS. Fetch the file itself: git lfs pull.',
    ],
    ['\n<!DOCTYPE html><html>', 'received a web page. It was not fetched as a whole: get it again.'],
    ['%PDF-1.7', 'received a PDF document. Export the images as DICOM.'],
    [String.fromCharCode(...tar), 'received a tar archive. Unpack it first.'],
    [
      'nothing in particular',
      'received a file of another kind. echotrain data info --help lists the formats that can be read.',
    ],
    ['', 'received an empty file. echotrain data info --help lists the formats that can be read.'],
  ])('is named: %j', async (text, message) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    await expect(openArray(bytesSource(bytes, 'scan.dcm'))).rejects.toThrow(
      `scan.dcm: expected a file of images, k-space, arrays or a table, ${message}`,
    );
  });
});
