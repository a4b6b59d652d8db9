import { dictionaryEntry, isPrivate } from '../../formats/dicom/dictionary.ts';
import { isVr } from '../../formats/dicom/vr.ts';
import type { DeidentifyOptions } from './options.ts';
import { basicAction, isCharacteristic, isDeviceIdentity, isTechnicalText } from './profile.ts';

/** What happens to one element. */
export type Decision =
  | 'remove'
  | 'empty'
  | 'dummy'
  | 'pseudonym'
  | 'replace uids'
  | 'shift date'
  /** Kept if it is what its VR promises, and names nobody. */
  | 'keep'
  /** A sequence, whose items are gone through. */
  | 'descend';

const PATIENT_NAME = 0x00100010;
const PATIENT_ID = 0x00100020;

/** Moments that are the patient's, or a coding scheme's, and none of the examination: never shifted. */
const NOT_SHIFTED = new Set([0x00100030, 0x00100032, 0x00080106, 0x00080107, 0x0040db06, 0x0040db07]);

/** Free texts, and names. A text of these kinds that nobody has listed may say anything. */
const FREE_TEXT = /^(AE|LO|LT|PN|SH|ST|UC|UR|UT)$/;

/** Binary values that are pixels, lookup tables and waveforms. */
const BULK = new Set([
  0x00281201, 0x00281202, 0x00281203, 0x00281221, 0x00281222, 0x00281223, 0x00283006, 0x54001010, 0x5400100a,
  0x7fe00001, 0x7fe00002, 0x7fe00008, 0x7fe00009, 0x7fe00010, 0x00660016, 0x00660040, 0x00660041, 0x00660042,
]);

/** Groups that hold commands, meta elements, and directories, which files are written without. */
const FIRST_GROUP = 8;

/**
 * What happens to an element: as table E.1-1 of PS3.15 says, and for what it does not list as its VR suggests, on the
 * safe side. Where the table leaves a choice, the one is taken that is right for attributes of any type.
 */
export function decide(tag: number, vr: string, options: DeidentifyOptions): Decision {
  const group = tag >>> 16;
  if (isPrivate(tag) || group < FIRST_GROUP || (tag & 0xffff) === 0) return 'remove';
  if ((group & 0xff00) === 0x5000 || (group & 0xff00) === 0x6000) return 'remove';
  const action = basicAction(tag);
  if (action === undefined) return unlisted(tag, vr, options);
  if (options.retainDevice && isDeviceIdentity(tag)) return kept(vr);
  if (options.retainCharacteristics && isCharacteristic(tag)) return kept(vr);
  if (options.retainDatesShifted && isMoment(vr) && !NOT_SHIFTED.has(tag)) return 'shift date';
  return listed(tag, vr, action, options);
}

function listed(
  tag: number,
  vr: string,
  action: NonNullable<ReturnType<typeof basicAction>>,
  options: DeidentifyOptions,
): Decision {
  if (tag === PATIENT_NAME || tag === PATIENT_ID) return 'pseudonym';
  switch (action) {
    case 'X':
      return 'remove';
    case 'Z':
    case 'X/Z':
      return 'empty';
    case 'U':
      if (vr !== 'UI') return 'dummy';
      return options.retainUids ? 'keep' : 'replace uids';
    case 'X/Z/U*':
      return vr === 'SQ' ? 'descend' : 'empty';
    default:
      return 'dummy';
  }
}

function unlisted(tag: number, vr: string, options: DeidentifyOptions): Decision {
  if (!dictionaryEntry(tag) || !isVr(vr)) return 'remove';
  if (isMoment(vr)) return options.retainDatesShifted ? 'shift date' : 'empty';
  if (FREE_TEXT.test(vr)) return isTechnicalText(tag) ? 'keep' : 'dummy';
  if (vr === 'OB' || vr === 'OW' || vr === 'UN') return BULK.has(tag) ? 'keep' : 'remove';
  if (vr === 'UI' && !options.retainUids) return 'replace uids';
  return kept(vr);
}

function kept(vr: string): Decision {
  return vr === 'SQ' ? 'descend' : 'keep';
}

function isMoment(vr: string): boolean {
  return vr === 'DA' || vr === 'DT' || vr === 'TM';
}
