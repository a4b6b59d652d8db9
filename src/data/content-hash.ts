import type { Dataset } from './dataset.ts';
import type { Split } from './split.ts';

/**
 * A hash of everything a model can learn from a dataset: inputs, targets, their shapes and names, groups. SHA-256 in
 * hexadecimal, equal in Node and browser. Two runs are comparable when it is equal.
 */
export async function datasetHash(dataset: Dataset): Promise<string> {
  const { inputs, inputShape, inputFields, targets, groups = null } = dataset;
  const classNames = targets.kind === 'classes' ? targets.classNames : null;
  const about = [inputShape, targets.kind, targets.shape, classNames, groups, ...(inputFields ?? [])];
  return sha256([encoded(about), bytesOf(inputs), bytesOf(targets.data)]);
}

/** A hash of which item is in which part, to be recorded with every result. SHA-256 in hexadecimal. */
export async function splitHash({ train, validation, test }: Split): Promise<string> {
  return sha256([train, validation, test].map(bytesOf));
}

/** The hash of the parts' hashes, so that nothing has to be joined in memory. */
async function sha256(parts: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
  const digests = await Promise.all(parts.map((part) => crypto.subtle.digest('SHA-256', part)));
  const whole = await new Blob(digests).arrayBuffer();
  return hexadecimal(new Uint8Array(await crypto.subtle.digest('SHA-256', whole)));
}

function encoded(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array<ArrayBuffer> {
  const shared = new Uint8Array(buffer, byteOffset, byteLength);
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(shared);
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
