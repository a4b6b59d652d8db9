import { check, InputError, messageOf } from '../util/errors.ts';
import { printable } from './bytes/printable.ts';

/**
 * Parses JSON that may be hostile. Beyond `JSON.parse` it refuses an object with one key twice, of which others would
 * silently keep either, and nesting deeper than `maxDepth`, before anything is built.
 *
 * @throws InputError; `where` names the text.
 */
export function parseJson(text: string, where: string, maxDepth: number): unknown {
  checkStructure(text, where, maxDepth);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(
      { where, expected: 'JSON', received: printable(messageOf(error)) },
      { cause: error },
    );
  }
}

/** Whether a parsed value is an object with named members. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Walks over strings and brackets once; in what is no JSON it may miss things, which parsing then refuses. */
function checkStructure(text: string, where: string, maxDepth: number): void {
  const keysOfOpen: Set<string>[] = [];
  const mark = /["{}[\]]/g;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '"') {
      mark.lastIndex = endOfString(text, found.index);
      if (isKey(text, mark.lastIndex))
        addKey(keysOfOpen.at(-1), text.slice(found.index, mark.lastIndex), where);
    } else if (found[0] === '{' || found[0] === '[') keysOfOpen.push(new Set());
    else keysOfOpen.pop();
    check(keysOfOpen.length <= maxDepth, () => ({
      where,
      expected: `at most ${maxDepth} levels of nesting`,
      received: 'more',
    }));
  }
}

/** Just behind the closing quote of the string that opens at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  const mark = /["\\]/g;
  mark.lastIndex = start + 1;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '"') return found.index + 1;
    mark.lastIndex = found.index + 2;
  }
  return text.length;
}

function isKey(text: string, behind: number): boolean {
  const space = /[ \t\r\n]*/y;
  space.lastIndex = behind;
  space.exec(text);
  return text[space.lastIndex] === ':';
}

function addKey(keys: Set<string> | undefined, literal: string, where: string): void {
  const key = unescaped(literal);
  check(!keys?.has(key), () => ({
    where,
    expected: 'each key once',
    received: `${JSON.stringify(key)} twice`,
  }));
  keys?.add(key);
}

/** The text that a JSON string stands for; itself where it is no valid one. */
function unescaped(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
