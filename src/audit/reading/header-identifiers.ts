import { tagName } from '../../formats/dicom/dictionary.ts';
import { type DataSet, Tag } from '../../formats/index.ts';
import type { Identifiers } from '../audit-input.ts';

/** Elements that name a person, a place, a device or a case: of PS3.15, table E.1-1, those that identify by themselves. */
const IDENTIFYING: ReadonlySet<number> = new Set([
  0x00080050, 0x00080080, 0x00080081, 0x00081010, 0x00081040, 0x00100010, 0x00100030, 0x00100032, 0x00101000,
  0x00101001, 0x00101005, 0x00101040, 0x00101060, 0x00101090, 0x00102154, 0x00102155, 0x00104000, 0x00181000,
  0x00204000, 0x00321032, 0x00321033, 0x00380010, 0x00380300, 0x00380400, 0x00400242, 0x00400243,
]);

/** Of these, the ones to which de-identification gives a dummy value, and says so. */
const REPLACED: ReadonlySet<number> = new Set([0x00080050, 0x00100010]);
const PATIENT_IDENTITY_REMOVED = 0x00120062;

/** What stands where a name was taken away. */
const NOBODY = /^(anon\w*|removed|unknown|none|no name|deidentified|de-identified|patient|x+|0+|-+)?$/i;

/** Which elements of a header, and of all items in it, identify people: their tags, never their values. */
export function headerIdentifiers(dataSet: DataSet): Identifiers {
  const tags = new Set<number>();
  const patient = dataSet.text(Tag.PatientID) ?? '';
  const isRemoved = dataSet.text(PATIENT_IDENTITY_REMOVED)?.toUpperCase() === 'YES';
  let privateTags = 0;
  const look = (own: DataSet) => {
    for (const { tag, vr, items } of own) {
      if (isPrivate(tag)) privateTags++;
      else if (items) items.forEach(look);
      else if (vr === 'PN' || IDENTIFYING.has(tag)) {
        const value = own.text(tag)?.trim() ?? '';
        const isPseudonym = value === patient || (isRemoved && REPLACED.has(tag));
        if (!NOBODY.test(value) && !isPseudonym) tags.add(tag);
      }
    }
  };
  look(dataSet);
  return { tags: [...tags].toSorted((a, b) => a - b).map(tagName), privateTags };
}

/** Elements of odd groups are the makers' own. */
function isPrivate(tag: number): boolean {
  return ((tag >>> 16) & 1) === 1;
}
