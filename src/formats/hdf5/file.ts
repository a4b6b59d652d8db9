import { product } from '../../util/arrays.ts';
import { check, InputError } from '../../util/errors.ts';
import type { ByteSource } from '../bytes/source.ts';
import type { Hdf5Filter, Hdf5Metadata } from './library.ts';
import { Hdf5Complaint, Hdf5Session, hdf5Failure, type RawAttribute } from './session.ts';
import { type Hdf5Dataset, type Hdf5Tree, walk } from './tree.ts';

/** The value of an attribute: a text, or numbers. */
export type AttributeValue = string | readonly number[];

/** More attributes of one object than are read. */
const MOST_ATTRIBUTES = 1000;

/**
 * An HDF5 file. It is read through the HDF5 library, piece by piece: neither the file nor a dataset is ever in memory as
 * a whole. After a failure the library is started anew at the next call.
 */
export class Hdf5File {
  readonly source: ByteSource;
  readonly tree: Hdf5Tree;
  #session: Hdf5Session | undefined;

  private constructor(source: ByteSource, session: Hdf5Session, tree: Hdf5Tree) {
    this.source = source;
    this.tree = tree;
    this.#session = session;
  }

  /**
   * Opens a file and lists what is in it.
   *
   * @throws InputError for a file that HDF5 cannot read.
   */
  static async open(source: ByteSource): Promise<Hdf5File> {
    let session: Hdf5Session | undefined;
    try {
      session = await Hdf5Session.open(source);
      return new Hdf5File(source, session, walk(session));
    } catch (error) {
      if (error instanceof Hdf5Complaint) closed(session);
      throw hdf5Failure(error, source.name);
    }
  }

  /**
   * Works with the open file.
   *
   * @throws InputError for any failure.
   */
  async use<T>(work: (session: Hdf5Session) => T): Promise<T> {
    let session = this.#session;
    this.#session = undefined;
    try {
      session ??= await Hdf5Session.open(this.source);
      const result = work(session);
      this.#session = session;
      return result;
    } catch (error) {
      if (error instanceof Hdf5Complaint || error instanceof InputError) this.#session = session;
      throw hdf5Failure(error, this.source.name);
    }
  }

  /** The dataset at a path, where there is one. */
  dataset(path: string): Hdf5Dataset | undefined {
    return this.tree.datasets.find((dataset) => dataset.path === path);
  }

  /** The attributes of an object that are texts or numbers. */
  attributes(path: string): Promise<ReadonlyMap<string, AttributeValue>> {
    return this.use((session) => {
      const names = session.attributeNames(path).slice(0, MOST_ATTRIBUTES);
      return new Map(
        names.flatMap((name) => {
          const read = session.readAttribute(path, name);
          const value = read && attributeValue(read);
          return value === undefined ? [] : [[name, value] as const];
        }),
      );
    });
  }

  /** The text in a dataset; `undefined` where it holds none. */
  text(path: string): Promise<string | undefined> {
    return this.use((session) => session.readText(path));
  }

  /**
   * Checks that the library has what it takes to unpack a dataset, and that its chunks are no larger than they need be.
   *
   * @throws InputError naming the filter that is missing.
   */
  async checkReadable({ path, metadata }: Hdf5Dataset): Promise<void> {
    const { name: where } = this.source;
    check(!metadata.virtual_sources, () => ({
      where,
      expected: `a dataset ${path} with values of its own`,
      received: 'a virtual one, whose values lie elsewhere',
      remedy: 'Copy it into a file of its own, for example with h5repack.',
    }));
    const filters = await this.use((session) => session.filters(path));
    const unknown = filters.find(({ id }) => id > LAST_BUILT_IN);
    if (unknown) throw missingFilter(where, path, unknown);
    checkSizes(this.source, path, metadata);
  }

  /** Frees the library; once more does nothing. */
  close(): void {
    closed(this.#session);
    this.#session = undefined;
  }
}

/** Closes a session; where that fails, its instance of the library is not used again. */
function closed(session: Hdf5Session | undefined): void {
  try {
    session?.close();
  } catch {
    return;
  }
}

/** The highest number of a filter that comes with HDF5. */
const LAST_BUILT_IN = 6;

function missingFilter(where: string, path: string, { id, name }: Hdf5Filter): InputError {
  return new InputError({
    where,
    expected: `a dataset ${path} packed with a filter of HDF5's own`,
    received: `filter ${id}${name ? ` (${name.split('\n')[0]})` : ''}`,
    remedy: 'Pack it anew, for example with h5repack -f GZIP=4.',
  });
}

/** No filter makes more than about a thousand bytes of one; a file declares no more than it can hold. */
const GREATEST_RATIO = 1100;
/** A chunk is unpacked as a whole, in the library's memory. */
const LARGEST_CHUNK = 96 * 2 ** 20;
const SMALL = 2 ** 26;

function checkSizes({ name: where, size }: ByteSource, path: string, metadata: Hdf5Metadata): void {
  const declared = metadata.size * product(metadata.shape ?? []); // total_size counts modulo 2⁶⁴
  check(declared <= SMALL + GREATEST_RATIO * size, () => ({
    where,
    expected: `a dataset ${path} of about as many bytes as the file has (${size})`,
    received: `${declared}`,
    remedy: 'Its values were never written, or it is made to fill the memory.',
  }));
  const chunk = (metadata.chunks ?? []).reduce((a, b) => a * b, metadata.size);
  check(chunk <= LARGEST_CHUNK, () => ({
    where,
    expected: `chunks of at most ${LARGEST_CHUNK} bytes in ${path}`,
    received: `${chunk}`,
    remedy: 'Pack it anew in smaller chunks, for example with h5repack -l CHUNK=...',
  }));
}

function attributeValue({ value, metadata }: RawAttribute): AttributeValue | undefined {
  if (typeof value === 'string') return value;
  const { type, size, signed } = metadata;
  const view = new DataView(value.buffer, value.byteOffset, value.length);
  const read = readers[`${type === 1 ? 'f' : signed ? 'i' : 'u'}${size}`];
  return read && Array.from({ length: value.length / size }, (_, i) => read(view, i * size));
}

const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at) => view.getInt16(at, true),
  u2: (view, at) => view.getUint16(at, true),
  i4: (view, at) => view.getInt32(at, true),
  u4: (view, at) => view.getUint32(at, true),
  i8: (view, at) => Number(view.getBigInt64(at, true)),
  u8: (view, at) => Number(view.getBigUint64(at, true)),
  f2: (view, at) => view.getFloat16(at, true),
  f4: (view, at) => view.getFloat32(at, true),
  f8: (view, at) => view.getFloat64(at, true),
};
