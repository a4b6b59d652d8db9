import { type Complaint, InputError } from '../../util/errors.ts';

type Explanation = Pick<Complaint, 'expected' | 'remedy'>;

const WHOLE: Explanation = {
  expected: 'a store that is whole',
  remedy: 'What can be read of it is saved with: echotrain runs rescue.',
};

/** SQLite's result codes that are nobody's mistake here (sqlite.org/rescode.html). */
const EXPLANATIONS: ReadonlyMap<number, Explanation> = new Map([
  [5, { expected: 'a store that others leave free now and then', remedy: 'Try it once more.' }],
  [
    8,
    {
      expected: 'a store that can be written',
      remedy: 'Look at its permissions, or give another --workspace.',
    },
  ],
  [10, { expected: 'a disk that can be read and written', remedy: 'Look whether it is there and sound.' }],
  [11, WHOLE],
  [13, { expected: 'room on the disk', remedy: 'Make room, and try it once more. Nothing was changed.' }],
  [26, WHOLE],
]);

/** Whether SQLite finds a file malformed (SQLITE_CORRUPT, SQLITE_NOTADB), not the disk full or the like. */
export function isDamage(error: unknown): boolean {
  return EXPLANATIONS.get(codeOf(error)) === WHOLE;
}

/**
 * What people are told of an error from a store: that it is damaged, busy, or its disk full, and what can be done. Other
 * errors stay as they are.
 */
export function explainStoreError(error: unknown, folder: string): unknown {
  const explanation = EXPLANATIONS.get(codeOf(error));
  if (!explanation || !(error instanceof Error)) return error;
  return new InputError({ where: folder, ...explanation, received: error.message }, { cause: error });
}

function codeOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
}
