import { packGzip } from '../../formats/bytes/gzip.ts';
import { writeNifti } from '../../formats/nifti/write.ts';
import type { Files, WrittenImage } from './write-image.ts';

/** Magnitudes as a NIfTI file, [column, row, slice], packed where its name says so. */
export async function niftiFiles(image: WrittenImage, path: string): Promise<Files> {
  const { magnitudes, spacing, description } = image;
  const { row = 1, column = 1, slice = 1 } = spacing;
  const bytes = writeNifti({
    shape: magnitudes.shape.toReversed(),
    values: magnitudes.data,
    dtype: 'float32',
    geometry: { axes: [0, 1, 2], spacing: [column, row, slice] },
    description: description.slice(0, 79),
  });
  const packed = path.toLowerCase().endsWith('.gz');
  return new Map([[path, packed ? await packGzip(bytes) : bytes]]);
}
