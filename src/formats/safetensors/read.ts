import { product } from '../../util/arrays.ts';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { isObject, parseJson } from '../json.ts';
import { type SafeTensor, type Safetensors, storedDtypes } from './tensor.ts';

/** The longest header that is read, as in the format's own reader. */
const LONGEST_HEADER = 100_000_000;

/** The header, a tensor's entry, and its shape. */
const HEADER_DEPTH = 3;

/**
 * Reads a safetensors file: the header's length (8 bytes, little-endian), the header (JSON: dtype, shape and place
 * of each tensor), the numbers (little-endian). F16 and BF16 come as F32, exactly. Nothing is executed and no other
 * file is opened. `where` names the file in errors.
 *
 * @example const kernel = readSafetensors(bytes, 'lenet5.safetensors').tensors.get('conv1/kernel');
 * @throws InputError for what is malformed: limits, overlaps and gaps, doubled names, sizes that do not fit.
 */
export function readSafetensors(bytes: Uint8Array, where = 'safetensors file'): Safetensors {
  const start = headerEnd(bytes, where);
  const header = readHeader(bytes.subarray(8, start), where);
  const { __metadata__: metadata = {}, ...rest } = header;
  const entries = Object.entries(rest).map(([name, entry]) => parseEntry(name, entry, where));
  checkLayout(entries, bytes.length - start, where);
  const tensors = entries.map(
    (entry) => [entry.name, readTensor(entry, bytes.subarray(start), where)] as const,
  );
  return { tensors: new Map(tensors), metadata: checkedMetadata(metadata, where) };
}

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function headerEnd(bytes: Uint8Array, where: string): number {
  check(bytes.length >= 8, () => ({
    where,
    expected: 'a safetensors file, which has at least 8 bytes',
    received: `${bytes.length}`,
  }));
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  const longest = Math.min(LONGEST_HEADER, bytes.length - 8);
  check(length <= BigInt(longest), () => ({
    where,
    expected: `a header of at most ${longest} bytes`,
    received: `${length} declared`,
    remedy: 'The file is cut off, or no safetensors file.',
  }));
  return 8 + Number(length);
}

function readHeader(bytes: Uint8Array, where: string): Readonly<Record<string, unknown>> {
  check(bytes[0] === 0x7b, () => ({
    where,
    expected: 'a header that begins with {',
    received: `byte ${bytes[0]}`,
  }));
  const header = parseJson(decodeUtf8(bytes, where), `${where}, header`, HEADER_DEPTH);
  check(isObject(header), () => ({ where, expected: 'an object as header', received: typeof header }));
  return header;
}

function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const complaint = { where, expected: 'a header in UTF-8', received: messageOf(error) };
    throw new InputError(complaint, { cause: error });
  }
}

function parseEntry(name: string, entry: unknown, where: string): Entry {
  const { dtype, shape, data_offsets: offsets, ...others } = isObject(entry) ? entry : {};
  const wellFormed =
    typeof dtype === 'string' &&
    isSizes(shape) &&
    isSizes(offsets) &&
    offsets.length === 2 &&
    isEmpty(others);
  check(wellFormed, () => ({
    where: `${where}, tensor ${JSON.stringify(name)}`,
    expected: 'dtype, shape and two data_offsets, whole numbers from 0',
    received: JSON.stringify(entry).slice(0, 200),
  }));
  const [begin = 0, end = 0] = offsets;
  return { name, dtype, shape, begin, end };
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}

/** The tensors lie one behind the other, from the first byte behind the header to the last of the file. */
function checkLayout(entries: readonly Entry[], length: number, where: string): void {
  let behind = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    check(begin === behind && end >= begin && end <= length, () => ({
      where: `${where}, tensor ${JSON.stringify(name)}`,
      expected: `its numbers to begin at byte ${behind} and end by ${length}`,
      received: `${begin} to ${end}`,
      remedy: 'Tensors may neither overlap nor leave gaps; the file is cut off or altered.',
    }));
    behind = end;
  }
  check(behind === length, () => ({
    where,
    expected: `${behind} bytes of numbers, as the header says`,
    received: `${length}`,
  }));
}

function readTensor(entry: Entry, numbers: Uint8Array, where: string): SafeTensor {
  const { name, dtype, shape, begin, end } = entry;
  const stored = storedDtypes.get(dtype);
  check(stored !== undefined, () => ({
    where: `${where}, tensor ${JSON.stringify(name)}`,
    expected: `a dtype out of ${[...storedDtypes.keys()].join(', ')}`,
    received: dtype,
  }));
  const size = product(shape) * stored.bytes;
  check(size === end - begin, () => ({
    where: `${where}, tensor ${JSON.stringify(name)}`,
    expected: `${size} bytes for ${dtype} of shape [${shape.join(', ')}]`,
    received: `${end - begin}`,
  }));
  return { shape, ...stored.decode(new Uint8Array(numbers.subarray(begin, end)).buffer) };
}

function checkedMetadata(metadata: unknown, where: string): Readonly<Record<string, string>> {
  const pairs = isObject(metadata) ? Object.entries(metadata) : [['', undefined] as const];
  return Object.fromEntries(
    pairs.map(([key, value]) => {
      check(typeof value === 'string', () => ({
        where: `${where}, __metadata__`,
        expected: 'an object of texts',
        received: `${typeof value} as ${JSON.stringify(key)}`,
      }));
      return [key, value];
    }),
  );
}
