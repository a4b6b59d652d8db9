import type { Item } from '../manifest/item.ts';
import { isProblem } from '../reading/contents.ts';
import type { Problem } from '../reading/problem.ts';
import type { Unit } from '../reading/units.ts';
import { type FolderLabel, fastmriPart } from './class-folders.ts';
import type { Draft } from './draft.ts';
import { type ItemNames, type LabelTable, type ListedItem, namesOf } from './label-table.ts';
import { bidsSession, type SubjectEvidence, type SubjectOf } from './subjects.ts';

/** What decides on labels, subjects and parts, beside the files themselves. */
export interface ItemRules {
  readonly table?: LabelTable | undefined;
  readonly folders: ReadonlyMap<Unit, FolderLabel>;
  readonly subjectOf: (evidence: SubjectEvidence) => SubjectOf;
}

/** The names by which a table may know an item. */
function namesOfDraft({ id, name, unit, header }: Draft): ItemNames {
  const shared = [header.acquisition.subject, name.split('/').at(-2)].filter((text) => text !== undefined);
  return { own: namesOf(name, id, unit.main.path), shared };
}

/** The item of a draft; what is not known is left out. Or why it cannot be one. */
export function itemOfDraft(draft: Draft, rules: ItemRules): Item | Problem {
  const { id, name, unit, header, digest, source, target } = draft;
  const listed = rules.table?.find(unit.main.path, namesOfDraft(draft)) ?? {};
  if (isProblem(listed)) return listed;
  const folder = rules.folders.get(unit);
  const { acquisition, geometry, orientation, unit: unitOfValues } = header;
  const optional = {
    session: acquisition.session ?? bidsSession(name),
    series: acquisition.series,
    site: listed.site ?? acquisition.site,
    scanner: acquisition.scanner,
    date: acquisition.date,
    label: labelOf(draft, listed, folder),
    part: draft.part ?? folder?.part ?? fastmriPart(name),
    spacing: geometry?.spacing,
    orientation,
    unit: unitOfValues,
    target,
  };
  return {
    id,
    ...rules.subjectOf({ id, name, acquisition, listed: listed.subject }),
    ...defined(optional),
    ...{ format: header.format, shape: header.shape, axes: header.axes, dtype: header.dtype },
    statistics: digest.statistics,
    hash: digest.hash,
    source,
    acquisition,
  };
}

function labelOf(draft: Draft, listed: ListedItem, folder: FolderLabel | undefined): string | undefined {
  return listed.label ?? draft.label ?? folder?.label;
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function defined<T extends object>(fields: T): Defined<T> {
  const known: Defined<T> = { ...fields };
  for (const [key, value] of Object.entries(fields))
    if (value === undefined) Reflect.deleteProperty(known, key);
  return known;
}
