import { z } from 'zod';
import { readCsv } from '../../formats/csv/read.ts';
import { InputError } from '../../util/errors.ts';
import { defineReaderTask } from './reader-task.ts';

/** A table as text. */
export interface TableText {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads a CSV table, whose delimiter is a comma, a semicolon or a tab: whichever its first line has most of. */
export const readTable = defineReaderTask({
  name: 'read-table',
  argument: z.object({ path: z.string(), root: z.string().optional() }),
  result: z.object({ header: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  async run(place, context): Promise<TableText> {
    const file = context.open(place);
    const bytes = file.read(0, file.size);
    if (bytes.includes(0)) {
      throw new InputError({
        where: place.path,
        expected: 'a CSV table',
        received: 'a file with zero bytes in it',
      });
    }
    const { header, rows } = readCsv(bytes, { where: place.path, delimiter: delimiterOf(bytes) });
    return { header, rows };
  },
});

function delimiterOf(bytes: Uint8Array): ',' | ';' | '\t' {
  const end = bytes.indexOf(10);
  const line = new TextDecoder()
    .decode(bytes.subarray(0, end < 0 ? bytes.length : end))
    .replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length;
  const candidates = [',', ';', '\t'] as const;
  return candidates.reduce((best, next) => (count(next) > count(best) ? next : best));
}
