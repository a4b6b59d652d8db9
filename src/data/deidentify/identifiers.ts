import type { DataSet } from '../../formats/dicom/data-set.ts';
import { check } from '../../util/errors.ts';

/** Attributes whose whole values name a patient, a physician, a case or a place. */
const NAMING: readonly number[] = [
  0x00080050, 0x00080080, 0x00080081, 0x00081010, 0x00081040, 0x00080092, 0x00080094, 0x00100020, 0x00100021,
  0x00101000, 0x00101040, 0x00101090, 0x00102154, 0x00102155, 0x00102297, 0x00102299, 0x00120040, 0x00181000,
  0x00200010, 0x00380010, 0x00380060, 0x00401001, 0x00402016, 0x00402017, 0x00400243,
];

const BIRTH_DATE = 0x00100030;

/** Shorter words, and shorter numbers, say nothing of anyone. */
const SHORTEST = 2;
/** In codes, which are short words themselves, names of Latin letters are looked for from this length on. */
const SHORTEST_IN_CODES = 3;
/** From this length on, an identifier is looked for within words, too. */
const WITHIN = 4;
/** From this length on, it is looked for in binary values. */
const IN_BINARY = 6;
/** No file of one patient names more; each is looked for in every text. */
const MOST = 2000;

/** Words that stand in the names of places everywhere, and names of manufacturers, which some write there. */
const COMMON = new Set(
  [
    'CENTER CENTRE CLINIC DEPARTMENT GENERAL HEALTH HEALTHCARE HOSPITAL IMAGING INSTITUTE KLINIK KLINIKUM MEDICAL',
    'RADIOLOGY RESEARCH SCHOOL SYSTEMS UNIVERSITY AGFA BRUKER CANON CARESTREAM ELEKTA ESAOTE FUJIFILM GE HITACHI',
    'HOLOGIC KODAK MINDRAY NEUSOFT PHILIPS SAMSUNG SHIMADZU SIEMENS TOSHIBA VARIAN',
  ].flatMap((line) => line.split(' ')),
);

/** What identifies people in one file, to be looked for in whatever is kept of it. */
export class Identifiers {
  readonly #words = new Set<string>();
  readonly #inBinary = new Set<string>();
  readonly #where: string;

  /** `where` names the file in errors. */
  constructor(where: string) {
    this.#where = where;
  }

  /**
   * Collects from a data set and all items in it, but for tags that are kept whatever they say.
   *
   * @throws InputError for more names than a file of one patient has.
   */
  collect(dataSet: DataSet, isKept: (tag: number) => boolean = () => false): void {
    for (const { tag, vr, items } of dataSet) {
      if (isKept(tag)) continue;
      if (items) for (const item of items) this.collect(item, isKept);
      else if (vr === 'PN') for (const name of dataSet.texts(tag)) this.addName(name);
      else if (tag === BIRTH_DATE) for (const date of dataSet.texts(tag)) this.#addDate(date);
      else if (NAMING.includes(tag)) for (const value of dataSet.texts(tag)) this.add(value);
    }
  }

  /** Takes the family, given and middle names of all forms of a name (PS3.5, 6.2); titles are not names. */
  addName(name: string): void {
    for (const form of name.split('=')) {
      const parts = form
        .split('^')
        .slice(0, 3)
        .flatMap((part) => part.split(/[\s,;]+/));
      for (const part of parts) this.#addWord(part);
      this.#addWord(form);
    }
  }

  /** Takes a value as a whole, and the long words of it, but for common ones. */
  add(value: string): void {
    const words = [...wordsOf(value)].filter((word) => word !== '' && !COMMON.has(word));
    if (words.length > 0) this.#addWord(value);
    for (const word of words) if (word.length > WITHIN) this.#addWord(word);
  }

  #addDate(date: string): void {
    const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(date) ?? [];
    if (!year) return;
    for (const order of [
      [year, month, day],
      [day, month, year],
      [month, day, year],
    ])
      this.#addWord(order.join(''));
  }

  #addWord(word: string): void {
    const plain = squeezed(word);
    if (plain.length < SHORTEST) return;
    this.#words.add(plain);
    const original = word.trim();
    if (original.length >= IN_BINARY && new Set(original).size >= WITHIN) this.#inBinary.add(original);
    check(this.#words.size <= MOST, () => ({
      where: this.#where,
      expected: `at most ${MOST} names and numbers of people and places`,
      received: 'more',
      remedy: 'It is damaged, or no image of one patient.',
    }));
  }

  /** Whether a text names anyone, in a word of its own or within others. */
  occurIn(text: string): boolean {
    const words = wordsOf(text);
    const all = squeezed(text);
    for (const word of this.#words) {
      if (words.has(word)) return true;
      if ((word.length >= WITHIN || !isLatin(word)) && all.includes(word)) return true;
    }
    return false;
  }

  /** Whether a code names anyone: as a word of its own, or as a whole. */
  occurInCode(code: string): boolean {
    const words = wordsOf(code).add(squeezed(code));
    for (const word of this.#words) {
      if (words.has(word) && (word.length >= SHORTEST_IN_CODES || !isLatin(word))) return true;
    }
    return false;
  }

  /** Whether a number is one of them: a patient's ID, not a coordinate. */
  equal(number: string): boolean {
    return /^\d{5,}$/.test(number) && this.#words.has(number);
  }

  /** Whether binary values spell any of them, in one byte a letter or two. */
  occurInBytes(bytes: Uint8Array): boolean {
    if (bytes.length < IN_BINARY) return false;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (const word of this.#inBinary) {
      if (buffer.includes(word, 0, 'utf8') || buffer.includes(word, 0, 'utf16le')) return true;
    }
    return false;
  }
}

/** Whether words are written in letters, of which one says little, and not in signs, of which two are a name. */
function isLatin(word: string): boolean {
  return !/[\u0250-\u{10ffff}]/u.test(word);
}

function wordsOf(text: string): Set<string> {
  return new Set(folded(text).split(/[^\p{L}\p{N}]+/u));
}

/** In capitals, without accents. */
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
}

/** The same without anything but letters and digits. */
function squeezed(text: string): string {
  return folded(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
}
