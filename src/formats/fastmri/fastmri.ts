import { InputError } from '../../util/errors.ts';
import type { ArrayFile, AxisName, OpenOptions } from '../array/array-file.ts';
import { isComplex } from '../array/dtype.ts';
import type { Geometry } from '../array/geometry.ts';
import { chosenMember } from '../array/members.ts';
import type { AttributeValue, Hdf5File } from '../hdf5/file.ts';
import { type NumericDataset, numericDatasets, plainMember } from '../hdf5/members.ts';
import { slabPieces } from '../hdf5/slabs.ts';
import {
  encodingEssentials,
  type IsmrmrdHeader,
  oversamplingOf,
  readHeader,
  voxelSize,
} from '../ismrmrd/header.ts';

const KSPACE = '/kspace';
const HEADER = '/ismrmrd_header';

/** Whether an HDF5 file is laid out like those of fastMRI: k-space in one dataset, and what goes with it. */
export function isFastmri(file: Hdf5File): boolean {
  const kspace = numericDatasets(file).find(({ dataset }) => dataset.path === KSPACE);
  const company = [HEADER, '/reconstruction_rss', '/reconstruction_esc'];
  const fits = kspace && isComplex(kspace.dtype) && (kspace.shape.length === 3 || kspace.shape.length === 4);
  return fits === true && company.some((path) => file.dataset(path) !== undefined);
}

/**
 * fastMRI (Zbontar et al., arXiv:1811.08839): `kspace` of [slice, coil, readout, phaseEncode], without coil where it is
 * of a single one; `reconstruction_rss` and `reconstruction_esc` of [slice, row, column]; `mask` along the phase
 * encoding. A block is a slice.
 */
export async function openFastmri(file: Hdf5File, { member }: OpenOptions): Promise<ArrayFile> {
  const members = numericDatasets(file);
  const chosen = chosenMember(members, member ?? KSPACE.slice(1), file.source.name);
  await file.checkReadable(chosen.dataset);
  const attributes = await file.attributes('/');
  const { header, warnings } = await headerOf(file);
  const axes = axesOf(chosen);
  const geometry = geometryOf(axes, header);
  const oversampling = header && axes.includes('readout') ? oversamplingOf(header) : undefined;
  return {
    format: 'fastmri',
    shape: chosen.shape,
    axes,
    dtype: chosen.dtype,
    order: 'row-major',
    ...(geometry && { geometry }),
    acquisition: acquisitionOf(chosen, attributes, header),
    ...(oversampling !== undefined && { encoding: { readoutOversampling: oversampling } }),
    essentials: [
      ['dataset', chosen.name],
      ...['acquisition', 'max', 'norm'].flatMap((name) => shown(name, attributes.get(name))),
      ...(header ? encodingEssentials(header) : []),
    ],
    members: members.map(plainMember),
    warnings: [...file.tree.warnings, ...warnings],
    ...slabPieces(file, chosen.dataset, chosen.dtype, axes[0] === 'slice' ? 1 : 0),
    close: () => file.close(),
  };
}

/** The ISMRMRD header; one that cannot be read is no reason to refuse the data. */
async function headerOf(file: Hdf5File): Promise<{ header?: IsmrmrdHeader; warnings: readonly string[] }> {
  const xml = file.dataset(HEADER) && (await file.text(HEADER));
  if (!xml) return { warnings: ['There is no ISMRMRD header: what is known of the scan is little.'] };
  try {
    return { header: readHeader(xml, 'ismrmrd_header'), warnings: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { warnings: [`The ISMRMRD header cannot be read: ${error.message}`] };
  }
}

function axesOf({ dataset: { path }, shape }: NumericDataset): readonly AxisName[] {
  if (path === KSPACE && shape.length === 4) return ['slice', 'coil', 'readout', 'phaseEncode'];
  if (path === KSPACE) return ['slice', 'readout', 'phaseEncode'];
  if (path.startsWith('/reconstruction') && shape.length === 3) return ['slice', 'row', 'column'];
  return path === '/mask' && shape.length === 1 ? ['phaseEncode'] : shape.map(() => 'other');
}

function acquisitionOf(
  { shape, dataset }: NumericDataset,
  attributes: ReadonlyMap<string, AttributeValue>,
  header: IsmrmrdHeader | undefined,
): ArrayFile['acquisition'] {
  const [subject, description] = [attributes.get('patient_id'), attributes.get('acquisition')];
  return {
    modality: 'MR',
    ...header?.acquisition,
    ...(typeof subject === 'string' && { subject }),
    ...(typeof description === 'string' && { description }),
    ...(dataset.path === KSPACE && { coils: shape.length === 4 ? (shape[1] ?? 1) : 1 }),
  };
}

/** In-plane; how far slices are apart the header does not say. */
function geometryOf(axes: readonly AxisName[], header: IsmrmrdHeader | undefined): Geometry | undefined {
  const [x, y] = [voxelSize(header?.reconstructed, 0), voxelSize(header?.reconstructed, 1)];
  const first = axes.findIndex((axis) => axis === 'readout' || axis === 'row');
  if (x === undefined || y === undefined || first < 0) return undefined;
  return { axes: [first, first + 1], spacing: [x, y] };
}

function shown(name: string, value: AttributeValue | undefined): (readonly [string, string])[] {
  return value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]];
}
