/** How much a finding matters: an error spoils a study, a warning may, a note is good to know. */
export type Grade = 'error' | 'warning' | 'note';

/** The grades, the gravest first. */
export const GRADES: readonly Grade[] = ['error', 'warning', 'note'];

/** A number or a few words behind a finding. */
export type Fact = number | string;

/** What a finding rests on. It never holds the value of an identifying tag. */
export interface Evidence {
  /** The numbers, by what they are. */
  readonly facts: Readonly<Record<string, Fact>>;
  /** Identifiers of the items concerned, {@link MOST_ITEMS} at most; a pair counts as two. */
  readonly items: readonly string[];
  /** How many there are altogether: items, pairs or subjects, as the title says. */
  readonly count: number;
  /** The cases one by one, where there is more to say of each. */
  readonly rows?: { readonly columns: readonly string[]; readonly cells: readonly (readonly Fact[])[] };
}

/** One slice of one item, to be shown beside a finding. */
export interface Picture {
  readonly item: string;
  /** Which of the slices that were examined. */
  readonly slice: number;
  readonly caption: string;
}

/** Something that the audit found. */
export interface Finding {
  /** The name of the check that found it. */
  readonly check: string;
  readonly grade: Grade;
  /** What is the matter, in one sentence with numbers. */
  readonly title: string;
  readonly evidence: Evidence;
  /** What to do about it. */
  readonly remedy: string;
  readonly pictures?: readonly Picture[];
}

/** The most items that evidence names. */
export const MOST_ITEMS = 20;

/** Evidence about items: the first ones by name, the count of all. */
export function evidenceOf(
  items: readonly string[],
  facts: Readonly<Record<string, Fact>> = {},
  count: number = items.length,
): Evidence {
  return { facts, items: items.slice(0, MOST_ITEMS), count };
}
