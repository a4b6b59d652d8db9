import { onDisk } from '../download/disk.ts';

/**
 * Does something in the folder that the user named.
 *
 * @throws InputError when the disk is full, read-only, forbidden ...
 */
export function inFolder<T>(path: string, action: () => Promise<T>): Promise<T> {
  return onDisk(path, action, 'Make room there, or choose another folder by --out.');
}
