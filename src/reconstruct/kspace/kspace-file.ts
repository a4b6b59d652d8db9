import { type ArrayFile, type ByteSource, openArray } from '../../formats/index.ts';
import type { ShapedArray } from '../../imaging/index.ts';
import { InputError } from '../../util/errors.ts';
import { cropReadout } from './crop-readout.ts';
import { type AxesOptions, type KspaceAxes, kspaceAxes } from './kspace-axes.ts';
import { SliceReader } from './read-slice.ts';
import { padded, paddingFor } from './recenter.ts';

/** How a file of k-space is opened. */
export interface KspaceOptions extends AxesOptions {
  /** Which array of a file that holds several. */
  readonly member?: string | undefined;
}

/** The distances between neighbors in millimeters, undefined where not known. */
export interface VoxelSpacing {
  readonly row: number | undefined;
  readonly column: number | undefined;
  readonly slice: number | undefined;
}

/** Multi-coil k-space in a file, slice by slice. */
export interface KspaceFile {
  readonly slices: number;
  /** [coil, 2, row, column] of each slice; rows are the readout, without oversampling. */
  readonly shape: readonly number[];
  /** How far rows, columns and slices are apart in millimeters, as far as the file says. */
  readonly spacing: VoxelSpacing;
  readonly acquisition: ArrayFile['acquisition'];
  /** What was assumed, or is unusual, in a sentence each. */
  readonly notes: readonly string[];
  /** Reads one slice, from 0; of a file larger than the memory, no more than that. */
  read(slice: number): Promise<ShapedArray>;
  close(): void;
}

/**
 * Opens k-space of any format for reconstruction: finds coils, rows (readout), columns (phase encoding) and slices by the
 * names of the axes, removes readout oversampling, and puts the center of k-space in the middle.
 *
 * @throws InputError for what is no k-space of slices.
 * @example
 * const file = await openKspace(new FileSource({ path: 'meas.dat' }));
 * for (let slice = 0; slice < file.slices; slice++) ... await file.read(slice);
 */
export async function openKspace(source: ByteSource, options: KspaceOptions = {}): Promise<KspaceFile> {
  const { member } = options;
  const file = await openArray(source, member === undefined ? {} : { member });
  try {
    checkCartesian(file, source.name);
    return describe(file, kspaceAxes(file, source.name, options));
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Echo-planar lines lie on a grid, too. */
const ON_A_GRID: readonly (string | undefined)[] = [undefined, 'cartesian', 'epi'];

function checkCartesian({ encoding }: ArrayFile, where: string): void {
  if (ON_A_GRID.includes(encoding?.trajectory)) return;
  throw new InputError({
    where,
    expected: 'k-space on a Cartesian grid',
    received: `a ${encoding?.trajectory} trajectory`,
    remedy: 'Grid it first; in a program, nonUniformFourier of echotrain/imaging reconstructs it.',
  });
}

function describe(file: ArrayFile, axes: KspaceAxes): KspaceFile {
  const lengthOf = (axis: number | undefined) => (axis === undefined ? 1 : (file.shape[axis] ?? 1));
  const { readoutOversampling = 1, centerSample, centerLine } = file.encoding ?? {};
  const rows = paddingFor(lengthOf(axes.row), centerSample);
  const columns = paddingFor(lengthOf(axes.column), centerLine);
  const kept = Math.round(rows.length / readoutOversampling);
  const reader = new SliceReader(file, axes);
  return {
    slices: lengthOf(axes.slice),
    shape: [lengthOf(axes.coil), 2, kept, columns.length],
    spacing: {
      row: spacingOf(file, axes.row),
      column: spacingOf(file, axes.column),
      slice: spacingOf(file, axes.slice),
    },
    acquisition: file.acquisition,
    notes: [...(file.warnings ?? []), ...axes.notes],
    read: async (slice) => cropReadout(padded(await reader.read(slice), rows, columns), kept),
    close: () => file.close(),
  };
}

function spacingOf({ geometry }: ArrayFile, axis: number | undefined): number | undefined {
  const at = axis === undefined ? -1 : (geometry?.axes.indexOf(axis) ?? -1);
  return geometry?.spacing[at];
}
