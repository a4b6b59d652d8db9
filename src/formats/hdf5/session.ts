import { product } from '../../util/arrays.ts';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { latin1 } from '../bytes/cursor.ts';
import type { ByteSource } from '../bytes/source.ts';
import { isEndlessHeap } from './global-heap.ts';
import {
  type Hdf5Filter,
  type Hdf5Instance,
  type Hdf5Library,
  type Hdf5Metadata,
  returnLibrary,
  takeLibrary,
} from './library.ts';

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

/** What the library complained of; it is in order still. */
export class Hdf5Complaint extends Error {}

/**
 * A file that is open in an instance of the HDF5 library, which reads from it what it needs, when it needs it. A failure
 * is an {@link Hdf5Complaint}; after any other exception neither is to be used again.
 */
export class Hdf5Session {
  /** Where the file was read last. */
  lastRead: number | undefined;
  readonly #instance: Hdf5Instance;
  readonly #name: string;
  readonly #id: bigint;

  private constructor(instance: Hdf5Instance, name: string) {
    this.#instance = instance;
    this.#name = name;
    this.#id = this.#do((library) => library.open(`/${name}`, 0, false, -1, -1));
  }

  /** Opens a file, under a name of emscripten's file system that no other file can guess and refer to. */
  static async open(source: ByteSource): Promise<Hdf5Session> {
    const instance = await takeLibrary();
    const name = crypto.getRandomValues(new Uint32Array(4)).join('-');
    const node = instance.library.FS.createFile('/', name, {}, true, false);
    Object.defineProperty(node, 'usedBytes', { get: () => source.size });
    let session: Hdf5Session | undefined;
    node.stream_ops = streamOf(source, (position) => {
      if (session) session.lastRead = position;
    });
    try {
      session = new Hdf5Session(instance, name);
      return session;
    } catch (error) {
      if (error instanceof Hdf5Complaint) release(instance, name);
      throw error;
    }
  }

