import { describe, expect, it } from 'vitest';
import { goesUnencrypted, serverRoot } from './address.ts';

describe('serverRoot', () => {
  it.each([
    ['https://pacs.example.org/dicom-web/', 'https://pacs.example.org/dicom-web'],
    ['http://localhost:8042/dicom-web', 'http://localhost:8042/dicom-web'],
    ['http://127.0.0.1/', 'http://127.0.0.1'],
    ['http://[::1]:80/x', 'http://[::1]/x'],
  ])('takes %s', (address, root) => {
    expect(serverRoot(address)).toBe(root);
    expect(goesUnencrypted(root)).toBe(false);
  });

  it.each(['', 'pacs', 'ftp://pacs', 'https://', 'https://pacs/?q=1', 'https://pacs/#x', 'file:///etc'])(
    'refuses %s, which is no address of a service',
    (address) => {
      expect(() => serverRoot(address)).toThrow('expected the root of a DICOMweb server');
    },
  );

  it('refuses a password in the address, without repeating it', () => {
    expect(() => serverRoot('https://me:secret@pacs.example.org/x')).toThrow(
      /without a name or password in it, .* received one of pacs\.example\.org with them\. Give the name by --user/,
    );
  });

  it.each([
    'http://pacs.example.org/x',
    'http://localhost.example.org',
    'http://127.0.0.1.example.org',
    'http://10.0.0.1',
  ])('lets nobody listen to %s, unless the user says so', (address) => {
    expect(() => serverRoot(address)).toThrow(/begins with https:.* or say --allow-http/);
    expect(goesUnencrypted(serverRoot(address, true))).toBe(true);
  });
});
