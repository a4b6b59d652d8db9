export type { Acquisition } from './array/acquisition.ts';
export {
  type ArrayFile,
  type AxisName,
  blockSize,
  blocksOf,
  type FormatName,
  type Member,
  type OpenOptions,
} from './array/array-file.ts';
export { type ArrayDtype, isComplex, type Numbers } from './array/dtype.ts';
export { floatCount, floatValues } from './array/float-values.ts';
export { type Geometry, orientationOf, type Vector3 } from './array/geometry.ts';
export { type ArrayStatistics, magnitudes, RunningStatistics, statisticsOf } from './array/statistics.ts';
export { type BartFiles, writeBart } from './bart.ts';
export { gunzip, isGzip, packGzip } from './bytes/gzip.ts';
export { gunzipSource } from './bytes/gzip-source.ts';
export { type ByteSource, blobSource, bytesSource } from './bytes/source.ts';
export { isMissing, numberIn, numericColumn } from './csv/column.ts';
export { csvField } from './csv/field.ts';
export { type CsvOptions, readCsv } from './csv/read.ts';
export { type DelimitedTable, readTable } from './csv/read-table.ts';
export { CsvTable } from './csv/table.ts';
export { type DicomValue, type DicomValues, writeDicom } from './dicom/compose.ts';
export { DataSet, type DicomElement } from './dicom/data-set.ts';
export { type DicomDirectory, type DirectoryEntry, filesOf, readDicomDirectory } from './dicom/dicomdir.ts';
export { openDicom } from './dicom/open.ts';
export { type DicomFile, type PixelData, type ReadDicomOptions, readDicom } from './dicom/read.ts';
export { type SortedFolder, type SortedSeries, sortSeries } from './dicom/series.ts';
export type { SeriesFinding } from './dicom/series-volumes.ts';
export { type SliceHeader, sliceHeader } from './dicom/slice-header.ts';
export { Tag } from './dicom/tags.ts';
export { openVolume } from './dicom/volume.ts';
export type { SeriesVolume } from './dicom/volume-geometry.ts';
export { type IdxArray, readIdx, writeIdx } from './idx/idx.ts';
export type { KspaceEncoding } from './kspace/encoding.ts';
export { removeOversampling } from './kspace/remove-oversampling.ts';
export { gradientsBeside } from './nifti/essentials.ts';
export { type Gradients, readGradients } from './nifti/gradients.ts';
export { type NiftiImage, writeNifti } from './nifti/write.ts';
export { type NumpyArray, writeNumpy } from './numpy/write.ts';
export { formatOf, openArray } from './open.ts';
export { readSafetensors } from './safetensors/read.ts';
export type { SafeTensor, SafeTensorData, Safetensors } from './safetensors/tensor.ts';
export { writeSafetensors } from './safetensors/write.ts';
export {
  encodeEvent,
  eventFileHead,
  type TensorboardEvent,
  type TensorboardImage,
  type TensorboardValue,
} from './tensorboard/event-file.ts';
export { isZip, readZip, type ZipEntry } from './zip/zip.ts';
