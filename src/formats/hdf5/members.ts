import type { Member } from '../array/array-file.ts';
import type { ArrayDtype } from '../array/dtype.ts';
import { dtypeOf } from './datatype.ts';
import type { Hdf5File } from './file.ts';
import type { Hdf5Dataset } from './tree.ts';

/** A dataset of numbers. */
export interface NumericDataset extends Member {
  readonly dataset: Hdf5Dataset;
}

/** The datasets of a file that hold numbers, by their paths without the first slash. */
export function numericDatasets({ tree }: Hdf5File): readonly NumericDataset[] {
  return tree.datasets.flatMap((dataset) => {
    const dtype: ArrayDtype | undefined = dtypeOf(dataset.metadata);
    const { shape } = dataset.metadata;
    if (!dtype || !shape || shape.includes(0)) return [];
    return [{ name: dataset.path.slice(1), shape, dtype, dataset }];
  });
}

/** A member as files list it. */
export function plainMember({ name, shape, dtype }: Member): Member {
  return { name, shape, dtype };
}
