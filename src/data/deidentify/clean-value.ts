import type { DataSet, DicomElement } from '../../formats/dicom/data-set.ts';
import { isText } from '../../formats/dicom/vr.ts';
import type { Identifiers } from './identifiers.ts';

/** What the values of a VR look like (PS3.5, table 6.2-1), where that leaves no room for names. */
const GRAMMARS: Readonly<Record<string, RegExp>> = {
  AS: /^\d{3}[DWMY]$/,
  CS: /^[A-Z0-9_ ]{1,16}$/,
  DS: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
  IS: /^[+-]?\d+$/,
  UI: /^[\d.]{1,64}$/,
};

/** A number of so many digits or more in a code is an identifier or a date. */
const LONG_NUMBER = /\d{6}/;

/** From this age on, people are few (45 CFR 164.514): all count as 90. */
const OLDEST = 90;
const PATIENT_AGE = 0x00101010;

/** What is to be written for an element that may be kept: as it is, something else, or nothing. */
export type Kept = 'as it is' | { readonly text: string } | 'nothing';

/** Looks at an element that may be kept: whether its value is what the VR promises, and names nobody. */
export function kept(dataSet: DataSet, element: DicomElement, who: Identifiers): Kept {
  const { tag, vr } = element;
  if (element.encapsulated || element.length === 0 || !isText(vr)) return 'as it is';
  if (hasControls(dataSet.source.read(element.offset, element.length))) return 'nothing';
  const texts = dataSet.texts(tag);
  if (tag === PATIENT_AGE && texts.some(isOld)) return { text: `0${OLDEST}Y` };
  return texts.every((text) => text === '' || isHarmless(text, vr, who)) ? 'as it is' : 'nothing';
}

/** Whether there are control characters before the padding: something may hide behind them. */
function hasControls(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x20 || byte === 0x7f) return true;
  }
  return false;
}

function isHarmless(text: string, vr: string, who: Identifiers): boolean {
  if (GRAMMARS[vr]?.test(text) === false) return false;
  if (vr === 'UI' || vr === 'AS') return true;
  if (vr === 'DS' || vr === 'IS') return !who.equal(text);
  if (vr === 'CS') return !LONG_NUMBER.test(text) && !who.occurInCode(text);
  return !who.occurIn(text);
}

function isOld(age: string): boolean {
  return /^\d{3}Y$/.test(age) && Number(age.slice(0, 3)) >= OLDEST;
}
