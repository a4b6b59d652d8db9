import { check, InputError } from '../../util/errors.ts';

/** What a Python literal in an npy header can be. */
export type Literal = string | number | boolean | null | readonly Literal[] | ReadonlyMap<string, Literal>;

/** Brackets within brackets that are still read. */
const DEPTH = 64;

/**
 * Reads a Python literal: a dict with text keys, tuples, lists, texts, integers, True, False and None. Nothing is
 * evaluated.
 *
 * @throws InputError for anything else.
 */
export function readLiteral(text: string, where: string): Literal {
  const reader = new LiteralReader(text, where);
  const literal = reader.value(0);
  reader.end();
  return literal;
}

const TOKEN = /\s*(?:([{}()[\],:])|'([^'\\]*)'|"([^"\\]*)"|(-?\d+)L?|(True|False|None)\b)/y;

const WORDS = new Map<string, boolean | null>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

const CLOSING = { '(': ')', '[': ']' } as const;

class LiteralReader {
  readonly #text: string;
  readonly #where: string;
  #at = 0;

  constructor(text: string, where: string) {
    this.#text = text;
    this.#where = where;
  }

  end(): void {
    check(this.#text.slice(this.#at).trim() === '', () => this.#complaint('the end of the header'));
  }

  value(depth: number): Literal {
    check(depth <= DEPTH, () => this.#complaint(`at most ${DEPTH} levels of brackets`));
    const token = this.#next();
    const [, mark, single, double, digits, word] = token;
    if (mark === '{') return this.#dict(depth);
    if (mark === '(' || mark === '[') return this.#list(CLOSING[mark], depth);
    const text = single ?? double;
    if (text !== undefined) return text;
    if (digits !== undefined) return Number(digits);
    if (word !== undefined) return WORDS.get(word) ?? null;
    throw new InputError(this.#complaint('a value'));
  }

  #dict(depth: number): Literal {
    const entries = new Map<string, Literal>();
    while (!this.#skip('}')) {
      const key = this.value(depth + 1);
      check(typeof key === 'string' && !entries.has(key), () =>
        this.#complaint('a key in quotes, each once'),
      );
      check(this.#skip(':'), () => this.#complaint('":"'));
      entries.set(key, this.value(depth + 1));
      check(this.#skip(',') || this.#sees('}'), () => this.#complaint('"," or "}"'));
    }
    return entries;
  }

  #list(closing: string, depth: number): Literal {
    const items: Literal[] = [];
    while (!this.#skip(closing)) {
      items.push(this.value(depth + 1));
      check(this.#skip(',') || this.#sees(closing), () => this.#complaint(`"," or "${closing}"`));
    }
    return items;
  }

  #next(): RegExpExecArray {
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.#text);
    check(token !== null, () => this.#complaint('a value'));
    this.#at = TOKEN.lastIndex;
    return token;
  }

  #sees(mark: string): boolean {
    TOKEN.lastIndex = this.#at;
    return TOKEN.exec(this.#text)?.[1] === mark;
  }

  #skip(mark: string): boolean {
    const sees = this.#sees(mark);
    if (sees) this.#next();
    return sees;
  }

  #complaint(expected: string) {
    const received = JSON.stringify(this.#text.slice(this.#at, this.#at + 40).trim());
    return { where: `${this.#where}, header`, expected, received, remedy: 'The header is damaged.' };
  }
}
