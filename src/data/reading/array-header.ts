import type { Acquisition } from '../../formats/array/acquisition.ts';
import type { ArrayFile, AxisName, FormatName, Member } from '../../formats/array/array-file.ts';
import type { ArrayDtype } from '../../formats/array/dtype.ts';
import { type Geometry, orientationOf } from '../../formats/array/geometry.ts';

/** What a header says, without the way to the numbers: it can be sent from process to process. */
export interface ArrayHeader {
  readonly format: FormatName;
  readonly shape: readonly number[];
  readonly axes: readonly AxisName[];
  readonly dtype: ArrayDtype;
  readonly order: ArrayFile['order'];
  readonly geometry?: Geometry;
  readonly orientation?: string;
  readonly unit?: string;
  readonly acquisition: Acquisition;
  readonly essentials: ArrayFile['essentials'];
  readonly members: readonly Member[];
  readonly warnings: readonly string[];
}

/** The header of an array. */
export function headerOf(file: ArrayFile): ArrayHeader {
  const { format, shape, axes, dtype, order, geometry, unit, acquisition, essentials } = file;
  const orientation = geometry && orientationOf(geometry);
  return {
    ...{ format, shape, axes, dtype, order, acquisition, essentials },
    ...(geometry && { geometry }),
    ...(orientation !== undefined && { orientation }),
    ...(unit !== undefined && { unit }),
    members: file.members ?? [],
    warnings: file.warnings ?? [],
  };
}
