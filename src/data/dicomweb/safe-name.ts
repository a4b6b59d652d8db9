import { createHash } from 'node:crypto';

const LONGEST = 64;

/**
 * A file or folder name for an identifier that others chose: itself where it is plain, else its letters, digits,
 * points and hyphens with a hash of the whole, so that different identifiers keep different names. It never leaves
 * its folder, on any file system.
 */
export function safeName(identifier: string): string {
  const plain = identifier.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, LONGEST);
  if (plain === identifier && isOrdinary(plain)) return plain;
  const hash = createHash('sha256').update(identifier).digest('hex').slice(0, 10);
  return `${plain.replace(/^\.+/, '_').replaceAll(/\.+$/g, '') || 'unnamed'}-${hash}`;
}

/** Not hidden, not a way up, and not one of the names that Windows keeps for devices. */
function isOrdinary(name: string): boolean {
  return (
    /^[A-Za-z0-9_-]/.test(name) && !name.endsWith('.') && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)
  );
}
