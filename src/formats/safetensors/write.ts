import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type SafeTensor, storedDtypes } from './tensor.ts';

const METADATA = '__metadata__';

/**
 * Writes a safetensors file, in the layout of the format's own writer: the widest dtypes first, by name within a
 * dtype, the header padded to a multiple of 8 bytes. Equal tensors and metadata give equal bytes.
 *
 * @example writeSafetensors(new Map([['bias', { dtype: 'F32', shape: [3], data: new Float32Array(3) }]]));
 * @throws InputError where data do not fit their shape, or for a tensor named `__metadata__`.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  for (const [name, tensor] of tensors) checkTensor(name, tensor);
  const sorted = [...tensors].sort(byLayout);
  const header = headerOf(sorted, metadata);
  const size = sorted.reduce((total, [, { data }]) => total + data.byteLength, 0);
  const bytes = new Uint8Array(8 + header.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let at = 8 + header.length;
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

type Named = readonly [name: string, tensor: SafeTensor];

function byLayout([aName, a]: Named, [bName, b]: Named): number {
  return dtypeOrder.indexOf(a.dtype) - dtypeOrder.indexOf(b.dtype) || (aName < bName ? -1 : 1);
}

const dtypeOrder: readonly string[] = [...storedDtypes.keys()];

function headerOf(tensors: readonly Named[], metadata: Readonly<Record<string, string>>): Uint8Array {
  let end = 0;
  const entries = tensors.map(([name, { dtype, shape, data }]) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const about = Object.keys(metadata).length > 0 ? [[METADATA, metadata] as const] : [];
  const json = membersAsJson([...about, ...entries]);
  const bytes = new TextEncoder().encode(json);
  const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(0x20);
  padded.set(bytes);
  return padded;
}

/** An object of these members in this order: one built in memory would put names like "10" first. */
function membersAsJson(members: readonly (readonly [name: string, value: unknown])[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`;
}

function checkTensor(name: string, { shape, data }: SafeTensor): void {
  const sizes = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  check(sizes && product(shape) === data.length, () => ({
    where: `writeSafetensors, tensor ${JSON.stringify(name)}`,
    expected: `a shape for ${data.length} numbers`,
    received: `[${shape.join(', ')}]`,
  }));
  check(name !== METADATA, () => ({
    where: 'writeSafetensors',
    expected: 'a name for a tensor',
    received: `${METADATA}, which the format reserves`,
  }));
}
