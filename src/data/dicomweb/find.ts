import { type Condition, condition } from './conditions.ts';
import { inParallel } from './parallel.ts';
import { RequestFailure } from './request-failure.ts';
import { type Result, search, textOf } from './search.ts';
import type { DicomWebServer } from './server.ts';

/** An instance that the archive has, by its unique identifiers, and whose it is. */
export interface Found {
  readonly patient: string;
  readonly study: string;
  readonly series: string;
  readonly instance: string;
}

const PATIENT_ID = '00100020';
const STUDY_UID = '0020000D';
const SERIES_UID = '0020000E';
const INSTANCE_UID = '00080018';

/**
 * Finds all instances that fulfill the conditions: the studies first, then their series, then what is in these.
 *
 * @throws RequestFailure
 */
export async function find(
  server: DicomWebServer,
  conditions: readonly Condition[],
  atATime: number,
  onFound: (count: number) => void,
): Promise<Found[]> {
  const [ofStudy, ofSeries] = [studyConditions(conditions), atLevel(conditions, 'series')];
  const studies = await search(server, '/studies', ofStudy, STUDY_UID);
  const series = await inParallel(studies, atATime, async (study) => {
    const uid = uidOf(study, STUDY_UID);
    const found = await search(server, `/studies/${uid}/series`, ofSeries, SERIES_UID);
    return found.map((one) => ({
      patient: textOf(study, PATIENT_ID),
      study: uid,
      series: uidOf(one, SERIES_UID),
    }));
  });
  const instances = await inParallel(series.flat(), atATime, async (one) => {
    const path = `/studies/${one.study}/series/${one.series}/instances`;
    const found = await search(server, path, [], INSTANCE_UID);
    onFound(found.length);
    return found.map((instance) => ({ ...one, instance: uidOf(instance, INSTANCE_UID) }));
  });
  return instances.flat();
}

function atLevel(conditions: readonly Condition[], level: Condition['level']): Condition[] {
  return conditions.filter((one) => one.level === level);
}

/** A study has no modality, but those of its series: asking for it spares the search in all others. */
function studyConditions(conditions: readonly Condition[]): Condition[] {
  const modalities = conditions.filter(({ keyword }) => keyword === 'Modality');
  return [
    ...atLevel(conditions, 'study'),
    ...modalities.map(({ value }) => condition('ModalitiesInStudy', value)),
  ];
}

/** A unique identifier, which becomes part of addresses: digits and points only, whatever the server says. */
function uidOf(result: Result, tag: string): string {
  const uid = textOf(result, tag);
  if (/^\d[\d.]{0,63}$/.test(uid)) return uid;
  throw new RequestFailure(
    `the server names something by ${JSON.stringify(uid.slice(0, 40))}, which is no DICOM UID`,
    {
      everywhere: true,
    },
  );
}