  /** Closes the file; the instance serves another. */
  close(): void {
    this.#do((library) => library.close_file(this.#id));
    release(this.#instance, this.#name);
  }

  /** The names of what is in a group. */
  names(path: string): readonly string[] {
    return this.#do((library) => library.get_names(this.#id, path, false));
  }

  /** What a path leads to, the numbers being HDF5's: 0 a group, 1 a dataset, 2 a type; others lead out of the file. */
  typeOf(path: string): number | 'symbolic link' {
    const linked = this.#do((library) => library.get_symbolic_link(this.#id, path));
    return linked === null ? this.#do((library) => library.get_type(this.#id, path)) : 'symbolic link';
  }

  /** The address of an object, by which two paths to it are known to be the same. */
  addressOf(path: string): string {
    return this.#do((library) => library.create_object_reference(this.#id, path)).join();
  }

  /** What is known of a dataset. */
  metadata(path: string): Hdf5Metadata {
    return this.#do((library) => library.get_dataset_metadata(this.#id, path));
  }

  /** How a dataset's chunks are packed. */
  filters(path: string): readonly Hdf5Filter[] {
    return this.#do((library) => library.get_dataset_filters(this.#id, path));
  }

  /** The names of an object's attributes. */
  attributeNames(path: string): readonly string[] {
    return this.#do((library) => library.get_attribute_names(this.#id, path));
  }

  /** The bytes of some elements of a dataset, or, without a hyperslab, of all. */
  read(path: string, { size, total_size }: Hdf5Metadata, slab?: Hyperslab): Uint8Array {
    const bytes = size * (slab ? product(slab.count) : total_size);
    return this.#within(bytes, (at) => {
      this.#fetch(path, at, slab);
      return this.#memory.slice(at, at + bytes);
    });
  }

  /** Reads elements that hold pointers to values of variable length; `use` sees them while these are there. */
  readPointers<T>(path: string, { size }: Hdf5Metadata, slab: Hyperslab, use: (bytes: Uint8Array) => T): T {
    const bytes = size * product(slab.count);
    return this.#within(bytes, (at) => {
      this.#fetch(path, at, slab);
      const result = use(this.#memory.subarray(at, at + bytes));
      const count = slab.count.map(BigInt);
      this.#do((library) => library.reclaim_vlen_memory_count(this.#id, path, '', BigInt(at), count));
      return result;
    });
  }

  /** A dataset's text, the first of several; `undefined` where it is not one, or a very long one. */
  readText(path: string): string | undefined {
    return this.#textOf(this.metadata(path), path, '', (at) => this.#fetch(path, at));
  }

  /** The bytes or the text of an attribute; `undefined` where it is neither, or very long. */
  readAttribute(path: string, name: string): RawAttribute | undefined {
    const metadata = this.#do((library) => library.get_attribute_metadata(this.#id, path, name));
    const fetch = (at: number) =>
      this.#do((library) => library.get_attribute_data(this.#id, path, name, BigInt(at)));
    if (metadata.type === TEXT) {
      const value = this.#textOf(metadata, path, name, fetch);
      return value === undefined ? undefined : { metadata, value };
    }
    const bytes = metadata.size * metadata.total_size;
    if (!metadata.shape || bytes > LONGEST_TEXT || metadata.type > 1) return undefined;
    const value = this.#within(bytes, (at) => {
      fetch(at);
      return this.#memory.slice(at, at + bytes);
    });
    return { metadata, value };
  }

  get #memory(): Uint8Array {
    return this.#instance.library.HEAPU8;
  }

  /** Calls the library. */
  #do<T>(call: (library: Hdf5Library) => T): T {
    const { library, complaints } = this.#instance;
    complaints.length = 0;
    const result = call(library);
    if (complaints.length > 0) throw new Hdf5Complaint(complaints.join('\n'));
    return result;
  }

  /** Lends some of the library's memory. */
  #within<T>(bytes: number, use: (at: number) => T): T {
    const at = this.#do((library) => library._malloc(Math.max(8, bytes)));
    if (at === 0) throw new Hdf5Complaint(`there is no memory for ${bytes} bytes`);
    try {
      return use(at);
    } finally {
      this.#instance.library._free(at);
    }
  }

  #fetch(path: string, at: number, slab?: Hyperslab): void {
    const count = slab?.count.map(BigInt) ?? null;
    const start = slab?.start.map(BigInt) ?? null;
    const strides = slab?.count.map(() => 1n) ?? null;
    this.#do((library) => library.get_dataset_data(this.#id, path, count, start, strides, BigInt(at)));
  }

  #textOf(
    { type, vlen, size, shape, total_size }: Hdf5Metadata,
    path: string,
    attribute: string,
    fetch: (at: number) => void,
  ): string | undefined {
    const bytes = size * total_size;
    if (type !== TEXT || !shape || total_size === 0 || bytes > LONGEST_TEXT) return undefined;
    return this.#within(bytes, (at) => {
      fetch(at);
      if (!vlen) return decode(this.#memory.slice(at, at + size));
      const text = this.#textAt(new DataView(this.#memory.buffer).getUint32(at, true));
      this.#do((library) => library.reclaim_vlen_memory(this.#id, path, attribute, BigInt(at)));
      return text;
    });
  }

  /** The text at a place of the library's memory, up to its zero. */
  #textAt(at: number): string {
    const end = this.#memory.indexOf(0, at);
    return at === 0 ? '' : decode(this.#memory.slice(at, Math.min(at + LONGEST_TEXT, end)));
  }
}

/** Takes the file out of emscripten's file system, and keeps the instance for another. */
function release(instance: Hdf5Instance, name: string): void {
  instance.library.FS.unlink(`/${name}`);
  returnLibrary(instance);
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
function streamOf(source: ByteSource, note: (position: number) => void): object {
  return {
    read: (_: unknown, buffer: Uint8Array | Int8Array, at: number, length: number, position: number) => {
      const available = Math.max(0, Math.min(length, source.size - position));
      note(position);
      if (available > 0) buffer.set(checked(source.read(position, available), source.name), at);
      return available;
    },
    llseek: ({ position }: { readonly position: number }, offset: number, whence: number) =>
      offset + (whence === 1 ? position : whence === 2 ? source.size : 0),
  };
}

/** Bytes on which the library does not loop forever. */
function checked(bytes: Uint8Array, where: string): Uint8Array {
  check(!isEndlessHeap(bytes), () => ({
    where,
    expected: 'values of variable length within their collection',
    received: 'one whose size leads nowhere',
    remedy: 'The file is damaged: get it again.',
  }));
  return bytes;
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
