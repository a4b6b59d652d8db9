import { check, InputError, messageOf } from '../../util/errors.ts';
import { latin1 } from '../cursor.ts';
import type { ByteSource } from '../source.ts';
import { type Hdf5Library, type Hdf5Metadata, returnLibrary, takeLibrary } from './library.ts';

/** Texts and attributes beyond this are not read. */
const LONGEST_TEXT = 1 << 24;

/** An attribute as it is stored. */
export interface RawAttribute {
  readonly metadata: Hdf5Metadata;
  readonly value: Uint8Array | string;
}

/** Some elements along each axis. */
export interface Hyperslab {
  readonly start: readonly number[];
  readonly count: readonly number[];
}

/**
 * A file that is open in an instance of the HDF5 library, which reads from it what it needs, when it needs it. Any
 * failure is thrown as the library words it; after one, neither is to be used again.
 */
export class Hdf5Session {
  readonly library: Hdf5Library;
  readonly id: bigint;
  readonly #name: string;

  private constructor(library: Hdf5Library, name: string) {
    this.library = library;
    this.#name = name;
    this.id = library.open(`/${name}`, 0, false, -1, -1);
  }

  /** Opens a file, under a name of emscripten's file system that no other file can guess and refer to. */
  static async open(source: ByteSource): Promise<Hdf5Session> {
    const library = await takeLibrary();
    const name = crypto.getRandomValues(new Uint32Array(4)).join('-');
    const node = library.FS.createFile('/', name, {}, true, false);
    Object.defineProperty(node, 'usedBytes', { get: () => source.size });
    node.stream_ops = streamOf(source);
    return new Hdf5Session(library, name);
  }

  /** Closes the file; the instance serves another. */
  close(): void {
    this.library.close_file(this.id);
    this.library.FS.unlink(`/${this.#name}`);
    returnLibrary(this.library);
  }

  /** The bytes of some elements of a dataset, or, without a hyperslab, of all. */
  read(path: string, { size, total_size }: Hdf5Metadata, slab?: Hyperslab): Uint8Array {
    const bytes = size * (slab ? slab.count.reduce((a, b) => a * b, 1) : total_size);
    return this.within(bytes, (at) => {
      this.#fetch(path, at, slab);
      return this.library.HEAPU8.slice(at, at + bytes);
    });
  }

  /** Reads elements that hold pointers to values of variable length; `use` sees them while these are there. */
  readPointers<T>(path: string, { size }: Hdf5Metadata, slab: Hyperslab, use: (bytes: Uint8Array) => T): T {
    const bytes = size * slab.count.reduce((a, b) => a * b, 1);
    return this.within(bytes, (at) => {
      this.#fetch(path, at, slab);
      const result = use(this.library.HEAPU8.subarray(at, at + bytes));
      this.library.reclaim_vlen_memory_count(this.id, path, '', BigInt(at), slab.count.map(BigInt));
      return result;
    });
  }

  /** A dataset's text, the first of several; `undefined` where it is not one, or a very long one. */
  readText(path: string): string | undefined {
    const metadata = this.library.get_dataset_metadata(this.id, path);
    return this.#textOf(metadata, path, '', (at) => this.#fetch(path, at));
  }

  /** The bytes or the text of an attribute; `undefined` where it is neither, or very long. */
  readAttribute(
    path: string,
    name: string,
  ): { metadata: Hdf5Metadata; value: Uint8Array | string } | undefined {
    const { library, id } = this;
    const metadata = library.get_attribute_metadata(id, path, name);
    const fetch = (at: number) => library.get_attribute_data(id, path, name, BigInt(at));
    if (metadata.type === TEXT) {
      const value = this.#textOf(metadata, path, name, fetch);
      return value === undefined ? undefined : { metadata, value };
    }
    const bytes = metadata.size * metadata.total_size;
    if (!metadata.shape || bytes > LONGEST_TEXT || metadata.type > 1) return undefined;
    const value = this.within(bytes, (at) => {
      fetch(at);
      return library.HEAPU8.slice(at, at + bytes);
    });
    return { metadata, value };
  }

  /** Lends some of the library's memory. */
  within<T>(bytes: number, use: (at: number) => T): T {
    const at = this.library._malloc(Math.max(8, bytes));
    check(at > 0, () => ({ where: 'HDF5', expected: 'memory', received: `none for ${bytes} bytes` }));
    const result = use(at);
    this.library._free(at);
    return result;
  }

  #fetch(path: string, at: number, slab?: Hyperslab): void {
    const count = slab?.count.map(BigInt) ?? null;
    const start = slab?.start.map(BigInt) ?? null;
    const strides = slab?.count.map(() => 1n) ?? null;
    this.library.get_dataset_data(this.id, path, count, start, strides, BigInt(at));
  }

  #textOf(
    { type, vlen, size, shape, total_size }: Hdf5Metadata,
    path: string,
    attribute: string,
    fetch: (at: number) => void,
  ): string | undefined {
    const bytes = size * total_size;
    if (type !== TEXT || !shape || total_size === 0 || bytes > LONGEST_TEXT) return undefined;
    return this.within(bytes, (at) => {
      fetch(at);
      if (!vlen) return decode(this.library.HEAPU8.slice(at, at + size));
      const text = this.#textAt(new DataView(this.library.HEAPU8.buffer).getUint32(at, true));
      this.library.reclaim_vlen_memory(this.id, path, attribute, BigInt(at));
      return text;
    });
  }

  /** The text at a place of the library's memory, up to its zero. */
  #textAt(at: number): string {
    const { HEAPU8 } = this.library;
    return at === 0 ? '' : decode(HEAPU8.slice(at, Math.min(at + LONGEST_TEXT, HEAPU8.indexOf(0, at))));
  }
}

/** HDF5's class of texts. */
const TEXT = 3;

/** Bytes up to the first zero as UTF-8, or where they are none, one character a byte. */
function decode(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return latin1(text);
  }
}

/** How emscripten's file system reads from a source. */
function streamOf(source: ByteSource): object {
  return {
    read: (_: unknown, buffer: Uint8Array | Int8Array, at: number, length: number, position: number) => {
      const available = Math.max(0, Math.min(length, source.size - position));
      if (available > 0) buffer.set(source.read(position, available), at);
      return available;
    },
    llseek: ({ position }: { readonly position: number }, offset: number, whence: number) =>
      offset + (whence === 1 ? position : whence === 2 ? source.size : 0),
  };
}

/** What went wrong, as one line: the deepest cause in HDF5's account of it, or a trap of the machine. */
export function hdf5Failure(thrown: unknown, where: string): InputError {
  if (thrown instanceof InputError) return thrown;
  const causes = [...messageOf(thrown).matchAll(/#\d+: .*?: (.+)$/gm)].map((match) => match[1] ?? '');
  const cause = causes.at(-1) ?? messageOf(thrown).split('\n')[0] ?? '';
  return new InputError(
    {
      where,
      expected: 'an HDF5 file that is whole',
      received: `what HDF5 cannot read (${cause.trim()})`,
      remedy: 'It may be cut off or damaged: get it again.',
    },
    { cause: thrown },
  );
}
