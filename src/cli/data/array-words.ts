import type { ArrayDtype, AxisName, FormatName } from '../../formats/index.ts';
import { formatNumber, withUnit } from '../../report/index.ts';

const formats: Readonly<Record<FormatName, string>> = {
  analyze: 'ANALYZE image',
  bart: 'BART array',
  csv: 'CSV table',
  dicom: 'DICOM image',
  fastmri: 'fastMRI k-space',
  flo: 'optical flow (Middlebury .flo)',
  hdf5: 'HDF5 array',
  idx: 'IDX array',
  ismrmrd: 'ISMRMRD raw data',
  jpeg: 'JPEG image',
  matlab: 'MATLAB array',
  nifti: 'NIfTI image',
  npy: 'NumPy array (.npy)',
  npz: 'NumPy archive (.npz)',
  png: 'PNG image',
  pnm: 'PNM image',
  tiff: 'TIFF image',
  twix: 'Siemens raw data (twix)',
};

const dtypes: Readonly<Record<ArrayDtype, string>> = {
  bool: 'true or false',
  uint8: '8-bit integers, unsigned',
  int8: '8-bit integers',
  uint16: '16-bit integers, unsigned',
  int16: '16-bit integers',
  uint32: '32-bit integers, unsigned',
  int32: '32-bit integers',
  uint64: '64-bit integers, unsigned',
  int64: '64-bit integers',
  float16: '16-bit floating point',
  float32: '32-bit floating point',
  float64: '64-bit floating point',
  complex64: 'complex, 32-bit floating point',
  complex128: 'complex, 64-bit floating point',
};

const sides: Readonly<Record<string, string>> = {
  L: 'left',
  R: 'right',
  P: 'back',
  A: 'front',
  S: 'head',
  I: 'feet',
};

/** A format's name for people. */
export function formatWords(format: FormatName): string {
  return formats[format];
}

/** What the numbers are, for people. */
export function dtypeWords(dtype: ArrayDtype): string {
  return dtypes[dtype];
}

/** What an axis counts, for people: "phase encode". */
export function axisWords(axis: AxisName): string {
  return axis.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** "188 × 256 × 190"; a single number has no axes. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'a single number' : shape.map((length) => String(length)).join(' × ');
}

/** "0.977 × 0.977 × 3" */
export function numbersText(numbers: readonly number[]): string {
  return numbers.map((number) => String(Number(number.toPrecision(3)))).join(' × ');
}

/** "0.977 × 0.977 × 3 mm" */
export function spacingText(spacing: readonly number[]): string {
  return withUnit(numbersText(spacing), 'mm');
}

/** "RAS: i grows to the right, j to the front, k to the head" */
export function orientationText(orientation: string, axes: readonly AxisName[]): string {
  const ways = Array.from(
    orientation,
    (letter, i) => `${axisWords(axes[i] ?? 'other')} to the ${sides[letter] ?? '?'}`,
  );
  return `${orientation}: ${ways.join(', ').replace(' to', ' grows to')}`;
}

type Values = Readonly<Record<'min' | 'max' | 'mean' | 'deviation', number>>;

/** "−1,024 to 3,071 HU" */
export function rangeText({ min, max }: Pick<Values, 'min' | 'max'>, unit = ''): string {
  if (Number.isNaN(min)) return 'none that is finite';
  return withUnit(
    min === max ? `all ${formatNumber(min)}` : `${formatNumber(min)} to ${formatNumber(max)}`,
    unit,
  );
}

/** "−1,024 to 3,071 HU, mean 46.2 ± 380" */
export function valuesText(values: Values, unit = ''): string {
  const { min, mean, deviation } = values;
  const moments = `mean ${formatNumber(mean)} ± ${formatNumber(deviation)}`;
  return Number.isNaN(min) ? rangeText(values) : `${rangeText(values, unit)}, ${moments}`;
}

/** "1 item", "2 items", "10,000 items" */
export function countText(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}
