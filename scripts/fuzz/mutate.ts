import { joinBytes } from '../../src/util/bytes.ts';
import type { RandomStream } from '../../src/util/random.ts';

/** Values at which parsers count wrong: none, one, all bits, the largest and smallest of 8, 16 and 32 bits. */
const BOUNDARIES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

type Mutation = (bytes: Uint8Array, random: RandomStream, other: Uint8Array) => Uint8Array;

/** A bit turned round. */
const flip: Mutation = (bytes, random) => {
  const at = random.integer(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(8));
  return bytes;
};

/** A byte overwritten. */
const overwrite: Mutation = (bytes, random) => {
  bytes[random.integer(bytes.length)] = random.integer(256);
  return bytes;
};

/** A number of 1, 2 or 4 bytes, of either endianness, set to a boundary or near one. */
const boundary: Mutation = (bytes, random) => {
  const width = 2 ** random.integer(3);
  if (bytes.length < width) return bytes;
  const value = ((BOUNDARIES[random.integer(BOUNDARIES.length)] ?? 0) + random.integer(3) - 1) >>> 0;
  const number = new DataView(new ArrayBuffer(4));
  number.setUint32(0, value, random.uniform() < 0.5);
  const from = number.getUint8(0) === (value & 255) ? 0 : 4 - width;
  bytes.set(new Uint8Array(number.buffer, from, width), random.integer(bytes.length - width + 1));
  return bytes;
};

/** The end cut off. */
const truncate: Mutation = (bytes, random) => bytes.slice(0, random.integer(bytes.length));

/** A piece taken out. */
const remove: Mutation = (bytes, random) => {
  const [from, length] = [random.integer(bytes.length), 1 + random.integer(16)];
  return joinBytes([bytes.subarray(0, from), bytes.subarray(from + length)]);
};

/** A piece put in again somewhere else. */
const repeat: Mutation = (bytes, random) => {
  const from = random.integer(bytes.length);
  const to = random.integer(bytes.length);
  return joinBytes([
    bytes.subarray(0, to),
    bytes.subarray(from, from + 1 + random.integer(64)),
    bytes.subarray(to),
  ]);
};

/** A piece of another file. */
const splice: Mutation = (bytes, random, other) => {
  const [from, length] = [random.integer(other.length + 1), 1 + random.integer(256)];
  const at = random.integer(bytes.length);
  const piece = other.subarray(from, from + length);
  return joinBytes([bytes.subarray(0, at), piece, bytes.subarray(at + piece.length)]);
};

const MUTATIONS: readonly Mutation[] = [
  flip,
  overwrite,
  overwrite,
  boundary,
  boundary,
  boundary,
  truncate,
  remove,
  repeat,
  splice,
];

/** Most of what can go wrong is in the header: half of the damage is done to so many first bytes. */
const HEADER = 1024;

/** A damaged copy: one to six changes, half of the time within the file's first bytes alone. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: RandomStream): Uint8Array {
  let damaged: Uint8Array = bytes.slice();
  const early = random.uniform() < 0.5;
  for (let left = 1 + random.integer(6); left > 0; left--) {
    const change = MUTATIONS[random.integer(MUTATIONS.length)] ?? flip;
    if (damaged.length === 0) return damaged;
    if (!early || change === truncate) damaged = change(damaged, random, other);
    else damaged = joinBytes([change(damaged.slice(0, HEADER), random, other), damaged.subarray(HEADER)]);
  }
  return damaged;
}
