import { check } from '../../util/errors.ts';
import type { ArrayFile, OpenOptions } from '../array/array-file.ts';
import { chosenMember } from '../array/members.ts';
import type { AttributeValue, Hdf5File } from './file.ts';
import { type NumericDataset, numericDatasets, plainMember } from './members.ts';
import { slabPieces } from './slabs.ts';

/** How many attributes are shown. */
const MOST_SHOWN = 12;

/** Any HDF5 file; MATLAB's keep arrays column-major, and other things than arrays as well. */
export async function openGeneric(
  file: Hdf5File,
  { member }: OpenOptions,
  matlab: boolean,
): Promise<ArrayFile> {
  const members = matlab ? await matlabArrays(file) : numericDatasets(file);
  const chosen = chosenMember(members, member, file.source.name, 'no dataset of numbers');
  await file.checkReadable(chosen.dataset);
  const attributes = await file.attributes(chosen.dataset.path);
  const unit = attributes.get('units') ?? attributes.get('unit');
  return {
    format: matlab ? 'matlab' : 'hdf5',
    shape: chosen.shape,
    axes: chosen.shape.map(() => 'other' as const),
    dtype: chosen.dtype,
    order: matlab ? 'column-major' : 'row-major',
    ...(typeof unit === 'string' && unit !== '' && { unit }),
    acquisition: {},
    essentials: [['dataset', chosen.name], ...shown(attributes)],
    members: members.map(plainMember),
    warnings: file.tree.warnings,
    ...slabPieces(file, chosen.dataset, chosen.dtype, 0),
    close: () => file.close(),
  };
}

/** The variables of a MATLAB file, their axes in MATLAB's order, without texts and what cells refer to. */
async function matlabArrays(file: Hdf5File): Promise<readonly NumericDataset[]> {
  const arrays: NumericDataset[] = [];
  for (const each of numericDatasets(file)) {
    if (each.name.startsWith('#')) continue;
    const attributes = await file.attributes(each.dataset.path);
    const kind = attributes.get('MATLAB_class');
    if (kind === 'char' || attributes.has('MATLAB_empty')) continue;
    const dtype = kind === 'logical' && each.dtype === 'uint8' ? 'bool' : each.dtype;
    arrays.push({ ...each, dtype, shape: each.shape.toReversed() });
  }
  check(arrays.length > 0, () => ({
    where: file.source.name,
    expected: 'a variable of numbers',
    received: 'texts, cells and objects alone',
  }));
  return arrays;
}

function shown(attributes: ReadonlyMap<string, AttributeValue>): (readonly [string, string])[] {
  return [...attributes]
    .slice(0, MOST_SHOWN)
    .map(([name, value]) => [name, (typeof value === 'string' ? value : value.join(', ')).slice(0, 200)]);
}
