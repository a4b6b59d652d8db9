import { InputError } from '../../util/errors.ts';
import { withHeapLimit } from './heap-limit.ts';

/** What HDF5 says of the type of a value. */
export interface Hdf5Type {
  /** HDF5's class: 0 integer, 1 float, 3 string, 4 bits, 6 compound, 8 enumeration, 9 variable length ... */
  readonly type: number;
  /** In bytes, as it comes into memory. */
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  /** Whether it is a text of variable length. */
  readonly vlen: boolean;
  readonly compound_type?: { readonly members: readonly Hdf5Field[] };
  readonly enum_type?: { readonly members: Readonly<Record<string, number>> };
  readonly vlen_type?: Hdf5Type;
}

/** A field of a compound type. */
export interface Hdf5Field extends Hdf5Type {
  readonly name: string;
  readonly offset: number;
}

/** What HDF5 says of a dataset or an attribute. */
export interface Hdf5Metadata extends Hdf5Type {
  /** `null` where there is no value at all, empty for a single one. */
  readonly shape: readonly number[] | null;
  readonly total_size: number;
  readonly chunks: readonly number[] | null;
  /** Where a virtual dataset's values come from. */
  readonly virtual_sources?: readonly unknown[];
}

/** What packs a dataset's chunks. */
export interface Hdf5Filter {
  readonly id: number;
  readonly name: string;
}

/** A node of emscripten's file system. */
export interface FileNode {
  stream_ops: object;
}

/** As much of the HDF5 library, compiled to WebAssembly (h5wasm), as is used here. Identifiers are 64-bit integers. */
export interface Hdf5Library {
  /** The library's memory; another view after each growth. */
  readonly HEAPU8: Uint8Array;
  readonly FS: {
    createFile(folder: string, name: string, properties: object, read: boolean, write: boolean): FileNode;
    unlink(path: string): void;
  };
  open(path: string, mode: number, trackOrder: boolean, low: number, high: number): bigint;
  close_file(file: bigint): number;
  get_names(file: bigint, path: string, recursive: boolean): readonly string[];
  /** 0 for a group, 1 for a dataset. */
  get_type(file: bigint, path: string): number;
  get_symbolic_link(file: bigint, path: string): string | null;
  /** The address of an object, by which two paths to it are known to be the same. */
  create_object_reference(file: bigint, path: string): Uint8Array;
  get_attribute_names(file: bigint, path: string): readonly string[];
  get_attribute_metadata(file: bigint, path: string, name: string): Hdf5Metadata;
  get_attribute_data(file: bigint, path: string, name: string, to: bigint): number;
  get_dataset_metadata(file: bigint, path: string): Hdf5Metadata;
  get_dataset_filters(file: bigint, path: string): readonly Hdf5Filter[];
  get_dataset_data(
    file: bigint,
    path: string,
    count: readonly bigint[] | null,
    offset: readonly bigint[] | null,
    strides: readonly bigint[] | null,
    to: bigint,
  ): number;
  reclaim_vlen_memory(file: bigint, path: string, attribute: string, at: bigint): number;
  reclaim_vlen_memory_count(
    file: bigint,
    path: string,
    attribute: string,
    at: bigint,
    count: readonly bigint[],
  ): number;
  /** Makes every failure an exception. */
  activate_throwing_error_handler(): number;
  _malloc(bytes: number): number;
  _free(at: number): void;
}

/** An instance of the library, and what it has complained of since the list was last emptied. */
export interface Hdf5Instance {
  readonly library: Hdf5Library;
  readonly complaints: string[];
}

/** More memory than a chunk, packed and unpacked, and a piece take; it never shrinks, so that an instance that has grown is not kept. */
const MOST_MEMORY = 384 * 2 ** 20;
const MOST_MEMORY_KEPT = 2 ** 26;

/** More lines than any one failure has; a loop that fails each time ends there. */
const MOST_COMPLAINTS = 1000;

type Factory = (module: object) => Promise<unknown>;

let factory: Promise<Factory | undefined> | undefined;
let idle: Hdf5Instance | undefined;

/**
 * An instance of the library, for one file alone: nothing that a file refers to is within its reach, and what a damaged
 * file does to it ends with it.
 */
export async function takeLibrary(): Promise<Hdf5Instance> {
  const kept = idle;
  idle = undefined;
  if (kept) return kept;
  factory ??= findFactory();
  const make = await factory;
  return make ? newInstance(make) : sharedInstance();
}

/** Takes back an instance that is in order. */
export function returnLibrary(instance: Hdf5Instance): void {
  if (instance.library.HEAPU8.length <= MOST_MEMORY_KEPT) idle = instance;
}

/** What makes new instances: a script beside the package's own, which a bundle for the browser does not find. */
async function findFactory(): Promise<Factory | undefined> {
  try {
    const script = new URL('./hdf5_util.js', import.meta.resolve('h5wasm')).href;
    const { default: made }: { default: unknown } = await import(/* @vite-ignore */ script);
    return isFactory(made) ? made : undefined;
  } catch {
    return undefined;
  }
}

/** An instance that keeps its complaints, and whose memory does not grow beyond what honest files need. */
async function newInstance(make: Factory): Promise<Hdf5Instance> {
  const complaints: string[] = [];
  const options = {
    noInitialRun: true,
    print: () => undefined,
    printErr: (line: string) => {
      if (complaints.push(line) > MOST_COMPLAINTS) throw new RangeError('HDF5 complains without end');
    },
  };
  const library = await withHeapLimit(MOST_MEMORY, () => make(options));
  if (!isLibrary(library)) throw notThere();
  return { library, complaints };
}

/** The one instance that the package itself makes, for all files; its complaints come as exceptions. */
async function sharedInstance(): Promise<Hdf5Instance> {
  const library: unknown = await (await import('h5wasm')).ready;
  if (!isLibrary(library)) throw notThere();
  library.activate_throwing_error_handler();
  return { library, complaints: [] };
}

function isFactory(value: unknown): value is Factory {
  return typeof value === 'function';
}

function isLibrary(value: unknown): value is Hdf5Library {
  return typeof value === 'object' && value !== null && 'get_dataset_data' in value && 'HEAPU8' in value;
}

function notThere(): InputError {
  return new InputError({
    where: 'HDF5',
    expected: 'the package h5wasm, version 0.10',
    received: 'another one',
    remedy: 'npm install h5wasm@0.10',
  });
}
