import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { networkDisk } from './network-disk.ts';

describe('networkDisk', () => {
  it('knows network file systems by their numbers', () => {
    expect(networkDisk('x', () => 0x6969)).toBe('NFS');
    // Node gives large numbers as they come from the system, signed or not.
    expect(networkDisk('x', () => 0xff534d42)).toBe('CIFS');
    expect(networkDisk('x', () => 0xff534d42 | 0)).toBe('CIFS');
    expect(networkDisk('x', () => 0xef53)).toBeUndefined();
  });

  it('asks the system', () => {
    expect(networkDisk(tmpdir())).toBeUndefined();
  });
});
