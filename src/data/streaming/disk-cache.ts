import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { product } from '../../util/arrays.ts';
import type { Conversion } from './conversion.ts';
import { convertedShape } from './convert.ts';
import type { ReadPlan } from './read-plan.ts';

/**
 * Inputs as they enter the network, in a folder: one file of float32 numbers for each, named by a hash of what it was
 * made from. The folder may be removed at any time; where it cannot be written to, nothing is kept.
 */
export class DiskCache {
  readonly #folder: string;
  readonly #conversion: Conversion;

  constructor(folder: string, conversion: Conversion) {
    this.#folder = folder;
    this.#conversion = conversion;
  }

  /** The input, if it is there as a whole. */
  async get(plan: ReadPlan): Promise<Float32Array | undefined> {
    const bytes = await readFile(this.#pathOf(plan)).catch(() => undefined);
    const count = product(convertedShape(plan, this.#conversion));
    if (bytes?.byteLength !== 4 * count) return undefined;
    const input = new Float32Array(count);
    new Uint8Array(input.buffer).set(bytes);
    return input;
  }

  /** Keeps an input: its file appears as a whole. */
  async set(plan: ReadPlan, input: Float32Array): Promise<void> {
    const path = this.#pathOf(plan);
    const part = `${path}.${randomUUID()}.part`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(part, new Uint8Array(input.buffer, input.byteOffset, input.byteLength));
      await rename(part, path);
    } catch {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }

  #pathOf({ hash, shapeRead, axes, first }: ReadPlan): string {
    const made = JSON.stringify([hash, shapeRead, axes, first, this.#conversion]);
    return join(this.#folder, `${createHash('sha256').update(made).digest('hex')}.f32`);
  }
}
