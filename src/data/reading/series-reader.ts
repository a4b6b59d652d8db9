import { orientationOf } from '../../formats/array/geometry.ts';
import { sortSeries } from '../../formats/dicom/series.ts';
import type { SliceHeader } from '../../formats/dicom/slice-header.ts';
import type { SeriesVolume } from '../../formats/dicom/volume-geometry.ts';
import { present } from '../../util/errors.ts';
import type { Content, ContentsOptions, SeriesName } from './contents.ts';
import { inOrder } from './in-order.ts';
import { type Inspection, inspect, inspectVolume } from './inspect.ts';
import { type Problem, problemOf } from './problem.ts';
import type { ReaderPool } from './reader-pool.ts';
import type { Unit } from './units.ts';

/** What reading volumes tells along the way. */
export interface SeriesReaderOptions extends Pick<ContentsOptions, 'onFinding' | 'onPassed'> {
  /** Told how many more files are read. */
  readonly onRead: (files: number) => void;
}

interface NamedVolume {
  readonly volume: SeriesVolume;
  readonly name: SeriesName;
}

/** Collects the headers of DICOM files, and reads the volumes that they make up. */
export class SeriesReader {
  readonly #units = new Map<string, Unit>();
  readonly #headers: SliceHeader[] = [];

  /** Adds a file, whose header goes by its path. */
  add(unit: Unit, header: SliceHeader): void {
    this.#units.set(header.name, unit);
    this.#headers.push(header);
  }

  /** All volumes, in the order of patients, studies and series. */
  async *volumes(
    pool: ReaderPool,
    options: SeriesReaderOptions,
  ): AsyncGenerator<Content | Problem, void, void> {
    const { series, findings } = sortSeries(this.#headers);
    for (const finding of findings) this.#tell(finding, options);
    const all = series.flatMap(({ volumes, ...about }) =>
      volumes.map((volume) => ({ volume, name: nameOf(about, volume) })),
    );
    yield* inOrder(all, 2 * pool.processes, (named) => this.#read(named, pool, options));
  }

  #tell(
    finding: Parameters<NonNullable<ContentsOptions['onFinding']>>[0],
    options: SeriesReaderOptions,
  ): void {
    if (finding.kind !== 'not-an-image') options.onFinding?.(finding);
    else for (const name of finding.names) options.onPassed?.(this.#unit(name));
  }

  async #read(
    named: NamedVolume,
    pool: ReaderPool,
    { onRead }: SeriesReaderOptions,
  ): Promise<Content | Problem> {
    const units = named.volume.slices.map(({ name }) => this.#unit(name));
    const main = present(units[0]?.main, "a volume's first file");
    try {
      const inspection = await readVolume(units, pool);
      const unit = { main, companions: units.slice(1).map((other) => other.main) };
      return { unit, ...placed(inspection, named.volume), series: named.name };
    } catch (error) {
      return withOthers(
        problemOf(error, main.path, ...units.map((unit) => unit.main.path)),
        units.length - 1,
      );
    } finally {
      onRead(units.length);
    }
  }

  #unit(name: string): Unit {
    return present(this.#units.get(name), `the file ${name}`);
  }
}

/** One slice that cannot be read keeps its whole volume out, which must not go unsaid. */
function withOthers({ file, reason }: Problem, others: number): Problem {
  if (others === 0) return { file, reason };
  return {
    file,
    reason: `${reason} Without it, ${others} more file${others === 1 ? '' : 's'} of its volume cannot be taken.`,
  };
}

function readVolume(units: readonly Unit[], pool: ReaderPool): Promise<Inspection> {
  const places = units.map(({ main: { path, root } }) => ({ path, ...(root !== undefined && { root }) }));
  const first = present(places[0], "a volume's first file");
  return units.length === 1
    ? pool.run(inspect, first, first.path)
    : pool.run(inspectVolume, { files: places }, first.path);
}

/** The content of a volume, with its place in space as its slices tell it together. */
function placed(
  { header, ...digest }: Inspection,
  { geometry }: SeriesVolume,
): Pick<Content, 'header' | 'digest'> {
  const known = geometry ?? header.geometry;
  const orientation = known && orientationOf(known);
  return {
    header: {
      ...header,
      ...(known && { geometry: known }),
      ...(orientation !== undefined && { orientation }),
    },
    digest,
  };
}

function nameOf(
  { patient, series, description }: { patient: string; series: string; description?: string },
  { slices, contrast }: SeriesVolume,
): SeriesName {
  const number = slices[0]?.seriesNumber;
  return {
    patient,
    series,
    ...(number !== undefined && { number }),
    ...(description !== undefined && { description }),
    ...(contrast !== undefined && { contrast }),
  };
}
