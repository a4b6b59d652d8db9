export { type CsvOptions, readCsv } from './csv/read.ts';
export { CsvTable } from './csv/table.ts';
export { gunzip, isGzip } from './gzip.ts';
export { type IdxArray, readIdx, writeIdx } from './idx.ts';
export { readSafetensors } from './safetensors/read.ts';
export type { SafeTensor, SafeTensorData, Safetensors } from './safetensors/tensor.ts';
export { writeSafetensors } from './safetensors/write.ts';
