import type { FormatName } from '../../formats/array/array-file.ts';
import type { SeriesFinding } from '../../formats/dicom/series-volumes.ts';
import type { ArrayHeader } from './array-header.ts';
import type { ContentDigest } from './content-digest.ts';
import { inOrder } from './in-order.ts';
import { type Survey, survey } from './inspect.ts';
import { type Problem, problemOf } from './problem.ts';
import type { ReaderPool } from './reader-pool.ts';
import { SeriesReader } from './series-reader.ts';
import type { Unit } from './units.ts';

/** Something that was found and read: a file, or the files of a DICOM volume. */
export interface Content {
  readonly unit: Unit;
  readonly header: ArrayHeader;
  /** What the values are like, unless they are to be read later. */
  readonly digest?: ContentDigest;
  /** Which series a DICOM volume is of. */
  readonly series?: SeriesName;
}

/** What a DICOM volume is called. */
export interface SeriesName {
  readonly patient: string;
  /** Its UID. */
  readonly series: string;
  readonly number?: number;
  readonly description?: string;
  /** By what it differs from other volumes of the series. */
  readonly contrast?: string;
}

/** How what was found is read. */
export interface ContentsOptions {
  /** The formats of which only headers are read at first, and values later. */
  readonly later?: readonly FormatName[];
  /** Told how many units are read; of a file whose values are read later, a quarter when its header is. */
  readonly onProgress?: (done: number) => void;
  /** Told what is wrong with DICOM series that can be read. */
  readonly onFinding?: (finding: SeriesFinding) => void;
  /** Told of files that hold no data: DICOM directories, reports and the like. */
  readonly onPassed?: (unit: Unit) => void;
}

/** What a header counts, of all that is to be read of a file. */
export const HEADER_SHARE = 0.25;

/**
 * Reads one unit after the other, in their order, as many at a time as the pool has processes; then the DICOM files
 * among them, sorted into volumes.
 */
export async function* contentsOf(
  units: readonly Unit[],
  pool: ReaderPool,
  options: ContentsOptions = {},
): AsyncGenerator<Content | Problem, void, void> {
  const { later = [], onProgress, onPassed } = options;
  let done = 0;
  const advance = (share: number) => {
    done += share;
    onProgress?.(done);
  };
  const series = new SeriesReader();
  const look = async (unit: Unit): Promise<Looked> => {
    const { path, root } = unit.main;
    const argument = { path, later: [...later], ...(root !== undefined && { root }) };
    try {
      const found = await pool.run(survey, argument, path);
      advance(isWhole(found) ? 1 : HEADER_SHARE);
      return { unit, found };
    } catch (error) {
      advance(1);
      return problemOf(error, path);
    }
  };
  for await (const looked of inOrder(units, 4 * pool.processes, look)) {
    if ('reason' in looked) yield looked;
    else if (looked.found.kind === 'array') yield { unit: looked.unit, ...arrayOf(looked.found) };
    else if (looked.found.isDirectory) onPassed?.(looked.unit);
    else series.add(looked.unit, looked.found.slice);
  }
  yield* series.volumes(pool, { ...options, onRead: (files) => advance((1 - HEADER_SHARE) * files) });
}

type Looked = Problem | { readonly unit: Unit; readonly found: Survey };

/** Whether nothing is left to be read. */
function isWhole(found: Survey): boolean {
  return found.kind === 'array' ? found.digest !== undefined : found.isDirectory;
}

function arrayOf({ header, digest }: Extract<Survey, { kind: 'array' }>): Pick<Content, 'header' | 'digest'> {
  return { header, ...(digest && { digest }) };
}

/** Whether something could not be read. */
export function isProblem(found: object): found is Problem {
  return 'reason' in found;
}
