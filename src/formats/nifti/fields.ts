import { range } from '../../util/arrays.ts';
import type { ByteCursor } from '../bytes/cursor.ts';
import type { NiftiHeader } from './header.ts';

/** The fields as they lie in the file; the lists still begin with the number of axes and with qfac. */
export type NiftiFields = Omit<NiftiHeader, 'kind' | 'littleEndian' | 'pair' | 'shape' | 'qfac'> & {
  readonly dim: readonly number[];
};

/** The fields of NIfTI-1 (nifti1.h), or those of them that ANALYZE 7.5 and SPM know. */
export function readFields1(cursor: ByteCursor, analyze: boolean): NiftiFields {
  const at = (offset: number) => {
    cursor.seek(offset);
    return cursor;
  };
  const many = (offset: number, count: number, read: () => number) => {
    at(offset);
    return range(count).map(read);
  };
  const float = () => cursor.float32();
  const int16 = () => cursor.int16();
  return {
    dim: many(40, 8, int16),
    datatype: at(70).int16(),
    pixdim: many(76, 8, float),
    voxelOffset: at(108).float32(),
    slope: at(112).float32(),
    intercept: at(116).float32(),
    calibrated: [at(128).float32(), at(124).float32()],
    stored: [at(144).int32(), at(140).int32()],
    units: analyze ? 0 : at(123).uint8(),
    description: at(148).latin1(80),
    qformCode: analyze ? 0 : at(252).int16(),
    sformCode: analyze ? 0 : at(254).int16(),
    quaternion: analyze ? [] : many(256, 6, float),
    sform: analyze ? [] : many(280, 12, float),
    spmOrigin: analyze ? many(253, 3, int16) : [],
  };
}

/** The fields of NIfTI-2 (nifti2.h). */
export function readFields2(cursor: ByteCursor): NiftiFields {
  const at = (offset: number) => {
    cursor.seek(offset);
    return cursor;
  };
  const many = (offset: number, count: number, read: () => number) => {
    at(offset);
    return range(count).map(read);
  };
  const float = () => cursor.float64();
  return {
    dim: many(16, 8, () => cursor.int64()),
    datatype: at(12).int16(),
    pixdim: many(104, 8, float),
    voxelOffset: at(168).int64(),
    slope: at(176).float64(),
    intercept: at(184).float64(),
    calibrated: [at(200).float64(), at(192).float64()],
    stored: [0, 0],
    units: at(500).int32(),
    description: at(240).latin1(80),
    qformCode: at(344).int32(),
    sformCode: at(348).int32(),
    quaternion: many(352, 6, float),
    sform: many(400, 12, float),
    spmOrigin: [],
  };
}
