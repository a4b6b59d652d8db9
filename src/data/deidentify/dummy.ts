import { asciiBytes, type WrittenValue } from '../../formats/dicom/write.ts';

/** Stands in place of a text that was removed. */
export const REMOVED = 'REMOVED';

const DUMMIES: Readonly<Record<string, string>> = {
  AS: '000D',
  DA: '19000101',
  DS: '0',
  DT: '19000101000000',
  IS: '0',
  TM: '000000',
  UI: '2.25.0',
  UR: 'removed:',
};

const NUMBER_BYTES: Readonly<Record<string, number>> = {
  AT: 4,
  FD: 8,
  FL: 4,
  OD: 8,
  OF: 4,
  OL: 4,
  OV: 8,
  SL: 4,
  SV: 8,
  UL: 4,
  UV: 8,
};

/** A value that says nothing, and that the attribute may have whatever its type: text, number, an item without elements. */
export function dummyValue(vr: string): WrittenValue {
  if (vr === 'SQ') return { items: [[]] };
  if (/^(O.|[FSU][DLSV]|UN|AT)$/.test(vr)) return { bytes: new Uint8Array(NUMBER_BYTES[vr] ?? 2) };
  return { bytes: asciiBytes(DUMMIES[vr] ?? REMOVED, vr) };
}
