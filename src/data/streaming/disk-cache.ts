import { createHash } from 'node:crypto';
import { product } from '../../util/arrays.ts';
import type { Conversion } from './conversion.ts';
import { convertedShape } from './convert.ts';
import { FloatFiles } from './float-files.ts';
import type { ReadPlan } from './read-plan.ts';

/** Inputs as they enter the network, in a folder: one file for each, named by a hash of what it was made from. */
export class DiskCache {
  readonly #files: FloatFiles;
  readonly #conversion: Conversion;

  constructor(folder: string, conversion: Conversion) {
    this.#files = new FloatFiles(folder);
    this.#conversion = conversion;
  }

  /** The input, if it is there as a whole. */
  get(plan: ReadPlan): Promise<Float32Array | undefined> {
    return this.#files.get(this.#keyOf(plan), product(convertedShape(plan, this.#conversion)));
  }

  /** Keeps an input. */
  set(plan: ReadPlan, input: Float32Array): Promise<void> {
    return this.#files.set(this.#keyOf(plan), input);
  }

  #keyOf({ hash, shapeRead, axes, first }: ReadPlan): string {
    const made = JSON.stringify([hash, shapeRead, axes, first, this.#conversion]);
    return createHash('sha256').update(made).digest('hex');
  }
}
