import { joinBytes } from '../src/util/bytes.ts';
/** An element to write: texts, numbers, bytes, or a sequence's items. */
export type ElementToWrite = readonly [tag: number, vr: string, value: ValueToWrite];

type ValueToWrite = string | readonly number[] | Uint8Array | readonly (readonly ElementToWrite[])[];

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'UC', 'UN', 'UR', 'UT']);

/** A DICOM file as plain as can be: preamble, transfer syntax, elements; explicit, the low byte first. */
export function dicomBytes(elements: readonly ElementToWrite[], syntax = '1.2.840.10008.1.2.1'): Uint8Array {
  const meta = elementBytes([0x00020010, 'UI', syntax]);
  return joinBytes([new Uint8Array(128), ascii('DICM'), meta, ...elements.map(elementBytes)]);
}

/** One element. */
export function elementBytes([tag, vr, value]: ElementToWrite): Uint8Array {
  const bytes = valueBytes(vr, value);
  const padding = new Uint8Array(bytes.length % 2).fill(vr === 'UI' ? 0 : 32);
  const length = bytes.length + padding.length;
  const head = LONG.has(vr)
    ? [...uint16(0), ...uint16(length & 0xffff), ...uint16(length >>> 16)]
    : uint16(length);
  return joinBytes([Uint8Array.of(...tagBytes(tag)), ascii(vr), Uint8Array.from(head), bytes, padding]);
}

function valueBytes(vr: string, value: ValueToWrite): Uint8Array {
  if (typeof value === 'string') return ascii(value);
  if (value instanceof Uint8Array) return value;
  return joinBytes(value.map((part) => (typeof part === 'number' ? numberBytes(vr, part) : itemBytes(part))));
}

function itemBytes(elements: readonly ElementToWrite[]): Uint8Array {
  const bytes = joinBytes(elements.map(elementBytes));
  return joinBytes([Uint8Array.of(...tagBytes(0xfffee000), ...uint16(bytes.length), ...uint16(0)), bytes]);
}

function numberBytes(vr: string, value: number): Uint8Array {
  if (vr === 'US' || vr === 'SS') return Uint8Array.from(uint16(value));
  if (vr === 'UL') return Uint8Array.of(...uint16(value & 0xffff), ...uint16(value >>> 16));
  return new Uint8Array(Float64Array.of(value).buffer);
}

function tagBytes(tag: number): readonly number[] {
  return [...uint16(tag >>> 16), ...uint16(tag & 0xffff)];
}

function uint16(value: number): readonly number[] {
  return [value & 0xff, (value >> 8) & 0xff];
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
