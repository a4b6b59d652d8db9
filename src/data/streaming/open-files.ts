import { statSync } from 'node:fs';
import { openDicom } from '../../formats/dicom/open.ts';
import { openVolume } from '../../formats/dicom/volume.ts';
import { type ArrayFile, type FormatName, type Numbers, openArray } from '../../formats/index.ts';
import { sum } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import { FileSource } from '../reading/file-source.ts';
import { ByteCache } from './byte-cache.ts';

/** At most so many files are open at a time, or those of one volume where it has more. */
const MOST_OPEN = 200;

/** So many bytes of blocks that were read last are kept: several items may lie in one. */
const BLOCK_BYTES = 32 << 20;

/** Which array is wanted. */
export interface ArrayPlace {
  readonly files: readonly string[];
  readonly member?: string | undefined;
  readonly format: FormatName;
  /** How many bytes the files had together when they were imported. */
  readonly bytes: number;
}

/** An array that is open: what reading parts of it takes. */
export type OpenArray = Pick<ArrayFile, 'shape' | 'order' | 'blockCount' | 'readBlock' | 'close'>;

/** Files that stay open while they are in use, and the blocks that were read of them last. */
export class OpenFiles {
  readonly #open = new Map<string, { readonly file: OpenArray; readonly count: number }>();
  readonly #blocks = new ByteCache<string, Numbers>(BLOCK_BYTES);

  /**
   * An array, opened where it is not open yet. It is closed when many others were opened after it.
   *
   * @throws InputError for what is missing or damaged.
   */
  async open(place: ArrayPlace): Promise<OpenArray> {
    const key = JSON.stringify([place.files, place.member]);
    const file = this.#open.get(key)?.file ?? (await this.#opened(key, place));
    this.#open.delete(key);
    this.#open.set(key, { file, count: place.files.length });
    let count = sum(Array.from(this.#open.values(), (one) => one.count));
    for (const [oldest, one] of this.#open) {
      if (count <= MOST_OPEN || oldest === key) break;
      one.file.close();
      this.#open.delete(oldest);
      count -= one.count;
    }
    return file;
  }

  close(): void {
    for (const { file } of this.#open.values()) file.close();
    this.#open.clear();
  }

  async #opened(key: string, place: ArrayPlace): Promise<OpenArray> {
    checkSize(place);
    const { files, member, format } = place;
    const isVolume = format === 'dicom' && files.length > 1;
    // Other files lie beside the first one, and are found by it.
    const sources = (isVolume ? files : files.slice(0, 1)).map((path) => new FileSource({ path }));
    const closeAll = () => {
      for (const source of sources) source.close();
    };
    try {
      const [source] = sources;
      const file = isVolume
        ? await openVolume(sources, openDicom)
        : await openArray(present(source, 'a file'), member === undefined ? {} : { member });
      return this.#withBlocks(key, file, closeAll);
    } catch (error) {
      closeAll();
      throw error;
    }
  }

  #withBlocks(key: string, file: ArrayFile, closeSources: () => void): OpenArray {
    const { shape, order, blockCount } = file;
    const close = () => {
      file.close();
      closeSources();
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

function checkSize({ files, bytes }: ArrayPlace): void {
  const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size);
  const missing = sizes.indexOf(undefined);
  const found = sizes.reduce<number>((total, size) => total + (size ?? 0), 0);
  check(missing < 0 && found === bytes, () => ({
    where: files[Math.max(0, missing)] ?? 'files',
    expected: `${bytes} bytes, as when it was imported`,
    received: missing < 0 ? `${found}` : 'nothing of that name',
    remedy:
      missing < 0
        ? 'The file was changed: import the dataset again.'
        : 'Put it back, or import the dataset again.',
  }));
}
