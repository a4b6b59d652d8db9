import type { ByteSource } from '../bytes/source.ts';
import type { ArrayFile, FormatName, OpenOptions } from './array-file.ts';

/** A format of arrays: how its files are recognized, and how one is opened. */
export interface ArrayFormat {
  readonly name: FormatName;
  /** Whether a file looks like it: by its first bytes (512 at most), and by its name only where those say nothing. */
  recognizes(head: Uint8Array, source: ByteSource): boolean;
  /**
   * Reads the header, and gives the way to the numbers.
   *
   * @throws InputError for a file that is not one whole file of this format.
   */
  open(source: ByteSource, options: OpenOptions): Promise<ArrayFile>;
}
