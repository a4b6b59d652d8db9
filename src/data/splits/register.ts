import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { check, InputError, messageOf } from '../../util/errors.ts';

/** The file of a dataset folder that has one line for each way in which it was divided. */
export const SPLITS = 'splits.jsonl';

/** The file of a dataset folder that has one line for each time that a test part was opened. */
const OPENINGS = 'openings.jsonl';

/** The folder of a dataset folder that says of each split which item is in which part. */
const PARTS = 'splits';

/** Which items are in which part, by their identifiers. */
export type PartItems = Readonly<Record<'train' | 'validation' | 'test', readonly string[]>>;

/** How a dataset was divided. */
export interface SplitRecord {
  /** The hash of which item is in which part. */
  readonly split: string;
  /** The hash of which items are in the test part: see {@link itemsHash}. */
  readonly test: string;
  /** The settings and the seed that made it. */
  readonly how: unknown;
  /** How many items each part has. */
  readonly items: Readonly<Record<'train' | 'validation' | 'test', number>>;
}

/** One time that a test part was opened. */
export interface OpeningRecord {
  readonly study: string;
  readonly purpose: string;
  readonly split: string;
  readonly test: string;
  readonly items: number;
}

/**
 * What a dataset folder remembers of its splits and of every look at a test part, over all studies. Lines are added and
 * never changed.
 */
export class SplitRegister {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Records a split, once, and which items are in its parts.
   *
   * @throws InputError where the folder cannot be written to.
   */
  async recordSplit(record: SplitRecord, parts: PartItems): Promise<void> {
    const known = await this.#lines(SPLITS);
    if (!(await this.partsOf(record.split))) await this.#writeParts(record.split, parts);
    if (known.some(({ split }) => split === record.split)) return;
    await this.#append(SPLITS, record);
  }

  /** All splits that were recorded, the first one first. */
  async splits(): Promise<RecordedSplit[]> {
    return (await this.#lines(SPLITS)).flatMap((line) => recordedSplit.safeParse(line).data ?? []);
  }

  /** Which items are in the parts of a split, where that was recorded. */
  async partsOf(split: string): Promise<PartItems | undefined> {
    const text = await readFile(this.#partsFile(split), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : partItems.safeParse(jsonIn(text)).data;
  }

  /**
   * Records that a test part is opened, before it is.
   *
   * @returns how often these items have been opened as a test part, this time included
   * @throws InputError where the folder cannot be written to: the part then stays sealed.
   */
  async recordOpening(record: OpeningRecord): Promise<number> {
    await this.#append(OPENINGS, record);
    const lines = await this.#lines(OPENINGS);
    return lines.filter(({ test }) => test === record.test).length;
  }

  /** How often each test part has been opened, by the hash of its items. */
  async openings(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const { test } of await this.#lines(OPENINGS)) {
      if (typeof test === 'string') counts.set(test, (counts.get(test) ?? 0) + 1);
    }
    return counts;
  }

  async #writeParts(split: string, parts: PartItems): Promise<void> {
    const path = this.#partsFile(split);
    try {
      await mkdir(join(this.folder, PARTS), { recursive: true });
      await writeFile(`${path}.part`, JSON.stringify(parts));
      await rename(`${path}.part`, path);
    } catch (error) {
      throw notWritten(path, error);
    }
  }

  /** A hash is a name without surprises; anything else is none of ours. */
  #partsFile(split: string): string {
    return join(this.folder, PARTS, `${/^[0-9a-f]{1,64}$/.test(split) ? split : 'none'}.json`);
  }

  async #append(name: string, record: SplitRecord | OpeningRecord): Promise<void> {
    const path = join(this.folder, name);
    try {
      const file = await open(path, 'a');
      try {
        // A single write to the end of the file: lines of several programs do not mix.
        await file.write(`${JSON.stringify({ time: new Date().toISOString(), ...record })}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw notWritten(path, error);
    }
  }

  async #lines(name: string): Promise<{ readonly split?: unknown; readonly test?: unknown }[]> {
    const path = join(this.folder, name);
    const text = await readFile(path, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line, i) => parsed(line, `${path}:${i + 1}`));
  }
}

function notWritten(path: string, error: unknown): InputError {
  const complaint = {
    where: path,
    expected: 'a file that can be added to',
    received: messageOf(error),
    remedy: 'Splits and openings of the test part are recorded there: make it writable.',
  };
  return new InputError(complaint, { cause: error });
}

const count = z.number().int().nonnegative();
const recordedSplit = z.object({
  time: z.string(),
  split: z.string(),
  test: z.string(),
  how: z.unknown(),
  items: z.object({ train: count, validation: count, test: count }),
});

/** A split with the time at which it was recorded. */
export type RecordedSplit = z.output<typeof recordedSplit>;

const ids = z.array(z.string());
const partItems = z.object({ train: ids, validation: ids, test: ids });

/** A hash of which items are in a part, in whatever order: SHA-256 of their identifiers, in hexadecimal. */
export function itemsHash(ids: Iterable<string>): string {
  const sorted = [...new Set(ids)].sort();
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

function parsed(line: string, where: string): { readonly split?: unknown; readonly test?: unknown } {
  const value = jsonIn(line);
  const isRecord = typeof value === 'object' && value !== null;
  check(isRecord, () => ({ where, expected: 'a line of JSON', received: line.slice(0, 40) }));
  return value;
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
