import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inFolder } from './in-folder.ts';

const entry = z.object({
  path: z.string(),
  study: z.string(),
  series: z.string(),
  instance: z.string(),
  bytes: z.number(),
  sha256: z.string(),
});

/** A file that was fetched: where it lies below the folder, what it is, and its content. */
export type JournalEntry = z.infer<typeof entry>;

/** The record of what was fetched into a folder, a line a file, in `pull.jsonl`: what is in it need not be fetched. */
export class Journal {
  readonly #folder: string;
  readonly #entries: ReadonlyMap<string, JournalEntry>;

  private constructor(folder: string, entries: ReadonlyMap<string, JournalEntry>) {
    this.#folder = folder;
    this.#entries = entries;
  }

  /** Reads what earlier runs have left; a last line that was not finished does not count. */
  static async open(folder: string): Promise<Journal> {
    const text = await readFile(join(folder, 'pull.jsonl'), 'utf8').catch(() => '');
    const lines = text.split('\n').flatMap(parseLine);
    const journal = new Journal(folder, new Map(lines.map((line) => [line.path, line])));
    if (text !== '' && !text.endsWith('\n')) await journal.#append('\n');
    return journal;
  }

  /** The file's size where it is there as it was fetched, whole and unchanged. */
  async intact(path: string): Promise<number | undefined> {
    const known = this.#entries.get(path);
    const file = join(this.#folder, path);
    if (!known || (await sizeOf(file)) !== known.bytes) return undefined;
    return (await sha256(file)) === known.sha256 ? known.bytes : undefined;
  }

  /** Records a file that has arrived. */
  async record(fetched: JournalEntry): Promise<void> {
    await this.#append(`${JSON.stringify(fetched)}\n`);
  }

  #append(text: string): Promise<void> {
    const path = join(this.#folder, 'pull.jsonl');
    return inFolder(path, () => appendFile(path, text));
  }
}

function parseLine(line: string): JournalEntry[] {
  try {
    return [entry.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.size;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
