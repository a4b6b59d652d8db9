import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Numbers in a folder, one file of float32 for each key, such as a hash of what they were made from. The folder may be
 * removed at any time; where it cannot be written to, nothing is kept.
 */
export class FloatFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The numbers, if just as many are there. */
  async get(key: string, count: number): Promise<Float32Array | undefined> {
    const bytes = await readFile(this.#pathOf(key)).catch(() => undefined);
    if (bytes?.byteLength !== 4 * count) return undefined;
    const values = new Float32Array(count);
    new Uint8Array(values.buffer).set(bytes);
    return values;
  }

  /** Keeps numbers: their file appears as a whole. */
  async set(key: string, values: Float32Array): Promise<void> {
    const path = this.#pathOf(key);
    const part = `${path}.${randomUUID()}.part`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(part, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      await rename(part, path);
    } catch {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, `${key}.f32`);
  }
}
