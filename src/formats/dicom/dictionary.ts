import entries from './dictionary.json' with { type: 'json' };

/** What PS3.6 says of an element: `US or SS` and its like where the VR depends on other elements. */
export interface DictionaryEntry {
  readonly vr: string;
  readonly keyword: string;
}

interface Dictionary {
  readonly exact: ReadonlyMap<number, DictionaryEntry>;
  readonly tags: ReadonlyMap<string, number>;
  readonly repeating: readonly (DictionaryEntry & { readonly mask: number; readonly bits: number })[];
}

let dictionary: Dictionary | undefined;

/** The dictionary's entry for a tag of the standard; also in repeating groups (curves 50xx, overlays 60xx). */
export function dictionaryEntry(tag: number): DictionaryEntry | undefined {
  dictionary ??= load();
  const exact = dictionary.exact.get(tag);
  if (exact || isPrivate(tag)) return exact;
  return dictionary.repeating.find(({ mask, bits }) => (tag & mask) >>> 0 === bits);
}

/** The tag of a keyword of PS3.6, where there is one. */
export function tagOf(keyword: string): number | undefined {
  dictionary ??= load();
  return dictionary.tags.get(keyword);
}

/**
 * The VR that implicit encoding leaves out: of the dictionary, of group lengths (UL), of private creators (LO), else UN.
 */
export function implicitVr(tag: number): string {
  const element = tag & 0xffff;
  if (element === 0) return 'UL';
  if (isPrivate(tag)) return element >= 0x10 && element <= 0xff ? 'LO' : 'UN';
  return dictionaryEntry(tag)?.vr ?? 'UN';
}

/** Whether a tag belongs to a manufacturer: its group is odd. */
export function isPrivate(tag: number): boolean {
  return (tag & 0x10000) !== 0;
}

/** A tag as people write it, with its keyword where the standard has one: `(0010,0010) PatientName`. */
export function tagName(tag: number): string {
  const digits = tag.toString(16).padStart(8, '0');
  const keyword = dictionaryEntry(tag)?.keyword;
  return `(${digits.slice(0, 4)},${digits.slice(4)})${keyword ? ` ${keyword}` : ''}`;
}

function load(): Dictionary {
  const exact = new Map<number, DictionaryEntry>();
  const repeating: (DictionaryEntry & { mask: number; bits: number })[] = [];
  for (const [vr, text] of Object.entries(entries)) {
    for (const entry of text.split(' ')) {
      const digits = entry.slice(0, 8);
      const keyword = entry.slice(8);
      if (digits.includes('x')) repeating.push({ vr, keyword, ...masked(digits) });
      else exact.set(Number.parseInt(digits, 16), { vr, keyword });
    }
  }
  const tags = new Map([...exact].map(([tag, { keyword }]) => [keyword, tag] as const));
  return { exact, repeating, tags };
}

function masked(digits: string): { mask: number; bits: number } {
  const mask = digits.replace(/[^x]/g, 'f').replaceAll('x', '0');
  return { mask: Number.parseInt(mask, 16), bits: Number.parseInt(digits.replaceAll('x', '0'), 16) };
}
