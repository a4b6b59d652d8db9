import type { ShapedArray } from '../../imaging/index.ts';

/** One slice, fully sampled. */
export interface Scan {
  /** [coil, 2, row, column] */
  readonly kspace: ShapedArray;
  /** The sensitivities that a simulation knows, of the same shape. */
  readonly maps?: ShapedArray;
}

/** What is known of a scan beside its numbers. */
export interface ScanEntry {
  /** Unlike any other's. */
  readonly id: string;
  /** The item of a dataset that it is a slice of, where it is one. */
  readonly item?: string;
  readonly subject: string;
  readonly site?: string | undefined;
  readonly scanner?: string | undefined;
  readonly date?: string | undefined;
  readonly part?: string | undefined;
}

/** Where scans come from: a scanner, a simulation of an object, or one that began with magnitude images. */
export type ScanOrigin = 'measured' | 'simulated' | 'simulated from magnitude images';

/** Fully sampled scans of one shape, read one by one as they are wanted. */
export interface ScanSource {
  readonly name: string;
  readonly origin: ScanOrigin;
  readonly scans: readonly ScanEntry[];
  /** [coil, 2, row, column] */
  readonly kspaceShape: readonly number[];
  /** @throws InputError that names a scan which cannot be read. */
  read(scan: number): Promise<Scan>;
  /** A hash of all that can be learned from the scans. */
  hash(): Promise<string>;
  /** Frees threads and open files. */
  release(): Promise<void>;
}
