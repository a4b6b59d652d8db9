import type { FormatName } from '../../src/formats/index.ts';

/** What is damaged and read together: a format of arrays, or what lies around arrays. */
export type SeedGroup = FormatName | 'dicomdir' | 'gradients' | 'gzip' | 'zip';

/** A good file to damage, with those that lie beside it. */
export interface Seed {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly beside: ReadonlyMap<string, Uint8Array>;
  /** The format that the file looks like, unless it says otherwise. */
  readonly group?: SeedGroup;
}
