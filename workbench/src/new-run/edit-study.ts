import { type Document, isCollection, isNode, isScalar, parse, parseDocument, stringify, visit } from 'yaml';

/** Where a setting stands: names of settings, and numbers in lists. */
export type SettingPath = readonly (string | number)[];

/** The values of a study's text; nothing where it is no YAML. */
export function valuesOf(text: string): unknown {
  const document = parseDocument(text, { stringKeys: true });
  if (document.errors.length > 0) return undefined;
  try {
    const values: unknown = document.toJS();
    return values ?? {};
  } catch {
    return undefined;
  }
}

/** A study's text with a setting put in place; comments stay, and so does, as far as it can, how the rest is written. */
export function withSetting(text: string, path: SettingPath, value: unknown): string {
  const document = parseDocument(text, { stringKeys: true });
  const old: unknown = document.getIn(path, true);
  if (isScalar(old) && old.range && isLine(old.type) && typeof value !== 'object') {
    return text.slice(0, old.range[0]) + scalarText(value) + text.slice(old.range[1]);
  }
  for (const [depth] of path.entries()) makeMap(document, path.slice(0, depth), path[depth]);
  const node = document.createNode(value, { flow: isShort(value) });
  if (isNode(old)) Object.assign(node, { comment: old.comment, commentBefore: old.commentBefore });
  document.setIn(path, node);
  return textOf(document);
}

/** A study's text with settings put in place, each as `--set` takes it: `training.epochs=20`. */
export function withSettings(text: string, settings: readonly string[]): string {
  return settings.reduce((edited, setting) => {
    const [path = '', ...value] = setting.split('=');
    return value.length === 0 ? edited : withSetting(edited, path.split('.'), valueOfLine(value.join('=')));
  }, text);
}

/** A study's text without a setting. */
export function withoutSetting(text: string, path: SettingPath): string {
  const document = parseDocument(text, { stringKeys: true });
  document.deleteIn(path);
  return textOf(document);
}

/** A document as studies are written: `{ hidden: [16] }`, with blanks within braces and none within brackets. */
function textOf(document: Document): string {
  visit(document, {
    Seq(_, list) {
      const write = list.toString.bind(list);
      list.toString = (context, ...rest) =>
        write(context && { ...context, flowCollectionPadding: '' }, ...rest);
    },
  });
  return document.toString({ lineWidth: 118, nullStr: '' });
}

/** A value as it is written in a line. */
export function lineOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trim();
}

/** The value of a line: a number, a list; where it is no YAML, the text itself. */
export function valueOfLine(line: string): unknown {
  try {
    const value: unknown = parse(line);
    return value ?? '';
  } catch {
    return line;
  }
}

/** Makes room for the setting `next`: in `model: mlp`, the word becomes the group `mlp: {}`. */
function makeMap(document: Document, path: SettingPath, next: string | number | undefined): void {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isCollection(node)) return;
  const word = isScalar(node) && node.value === next ? { [String(next)]: {} } : {};
  const map = document.createNode(word);
  if (path.length === 0) document.contents = map;
  else document.setIn(path, map);
}

/** Whether a list, or settings that are values, can be written in a line. */
function isShort(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object');
  return false;
}

function isLine(type: string | undefined): boolean {
  return type === 'PLAIN' || type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE';
}

/** A value as it can stand anywhere, within braces too. */
function scalarText(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const isSafe = /^[\p{L}\d_./-][\p{L}\d_./ -]*$/u.test(value) && value === value.trim();
  return isSafe ? stringify(value, { lineWidth: 0 }).trim() : JSON.stringify(value);
}
