import { type ArrayFile, type Numbers, openArray } from '../../formats/index.ts';
import { present } from '../../util/errors.ts';
import { FileSource } from '../reading/file-source.ts';
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
    const source = new FileSource({ path: present(files[0], 'a file') });
    try {
      const file = await openArray(source, member === undefined ? {} : { member });
      const { shape, order, blockCount } = file;
      const readBlock = (block: number) => this.#block(key, file, block);
      return { shape, order, blockCount, readBlock, close: () => closeBoth(file, source) };
    } catch (error) {
      source.close();
      throw error;
    }
  }

  async #block(key: string, file: ArrayFile, block: number): Promise<Numbers> {
    const name = `${block} ${key}`;
    const numbers = this.#blocks.get(name) ?? (await file.readBlock(block));
    this.#blocks.set(name, numbers);
    return numbers;
  }
}

function closeBoth(file: ArrayFile, source: FileSource): void {
  file.close();
  source.close();
}
