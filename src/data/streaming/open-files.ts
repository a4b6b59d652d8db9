import { extname } from 'node:path';
import { type ArrayFile, type Numbers, openArray } from '../../formats/index.ts';
import { present } from '../../util/errors.ts';
import { type FilePlace, FileSource } from '../reading/file-source.ts';
import { openStack } from '../reading/open-stack.ts';
import { ByteCache } from './byte-cache.ts';

/** At most so many files are open at a time. */
const MOST_OPEN = 16;

/** So many bytes of blocks that were read last are kept: several items may lie in one. */
const BLOCK_BYTES = 32 << 20;

/** Which array is wanted. */
export interface ArrayPlace {
  readonly files: readonly string[];
  readonly member?: string | undefined;
}

/** An array that is open: what reading parts of it takes. */
export type OpenArray = Pick<ArrayFile, 'shape' | 'order' | 'blockCount' | 'readBlock' | 'close'>;

/** Files that stay open while they are in use, and the blocks that were read of them last. */
export class OpenFiles {
  readonly #open = new Map<string, OpenArray>();
  readonly #blocks = new ByteCache<string, Numbers>(BLOCK_BYTES);

  /**
   * An array, opened where it is not open yet. It is closed when many others were opened after it.
   *
   * @throws InputError for what is missing or damaged.
   */
  async open({ files, member }: ArrayPlace): Promise<OpenArray> {
    const key = JSON.stringify([files, member]);
    const file = this.#open.get(key) ?? (await this.#opened(key, files, member));
    this.#open.delete(key);
    this.#open.set(key, file);
    for (const [oldest, one] of this.#open) {
      if (this.#open.size <= MOST_OPEN) break;
      one.close();
      this.#open.delete(oldest);
    }
    return file;
  }

  close(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
  }

  async #opened(key: string, files: readonly string[], member: string | undefined): Promise<OpenArray> {
    if (isStack(files)) return this.#withBlocks(key, await openStack(files.map(toPlace), { open: toSource }));
    const source = toSource({ path: present(files[0], 'a file') });
    try {
      const file = await openArray(source, member === undefined ? {} : { member });
      return this.#withBlocks(key, file, source);
    } catch (error) {
      source.close();
      throw error;
    }
  }

  #withBlocks(key: string, file: ArrayFile, source?: FileSource): OpenArray {
    const { shape, order, blockCount } = file;
    const close = () => {
      file.close();
      source?.close();
    };
    return { shape, order, blockCount, readBlock: (block) => this.#block(key, file, block), close };
  }

  async #block(key: string, file: ArrayFile, block: number): Promise<Numbers> {
    const name = `${block} ${key}`;
    const numbers = this.#blocks.get(name) ?? (await file.readBlock(block));
    this.#blocks.set(name, numbers);
    return numbers;
  }
}

/** Whether files are slices of one volume, and not an image with what belongs to it. */
function isStack(files: readonly string[]): boolean {
  return files.length > 1 && new Set(files.map((file) => extname(file).toLowerCase())).size === 1;
}

function toPlace(path: string): FilePlace {
  return { path };
}

function toSource(place: FilePlace): FileSource {
  return new FileSource(place);
}
