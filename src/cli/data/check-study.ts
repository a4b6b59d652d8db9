import { dirname } from 'node:path';
import type { AuditDivision } from '../../audit/audit-input.ts';
import type { Item } from '../../data/manifest/item.ts';
import { itemsHash, SplitRegister } from '../../data/node.ts';
import { parseStudy, readText } from '../../study/index.ts';
import { loadData } from '../../study/load-data.ts';
import { type NumberedSplit, splitsOf } from '../../study/splits-of.ts';
import { check, present } from '../../util/errors.ts';

/** What a study says of its data, as the audit needs it. */
export interface StudiedData {
  readonly name: string;
  /** The dataset's folder. */
  readonly folder: string;
  /** The identifiers of the items that the study uses. */
  readonly only: ReadonlySet<string>;
  /** The parts, as positions among the items. */
  readonly divisionsOf: (items: readonly Item[]) => AuditDivision[];
  /** How often the test part has been opened; the most often opened one of several folds. */
  readonly openings: number;
}

/**
 * Divides a study's data as the study would, and records nothing: the test part stays sealed.
 *
 * @throws InputError for a study that is not of a dataset folder, or whose split does not suit the data.
 */
export async function studiedData(file: string): Promise<StudiedData> {
  const { study } = parseStudy(await readText(file, 'a study file'), file);
  const place = dirname(file);
  const data = await loadData(study.data, study.model, place);
  check('all' in data && data.folder !== undefined, () => ({
    where: file,
    expected: 'a study of a dataset folder (data: dataset), whose files can be looked at',
    received: `data: ${Object.keys(study.data).join(', ')}`,
    remedy: 'Make one of your files: echotrain data import SOURCE --out DIR',
  }));
  const { all, folder } = data;
  try {
    const ids = present(all.metadata('id'), 'identifiers of items').map((id) => id ?? '');
    const [seed = 1] = [study.seed ?? 1].flat();
    const splits = await splitsOf(all, study.split, { seed, folder: place });
    const opened = await new SplitRegister(folder).openings();
    const openings = splits.map(
      ({ split }) => opened.get(itemsHash(Array.from(split.test, (at) => ids[at] ?? ''))) ?? 0,
    );
    const divisionsOf = (items: readonly Item[]) => splits.map((one) => divisionOf(one, ids, items));
    return { name: study.name, folder, only: new Set(ids), divisionsOf, openings: Math.max(0, ...openings) };
  } finally {
    await all.release?.();
  }
}

/** A split of entries, several of which may be slices of one item, as one of items. */
function divisionOf(
  { split, fold }: NumberedSplit,
  ids: readonly string[],
  items: readonly Item[],
): AuditDivision {
  const places = new Map(items.map(({ id }, at) => [id, at]));
  const positions = (entries: Uint32Array) => [
    ...new Set(Array.from(entries, (at) => present(places.get(ids[at] ?? ''), 'an item of the study'))),
  ];
  return {
    train: positions(split.train),
    validation: positions(split.validation),
    test: positions(split.test),
    ...(fold !== undefined && { fold }),
  };
}
