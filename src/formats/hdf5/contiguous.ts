import { sameItems } from '../../util/arrays.ts';
import type { Hdf5File } from './file.ts';
import type { Hdf5Session } from './session.ts';
import type { Hdf5Dataset } from './tree.ts';

/** Smaller datasets are as well read by the library. */
const WORTHWHILE = 1 << 20;

/**
 * Where the values of a dataset lie in the file one behind the other, so that they can be read without the library and
 * its copies. The library does not tell, but shows by where it reads the first value and the last; `undefined` unless
 * these are as far apart as they then must be, and the same in the file as the library says.
 */
export async function contiguousOffset(
  file: Hdf5File,
  { path, metadata }: Hdf5Dataset,
): Promise<number | undefined> {
  const { shape, chunks, size, total_size, littleEndian } = metadata;
  if (!shape || chunks || !littleEndian || size * total_size < WORTHWHILE) return undefined;
  const count = shape.map(() => 1);
  const ends = [count.map(() => 0), shape.map((length) => length - 1)];
  const [first, last] = await file.use((session) =>
    ends.map((start) => placeOf(session, () => session.read(path, metadata, { start, count }))),
  );
  if (first?.position === undefined || last?.position === undefined) return undefined;
  if (last.position - first.position !== size * (total_size - 1)) return undefined;
  const same = [first, last].every(({ position, bytes }) =>
    sameItems([...file.source.read(position ?? 0, size)], [...bytes]),
  );
  return same ? first.position : undefined;
}

/** What is read, and where the file was last read for it. */
function placeOf(
  session: Hdf5Session,
  read: () => Uint8Array,
): { readonly bytes: Uint8Array; readonly position: number | undefined } {
  session.lastRead = undefined;
  const bytes = read();
  return { bytes, position: session.lastRead };
}
