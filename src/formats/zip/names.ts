import { check } from '../../util/errors.ts';
import type { DirectoryRecord } from './directory.ts';

/**
 * Checks that every entry stays in the archive's folder and none takes another's place.
 *
 * @throws InputError for `..`, absolute paths, drive letters, control characters, links, and one name twice, also in another case.
 */
export function checkNames(records: readonly DirectoryRecord[], where: string): void {
  const seen = new Map<string, string>();
  for (const { name, symlink } of records) {
    check(!symlink && staysInside(name), () => ({
      where,
      expected: "entries within the archive's folder",
      received: `${JSON.stringify(name)}${symlink ? ', a link' : ''}`,
      remedy: 'The archive is made to write elsewhere: do not unpack it.',
    }));
    const key = canonical(name);
    check(!seen.has(key), () => ({
      where,
      expected: 'each name once, whatever the case of its letters',
      received: `${JSON.stringify(seen.get(key))} and ${JSON.stringify(name)}`,
      remedy: 'Pack it again without one of them.',
    }));
    seen.set(key, name);
  }
}

function staysInside(name: string): boolean {
  const parts = name.split(/[\\/]/);
  return (
    name !== '' && parts[0] !== '' && !/\p{Cc}/u.test(name) && !/^[a-z]:/i.test(name) && !parts.includes('..')
  );
}

/** What file systems that ignore case, and ways to write one path, make of a name. */
function canonical(name: string): string {
  const parts = name.normalize('NFC').toLowerCase().split(/[\\/]/);
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}
