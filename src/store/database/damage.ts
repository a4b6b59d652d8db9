import { InputError } from '../../util/errors.ts';

/** Whether SQLite finds a file malformed (SQLITE_CORRUPT, SQLITE_NOTADB), not the disk full or the like. */
export function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return code === 11 || code === 26;
}

/** What people are told of an error from a store: where it is damaged, what can be done. Other errors stay as they are. */
export function explainDamage(error: unknown, folder: string): unknown {
  if (!isDamage(error) || !(error instanceof Error)) return error;
  return new InputError(
    {
      where: folder,
      expected: 'a store that is whole',
      received: error.message,
      remedy: 'What can be read of it is saved with: echotrain runs rescue.',
    },
    { cause: error },
  );
}
