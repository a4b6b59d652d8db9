import type { ArrayFile } from '../../formats/array-file.ts';
import type { ArrayDtype, Numbers } from '../../formats/dtype.ts';
import { openArray } from '../../formats/open.ts';
import type { ByteSource } from '../../formats/source.ts';
import { check, present } from '../../util/errors.ts';
import type { FilePlace } from './file-source.ts';

/** A source that is closed when it is no longer needed. */
export type ClosableSource = ByteSource & { close(): void };

/** How the files of a stack are opened. */
export interface StackOptions {
  readonly open: (place: FilePlace) => ClosableSource;
  /** Told after each file whose header was read. */
  readonly onOpened?: () => void;
}

/** How many warnings of files are kept. */
const MOST_WARNINGS = 20;

/**
 * Files of one slice each as one array, [slice, ...]: a DICOM series in the order in which its slices lie. Unit and
 * acquisition are the first slice's; where the stack lies in space, whoever sorted the slices knows. The values are
 * float64 where the files' types differ. No more than one file is open at a time.
 *
 * @throws InputError for a damaged file, and for one of another shape than the first.
 */
export async function openStack(places: readonly FilePlace[], options: StackOptions): Promise<ArrayFile> {
  const path = present(places[0], 'a first slice');
  const { geometry: _, essentials, members: __, ...first } = await headerAt(path, options);
  const dtypes = new Set<ArrayDtype>([first.dtype]);
  const warnings = new Set(first.warnings);
  for (const other of places.slice(1)) {
    const slice = await headerAt(other, options);
    checkShape(other.path, slice.shape, first.shape);
    dtypes.add(slice.dtype);
    for (const warning of slice.warnings ?? []) if (warnings.size < MOST_WARNINGS) warnings.add(warning);
  }
  const reader = new SliceReader(places, options);
  const dtype = dtypes.size === 1 ? first.dtype : 'float64';
  return {
    ...first,
    dtype,
    shape: [places.length, ...first.shape],
    axes: ['slice', ...first.axes],
    essentials,
    warnings: [...warnings],
    blockCount: places.length * first.blockCount,
    readBlock: async (block) => {
      const { blockCount } = first;
      const values = await reader.read(Math.floor(block / blockCount), block % blockCount);
      return dtype === first.dtype && dtypes.size === 1 ? values : Float64Array.from(values);
    },
    close: () => reader.close(),
  };
}

/** A file's header; the file is closed again. */
async function headerAt(place: FilePlace, { open, onOpened }: StackOptions): Promise<ArrayFile> {
  const source = open(place);
  try {
    const file = await openArray(source);
    file.close();
    onOpened?.();
    return file;
  } finally {
    source.close();
  }
}

function checkShape(path: string, shape: readonly number[], first: readonly number[]): void {
  check(shape.join() === first.join(), () => ({
    where: path,
    expected: `shape [${first.join(', ')}], as the series' first slice`,
    received: `[${shape.join(', ')}]`,
  }));
}

/** Reads pieces of files, and keeps the last file open for the next piece. */
class SliceReader {
  readonly #places: readonly FilePlace[];
  readonly #options: StackOptions;
  #slice = -1;
  #source: ClosableSource | undefined;
  #file: ArrayFile | undefined;

  constructor(places: readonly FilePlace[], options: StackOptions) {
    this.#places = places;
    this.#options = options;
  }

  async read(slice: number, block: number): Promise<Numbers> {
    if (slice !== this.#slice) {
      this.close();
      this.#source = this.#options.open(present(this.#places[slice], 'a slice of the stack'));
      this.#file = await openArray(this.#source);
      this.#slice = slice;
    }
    return present(this.#file, 'an open slice').readBlock(block);
  }

  close(): void {
    this.#file?.close();
    this.#source?.close();
    this.#slice = -1;
  }
}
