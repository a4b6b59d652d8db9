import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { check, InputError, messageOf, present } from '../util/errors.ts';

/** Where something stands in a study: names of settings, and numbers in lists. */
export type SettingPath = readonly PropertyKey[];

/** A setting that the command line gives in place of the file's. */
export interface Override {
  readonly path: readonly string[];
  readonly value: unknown;
  /** As it was written, for errors. */
  readonly source: string;
}

/** Study files are short; what is larger is another file. */
const LARGEST = 1_000_000;
/** More settings than this take the parser minutes. */
const MOST_SETTINGS = 5000;

/** A study file as it was written: its values, where each of them stands, and the text with overrides put in. */
export class StudyDocument {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;
  readonly #overrides: Override[] = [];

  /** @throws InputError for what is no YAML mapping, with line and column. */
  constructor(text: string, file: string) {
    this.#file = file;
    checkText(text, file);
    const options = { lineCounter: this.#lines, prettyErrors: false, stringKeys: true };
    this.#document = parseDocument(text, options);
    const [problem] = [...this.#document.errors, ...this.#document.warnings];
    if (problem) throw this.#error(problem.pos[0], 'YAML', problem.message);
    const { contents } = this.#document;
    if (contents !== null && !isMap(contents)) {
      throw this.#error(0, 'a study: settings such as name, data and model', kindOf(contents));
    }
  }

  /** Puts a value in the place of the file's. */
  set(override: Override): void {
    const { path, value, source } = override;
    for (const [depth] of path.entries()) this.#makeMap(path.slice(0, depth), path[depth]);
    try {
      this.#document.setIn(path, this.#document.createNode(value));
    } catch (error) {
      throw new InputError({ where: source, expected: 'a setting of the study', received: messageOf(error) });
    }
    this.#overrides.push(override);
  }

  /** All values, with `{}` where a name has nothing behind it: a choice without settings. */
  values(): unknown {
    try {
      return filled(this.#document.toJS());
    } catch (error) {
      const received = error instanceof RangeError ? 'an alias within itself' : messageOf(error);
      throw new InputError({ where: this.#file, expected: 'YAML', received });
    }
  }

  /** One value as it was written. */
  value(path: SettingPath): unknown {
    const node: unknown = this.#document.getIn(path, true);
    return isNode(node) ? node.toJS(this.#document) : node;
  }

  /**
   * The file, line and column where a setting stands, or should: its value, or with `isName` the name before it. Of one
   * that the command line gave, the option.
   */
  place(path: SettingPath, isName = false): string {
    const override = this.#overrideOf(path);
    if (override) return override.source;
    const { line, col } = this.#lines.linePos(this.#offset(path, isName));
    return `${this.#file}:${line}:${col}`;
  }

  /** How far into the file a setting stands; those of the command line come first. */
  position(path: SettingPath): number {
    return this.#overrideOf(path) ? -1 : this.#offset(path, true);
  }

  #overrideOf(path: SettingPath): Override | undefined {
    return this.#overrides.findLast((one) => one.path.every((key, i) => key === String(path[i])));
  }

  /** The whole as YAML, comments included. */
  get text(): string {
    return this.#document.toString();
  }

  /** Where the value begins; or the name before it, where that is wanted or the value is a whole group. */
  #offset(path: SettingPath, isName: boolean): number {
    let node: unknown = this.#document.contents;
    let offset = 0;
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(this.#document);
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
        if (!pair) break;
        offset = startOf(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(key)];
        offset = startOf(node) ?? offset;
      } else break;
    }
    const isWord = !isName && isScalar(node) && node.value !== null;
    return (isWord ? startOf(node) : undefined) ?? offset;
  }

  /** Makes room for the setting `next`: in `model: mlp`, the word becomes the group `mlp: {}`. */
  #makeMap(path: readonly string[], next: string | undefined): void {
    const node: unknown = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    if (node !== null && !isScalar(node)) return;
    const word = isScalar(node) && node.value === next ? { [present(next, 'a key')]: {} } : {};
    const map = this.#document.createNode(word);
    if (path.length === 0) this.#document.contents = map;
    else this.#document.setIn(path, map);
  }

  #error(offset: number, expected: string, received: string): InputError {
    const { line, col } = this.#lines.linePos(offset);
    return new InputError({ where: `${this.#file}:${line}:${col}`, expected, received });
  }
}

function checkText(text: string, file: string): void {
  check(text.length <= LARGEST && !text.includes('\0'), () => ({
    where: file,
    expected: 'a study file: text in YAML, of a megabyte at most',
    received: text.length > LARGEST ? `${text.length} characters` : 'a binary file',
  }));
  const settings = text.match(/:(?=\s)/g)?.length ?? 0;
  check(settings <= MOST_SETTINGS, () => ({
    where: file,
    expected: `a study file, with ${MOST_SETTINGS} settings at most`,
    received: `${settings}`,
  }));
}

function kindOf(node: unknown): string {
  return isSeq(node) ? 'a list' : `"${String(isScalar(node) ? node.value : node).slice(0, 40)}"`;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (value === null) return {};
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filled(member)]));
}
