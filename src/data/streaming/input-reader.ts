import { InputError, messageOf } from '../../util/errors.ts';
import { DiskCache } from './disk-cache.ts';
import { OpenFiles } from './open-files.ts';
import { readInput } from './read-input.ts';
import type { ThreadSettings } from './read-messages.ts';
import type { ReadPlan } from './read-plan.ts';

/** Reads inputs from their files, or from where they are kept on the disk. */
export class InputReader {
  readonly #settings: ThreadSettings;
  readonly #files = new OpenFiles();
  readonly #kept: DiskCache | undefined;

  constructor(settings: ThreadSettings) {
    this.#settings = settings;
    this.#kept =
      settings.diskCache === undefined ? undefined : new DiskCache(settings.diskCache, settings.conversion);
  }

  /** @throws InputError that names the item, whatever went wrong. */
  async read(plan: ReadPlan): Promise<Float32Array> {
    const kept = await this.#kept?.get(plan);
    if (kept) return kept;
    try {
      const input = await readInput(plan, this.#settings.conversion, this.#files);
      await this.#kept?.set(plan, input);
      return input;
    } catch (error) {
      throw named(plan, error);
    }
  }

  close(): void {
    this.#files.close();
  }
}

function named({ item, files }: ReadPlan, error: unknown): InputError {
  const prefix = `item ${item}`;
  if (!(error instanceof InputError)) {
    const where = `${prefix}, ${files[0]}`;
    return new InputError(
      { where, expected: 'a file that can be read', received: messageOf(error) },
      { cause: error },
    );
  }
  const { where } = error.complaint;
  return where.startsWith(prefix)
    ? error
    : new InputError({ ...error.complaint, where: `${prefix}, ${where}` });
}
