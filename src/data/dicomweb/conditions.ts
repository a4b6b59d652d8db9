import { check, InputError } from '../../util/errors.ts';

/** One condition of a search: `Modality=CT`. */
export interface Condition {
  readonly keyword: string;
  readonly tag: string;
  readonly level: 'study' | 'series';
  readonly value: string;
}

const STUDY = {
  StudyDate: '00080020',
  StudyTime: '00080030',
  AccessionNumber: '00080050',
  ModalitiesInStudy: '00080061',
  ReferringPhysicianName: '00080090',
  StudyDescription: '00081030',
  PatientName: '00100010',
  PatientID: '00100020',
  IssuerOfPatientID: '00100021',
  PatientBirthDate: '00100030',
  PatientSex: '00100040',
  StudyInstanceUID: '0020000D',
  StudyID: '00200010',
};

const SERIES = {
  SeriesDate: '00080021',
  Modality: '00080060',
  Manufacturer: '00080070',
  InstitutionName: '00080080',
  StationName: '00081010',
  SeriesDescription: '0008103E',
  BodyPartExamined: '00180015',
  ProtocolName: '00181030',
  SeriesInstanceUID: '0020000E',
  SeriesNumber: '00200011',
  PerformedProcedureStepStartDate: '00400244',
};

/** What is known of each keyword. */
const KEYWORDS = new Map([...keywords(STUDY, 'study'), ...keywords(SERIES, 'series')]);

function keywords(
  tags: Readonly<Record<string, string>>,
  level: Condition['level'],
): [keyword: string, Pick<Condition, 'tag' | 'level'>][] {
  return Object.entries(tags).map(([keyword, tag]) => [keyword, { tag, level }]);
}

/**
 * The condition that a text like `StudyDate=20200101-20201231` states.
 *
 * @throws InputError for a keyword that is not known: servers ignore those, and would send everything.
 */
export function readCondition(text: string): Condition {
  const [, keyword = '', value = ''] = /^(\w+)=(.+)$/s.exec(text) ?? [];
  const known = KEYWORDS.get(keyword);
  if (!known) throw unknownKeyword(text);
  return condition(keyword, value);
}

/** The condition that an attribute has a value; `*` and `?` stand for any characters, `-` between dates for a range. */
export function condition(keyword: string, value: string): Condition {
  const known = KEYWORDS.get(keyword);
  if (!known) throw unknownKeyword(keyword);
  check(!/\p{Cc}/u.test(value) && value.trim() !== '', () => ({
    where: keyword,
    expected: 'a value to search for',
    received: value.trim() === '' ? 'none' : 'one with control characters',
  }));
  return { keyword, ...known, value };
}

function unknownKeyword(text: string): InputError {
  return new InputError({
    where: '--query',
    expected: `KEYWORD=VALUE with one of the keywords ${[...KEYWORDS.keys()].join(', ')}`,
    received: text,
  });
}

/**
 * Whether a value that a server sent can be meant by a condition (PS3.4, C.2.2.2). Servers ignore conditions that they
 * do not know, which must not bring in other patients' data.
 */
export function fulfills(sent: string, { keyword, value }: Condition): boolean {
  if (/(Date|Time)$/.test(keyword)) return withinRange(sent, value);
  const pattern = value.replaceAll(/[.*+?^${}()|[\]\\]/g, (found) =>
    found === '*' ? '.*' : found === '?' ? '.' : `\\${found}`,
  );
  return value.split('\\').includes(sent) || new RegExp(`^${pattern}$`, 'isu').test(sent.trim());
}

function withinRange(sent: string, value: string): boolean {
  const [from = '', to = from] = value.split('-');
  if (/[*?]/.test(value)) return true;
  return (from === '' || sent >= from) && (to === '' || sent.slice(0, to.length) <= to);
}
