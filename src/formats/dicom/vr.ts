import { latin1 } from '../bytes/cursor.ts';

/** VRs whose length field in explicit encoding takes 32 bits, after two bytes reserved (PS3.5, 7.1.2). */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/** VRs that are one text, with backslashes in it and leading spaces kept. */
const WHOLE = new Set(['LT', 'ST', 'UT', 'UR']);

/** VRs whose texts are in the data set's character set (PS3.5, 6.1.2.2); all others are ASCII. */
const INTERNATIONAL = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT', 'UN']);

const TEXTS = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', ...INTERNATIONAL, ...WHOLE]);

interface Binary {
  readonly bytes: number;
  get(view: DataView, offset: number, littleEndian: boolean): number;
  /** Writes a number, little-endian. */
  set(view: DataView, offset: number, value: number): void;
}

const uint16: Binary = {
  bytes: 2,
  get: (view, at, little) => view.getUint16(at, little),
  set: (view, at, value) => view.setUint16(at, value, true),
};
const int16: Binary = {
  bytes: 2,
  get: (view, at, little) => view.getInt16(at, little),
  set: (view, at, value) => view.setInt16(at, value, true),
};
const uint32: Binary = {
  bytes: 4,
  get: (view, at, little) => view.getUint32(at, little),
  set: (view, at, value) => view.setUint32(at, value, true),
};
const int32: Binary = {
  bytes: 4,
  get: (view, at, little) => view.getInt32(at, little),
  set: (view, at, value) => view.setInt32(at, value, true),
};
const float32: Binary = {
  bytes: 4,
  get: (view, at, little) => view.getFloat32(at, little),
  set: (view, at, value) => view.setFloat32(at, value, true),
};
const float64: Binary = {
  bytes: 8,
  get: (view, at, little) => view.getFloat64(at, little),
  set: (view, at, value) => view.setFloat64(at, value, true),
};
const uint64: Binary = {
  bytes: 8,
  get: (view, at, little) => Number(view.getBigUint64(at, little)),
  set: (view, at, value) => view.setBigUint64(at, BigInt(value), true),
};
const int64: Binary = {
  bytes: 8,
  get: (view, at, little) => Number(view.getBigInt64(at, little)),
  set: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
};
/** A tag: group, then element. */
const tag: Binary = {
  bytes: 4,
  get: (view, at, little) => view.getUint16(at, little) * 0x10000 + view.getUint16(at + 2, little),
  set: (view, at, value) => {
    view.setUint16(at, value >>> 16, true);
    view.setUint16(at + 2, value & 0xffff, true);
  },
};

const BINARY: Readonly<Record<string, Binary>> = {
  AT: tag,
  FD: float64,
  FL: float32,
  OB: {
    bytes: 1,
    get: (view, at) => view.getUint8(at),
    set: (view, at, value) => view.setUint8(at, value),
  },
  OD: float64,
  OF: float32,
  OL: uint32,
  OV: uint64,
  OW: uint16,
  SL: int32,
  SS: int16,
  SV: int64,
  UL: uint32,
  US: uint16,
  UV: uint64,
};

/** Whether a VR's length takes 32 bits in explicit encoding. */
export function hasLongLength(vr: string): boolean {
  return LONG.has(vr);
}

/** Whether two letters are a VR of the standard. */
export function isVr(letters: string): boolean {
  return LONG.has(letters) || TEXTS.has(letters) || letters in BINARY;
}

/** Whether values of a VR are texts in the character set that the data set names. */
export function isInternational(vr: string): boolean {
  return INTERNATIONAL.has(vr);
}

/** Whether a VR's values are texts. */
export function isText(vr: string): boolean {
  return TEXTS.has(vr);
}

/** The numbers that a value of a binary VR holds, without the rest that makes no whole number; undefined for texts. */
export function binaryNumbers(bytes: Uint8Array, vr: string, littleEndian: boolean): number[] | undefined {
  const binary = BINARY[vr];
  if (!binary) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = Math.floor(bytes.length / binary.bytes);
  return Array.from({ length: count }, (_, i) => binary.get(view, i * binary.bytes, littleEndian));
}

/** Numbers as bytes of a binary VR, little-endian; undefined for texts. */
export function numberBytes(values: readonly number[], vr: string): Uint8Array | undefined {
  const binary = BINARY[vr];
  if (!binary) return undefined;
  const view = new DataView(new ArrayBuffer(values.length * binary.bytes));
  for (const [i, value] of values.entries()) binary.set(view, i * binary.bytes, value);
  return new Uint8Array(view.buffer);
}

/** The texts of a decoded value: one each between backslashes where the VR allows several, without their padding. */
export function splitTexts(value: string, vr: string): string[] {
  const unpadded = value.replace(/[\0 ]+$/, '');
  if (unpadded === '') return [];
  if (WHOLE.has(vr)) return [unpadded];
  return unpadded.split('\\').map((text) => text.replace(/^[\0 ]+|[\0 ]+$/g, ''));
}

/** An integer or decimal string as a number; NaN where it is none. */
export function numberOf(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** Bytes of a VR that has no character set. */
export function asciiText(bytes: Uint8Array): string {
  return latin1(bytes);
}

/** A text for a message of one line: without what would break it, or play with a terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
