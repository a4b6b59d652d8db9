import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { type ArrayFile, type AxisName, checkShape } from './array/array-file.ts';
import type { ArrayFormat } from './array/array-format.ts';
import { DTYPE_BYTES } from './array/dtype.ts';
import { flatPieces } from './array/flat-values.ts';
import { latin1 } from './bytes/cursor.ts';
import { neighborOf, splitName } from './bytes/file-name.ts';
import { type ByteSource, headOf } from './bytes/source.ts';

/** What BART's sixteen dimensions count, in its order (bart, misc/mri.h). */
const AXES: readonly AxisName[] = [
  'readout',
  'phaseEncode',
  'partition',
  'coil',
  'other', // sets of sensitivity maps
  'echo',
  'other', // coefficients
  'other', // more coefficients
  'other', // iterations
  'other', // chemical shift
  'time',
  'other', // a second time
  'other', // levels
  'slice',
  'average',
  'item',
];

/** Headers are a few lines; more is not read. */
const MOST_HEADER = 1 << 20;

/**
 * BART's pairs of files: `.hdr` with the dimensions, `.cfl` with complex64 values, column-major, little-endian (Uecker
 * et al. 2015). Either may be opened. Dimensions of 1 behind the last longer one are left out, as BART's own readers
 * for Python and MATLAB do.
 */
export const bart: ArrayFormat = {
  name: 'bart',
  recognizes: (head, source) => isHeader(head) || isHeader(headOfHeader(source)),
  open: async (source) => openBart(source),
};

function isHeader(head: Uint8Array): boolean {
  return latin1(head.subarray(0, 12)) === '# Dimensions';
}

function headOfHeader(source: ByteSource): Uint8Array {
  const header = splitName(source.name).ending === 'cfl' ? neighborOf(source, 'hdr') : undefined;
  return header ? headOf(header, 12) : new Uint8Array(0);
}

function openBart(source: ByteSource): ArrayFile {
  const values = splitName(source.name).ending === 'cfl';
  const other = neighborOf(source, values ? 'hdr' : 'cfl');
  check(other !== undefined, () => ({
    where: source.name,
    expected: `${splitName(source.name).stem}.${values ? 'hdr' : 'cfl'} beside it`,
    received: 'no such file',
    remedy: 'Put both files into one folder.',
  }));
  const [header, data] = values ? [other, source] : [source, other];
  const sections = readSections(header);
  const shape = readShape(sections, header.name);
  const littleEndian = true;
  const pieces = flatPieces({
    source: data,
    offset: 0,
    shape,
    order: 'column-major',
    dtype: 'complex64',
    littleEndian,
  });
  return {
    format: 'bart',
    shape,
    axes: shape.map((_, axis) => AXES[axis] ?? 'other'),
    dtype: 'complex64',
    order: 'column-major',
    acquisition: {},
    essentials: essentialsOf(sections),
    warnings: warningsOf(data, shape),
    ...pieces,
    close: () => undefined,
  };
}

/** The text below each line that begins with `#`. */
function readSections(header: ByteSource): ReadonlyMap<string, string> {
  check(header.size <= MOST_HEADER, () => ({
    where: header.name,
    expected: `a header of at most ${MOST_HEADER} bytes`,
    received: `${header.size}`,
  }));
  const sections = new Map<string, string>();
  for (const section of latin1(header.read(0, header.size)).split(/^#/m).slice(1)) {
    const end = `${section}\n`.indexOf('\n');
    sections.set(section.slice(0, end).trim(), section.slice(end + 1).trim());
  }
  return sections;
}

function readShape(sections: ReadonlyMap<string, string>, where: string): number[] {
  const text = sections.get('Dimensions') ?? '';
  const [line = ''] = text.split('\n');
  check(/^\d+(\s+\d+)*$/.test(line.trim()), () => ({
    where,
    expected: 'whole numbers below "# Dimensions"',
    received: line === '' ? 'none' : JSON.stringify(line.slice(0, 60)),
    remedy: 'The header is damaged.',
  }));
  const all = line.trim().split(/\s+/).map(Number);
  const shape = all.slice(
    0,
    1 +
      Math.max(
        0,
        all.findLastIndex((length) => length !== 1),
      ),
  );
  checkShape(shape, where);
  return shape;
}

function essentialsOf(sections: ReadonlyMap<string, string>): [string, string][] {
  return ['Command', 'Creator'].flatMap((name): [string, string][] => {
    const text = sections.get(name);
    return text ? [[name.toLowerCase(), text.replaceAll(/\s+/g, ' ').slice(0, 200)]] : [];
  });
}

function warningsOf({ name, size }: ByteSource, shape: readonly number[]): string[] {
  const declared = product(shape) * DTYPE_BYTES.complex64;
  return size > declared ? [`${name} has ${size - declared} bytes more than its header says.`] : [];
}

/** The two files of one array, for the one name that BART's tools take. */
export interface BartFiles {
  /** The text of `NAME.hdr`. */
  readonly header: string;
  /** The bytes of `NAME.cfl`. */
  readonly values: Uint8Array;
}

/**
 * Writes an array as BART reads it: pairs (real, imaginary), the first index fastest, with up to 16 dimensions in
 * BART's order; missing ones are 1.
 *
 * @example const { header, values } = writeBart([256, 256, 1, 8], kspace);
 * @throws InputError where the values do not fit the shape.
 */
export function writeBart(shape: readonly number[], pairs: Float32Array): BartFiles {
  checkShape(shape, 'writeBart');
  check(shape.length <= AXES.length && product(shape) * 2 === pairs.length, () => ({
    where: 'writeBart',
    expected: `at most ${AXES.length} dimensions for ${pairs.length / 2} complex values`,
    received: `shape [${shape.join(', ')}]`,
  }));
  const padded = AXES.map((_, axis) => shape[axis] ?? 1);
  const view = new DataView(new ArrayBuffer(4 * pairs.length));
  for (const [at, value] of pairs.entries()) view.setFloat32(4 * at, value, true);
  return { header: `# Dimensions\n${padded.join(' ')} \n`, values: new Uint8Array(view.buffer) };
}
