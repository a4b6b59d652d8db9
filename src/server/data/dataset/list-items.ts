import type { Item } from '../../../data/node.ts';
import type { LoadedDataset } from './datasets.ts';
import { type Division, type PartName, partNames } from './divisions.ts';

/** An item as a table shows it. Of one of a sealed test part neither label nor values are told. */
export interface ItemRow {
  readonly id: string;
  readonly subject: string;
  readonly label?: string;
  readonly part?: PartName;
  readonly site?: string;
  readonly date?: string;
  readonly format: string;
  readonly shape: readonly number[];
  readonly isSealed: boolean;
}

/** Which items are wanted. */
export interface ItemQuery {
  readonly division?: string | undefined;
  readonly part?: PartName | undefined;
  readonly label?: string | undefined;
  /** Somewhere in identifier, subject, label or site. */
  readonly text?: string | undefined;
}

/** The items that are wanted, in the order of their identifiers. */
export function listItems({ items, divisions, sealed }: LoadedDataset, query: ItemQuery): ItemRow[] {
  const division = divisions.find(({ key }) => key === query.division);
  const rows = items.map((item) => rowOf(item, division, sealed.has(item.id)));
  const { part, label } = query;
  const text = query.text?.trim().toLowerCase() ?? '';
  return rows.filter(
    (row) =>
      (part === undefined || row.part === part) &&
      (label === undefined || (!row.isSealed && (row.label ?? '') === label)) &&
      (text === '' ||
        [row.id, row.subject, row.label, row.site].some((one) => one?.toLowerCase().includes(text))),
  );
}

function rowOf(item: Item, division: Division | undefined, isSealed: boolean): ItemRow {
  const { id, subject, label, site, date, format, shape } = item;
  const part = division?.partOf?.get(id);
  return {
    ...{ id, subject, format, shape, isSealed },
    ...(label !== undefined && !isSealed && { label }),
    ...(part && { part }),
    ...(site !== undefined && { site }),
    ...(date !== undefined && { date }),
  };
}

/** How many items of each class are in each part; of sealed items only how many there are. */
export interface ClassCount {
  /** Nothing for items without a label. */
  readonly label: string | undefined;
  readonly items: number;
  readonly parts: Readonly<Record<PartName, number>>;
}

/** The classes of a dataset, the most frequent first. */
export function classCounts(
  { items, divisions, sealed }: LoadedDataset,
  key: string | undefined,
): { readonly classes: ClassCount[]; readonly sealedItems: number } {
  const division = divisions.find((one) => one.key === key);
  const open = items.filter(({ id }) => !sealed.has(id));
  const groups = Map.groupBy(open, ({ label }) => label);
  const classes = [...groups].map(([label, group]): ClassCount => {
    const of = (part: PartName) => group.filter(({ id }) => division?.partOf?.get(id) === part).length;
    const [train = 0, validation = 0, test = 0] = partNames.map(of);
    return { label, items: group.length, parts: { train, validation, test } };
  });
  return { classes: classes.toSorted((a, b) => b.items - a.items), sealedItems: items.length - open.length };
}
