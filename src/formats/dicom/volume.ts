import { check, InputError, present } from '../../util/errors.ts';
import type { ArrayFile, OpenOptions } from '../array/array-file.ts';
import type { ArrayDtype, Numbers } from '../array/dtype.ts';
import type { ByteSource } from '../bytes/source.ts';
import { readDicom } from './read.ts';
import { sortSeries } from './series.ts';
import type { SeriesFinding } from './series-volumes.ts';
import { sliceHeader } from './slice-header.ts';
import type { SeriesVolume } from './volume-geometry.ts';

/** What opens a single image. */
export type ImageOpener = (source: ByteSource, options: OpenOptions) => Promise<ArrayFile>;

/**
 * Opens the files of one volume, in any order, as one array [slice, row, column]: sorted by position, a block a slice.
 * A single file is opened as it is.
 *
 * @example const volume = await openVolume(sources, openDicom);
 * @throws InputError where the files are of several volumes, or one of them cannot be read.
 */
export async function openVolume(sources: readonly ByteSource[], open: ImageOpener): Promise<ArrayFile> {
  const [only] = sources;
  if (only && sources.length === 1) return open(only, {});
  const { volume, warnings } = oneVolume(sources);
  const slices: ArrayFile[] = [];
  try {
    for (const { name } of volume.slices)
      slices.push(await open(present(sources[Number(name)], 'slice'), {}));
    return joined(slices, volume, warnings);
  } catch (error) {
    for (const slice of slices) slice.close();
    throw error;
  }
}

/** The volume that the files make up; its slices are named by the files' numbers. */
function oneVolume(sources: readonly ByteSource[]) {
  const headers = sources.map((source, i) =>
    sliceHeader(`${i}`, readDicom(source, { headerOnly: true }).dataSet),
  );
  const { series, findings } = sortSeries(headers);
  const volumes = series.flatMap((one) => one.volumes);
  const [volume] = volumes;
  if (!volume || volumes.length > 1 || volume.slices.length < sources.length) {
    throw severalVolumes(sources, volumes, findings);
  }
  return { volume, warnings: findings.map(({ what }) => `In this volume: ${what}.`) };
}

function severalVolumes(
  sources: readonly ByteSource[],
  volumes: readonly SeriesVolume[],
  findings: readonly SeriesFinding[],
): InputError {
  const why = findings.map(({ what }) => what).join('; ');
  return new InputError({
    where: sources[0]?.name ?? 'openVolume',
    expected: `${sources.length} files of one volume`,
    received: `${volumes.length} volumes${why ? ` (${why})` : ''}`,
    remedy: 'Open each volume on its own.',
  });
}

function joined(slices: readonly ArrayFile[], volume: SeriesVolume, warnings: readonly string[]): ArrayFile {
  const first = present(slices[0], 'first slice');
  const { window } = present(slices[slices.length >> 1], 'middle slice');
  for (const slice of slices) checkAlike(slice, first);
  const dtype = commonDtype(slices);
  return {
    ...first,
    shape: [slices.length, ...first.shape],
    axes: ['slice', ...first.axes],
    dtype,
    ...(volume.geometry && { geometry: volume.geometry }),
    ...(window && { window }),
    warnings: [...new Set([...warnings, ...slices.flatMap((slice) => slice.warnings ?? [])])],
    blockCount: slices.length,
    readBlock: (block, into) => readSlice(slices, block, dtype, into),
    close: () => {
      for (const slice of slices) slice.close();
    },
  };
}

function checkAlike(slice: ArrayFile, first: ArrayFile): void {
  const same = slice.shape.join() === first.shape.join() && slice.blockCount === 1;
  check(same, () => ({
    where: 'openVolume',
    expected: `slices of shape [${first.shape.join(', ')}] in one block`,
    received: `one of shape [${slice.shape.join(', ')}]`,
  }));
}

/** The type of all slices; float64 where they differ, as where a PET series rescales each slice by itself. */
function commonDtype(slices: readonly ArrayFile[]): ArrayDtype {
  const [first = 'float64', ...others] = new Set(slices.map(({ dtype }) => dtype));
  return others.length === 0 ? first : 'float64';
}

async function readSlice(
  slices: readonly ArrayFile[],
  block: number,
  dtype: ArrayDtype,
  into: Float32Array | undefined,
): Promise<Numbers> {
  const slice = present(slices[block], 'slice');
  const values = await slice.readBlock(0, into);
  return slice.dtype === dtype || values === into ? values : Float64Array.from(values);
}
