import { check, InputError } from '../../util/errors.ts';

/** An element: its name without prefix, the text right in it, and the elements in it. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: OpenElement[];
}

const DEEPEST = 64;
const MOST_ELEMENTS = 100_000;

/** A comment or instruction; CDATA; a tag; or text. */
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>!?<]+)[^<>]*?(\/?)>|([^<]+)/y;

/**
 * Reads XML as far as headers of data need it: elements and their texts. Attributes are skipped; of entities there are
 * but the five that XML itself has, for others can be made to fill the memory.
 *
 * @throws InputError for what is not well-formed, has a document type, or is nested beyond 64 levels; `where` names it.
 */
export function readXml(xml: string, where: string): XmlElement {
  const root: OpenElement = { name: '', text: '', children: [] };
  const open = [root];
  let elements = 0;
  const token = new RegExp(TOKEN);
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const [, data, closing, tag, selfClosing, text] = token.exec(xml) ?? [undefined, '', '', '', '', ''];
    const inner = open.at(-1);
    if (!inner || token.lastIndex === 0) throw malformed(where, xml.slice(at, at + 20));
    inner.text += data ?? (text === undefined ? '' : unescaped(text));
    if (tag === undefined) continue;
    const name = tag.slice(tag.indexOf(':') + 1);
    if (closing) {
      if (open.length === 1 || inner.name !== name) throw malformed(where, `</${tag.slice(0, 40)}>`);
      open.pop();
      continue;
    }
    const element: OpenElement = { name, text: '', children: [] };
    inner.children.push(element);
    elements++;
    if (!selfClosing) open.push(element);
    check(open.length <= DEEPEST && elements <= MOST_ELEMENTS, () => ({
      where,
      expected: `XML of at most ${DEEPEST} levels and ${MOST_ELEMENTS} elements`,
      received: 'more',
    }));
  }
  const [first] = root.children;
  if (!first || open.length > 1) throw malformed(where, 'its end');
  return first;
}

/** The text at a path of names below an element, the first where several have these names; `undefined` if empty. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return elementAt(element, ...path)?.text.trim() || undefined;
}

/** The element at a path of names below another. */
export function elementAt(
  element: XmlElement | undefined,
  ...path: readonly string[]
): XmlElement | undefined {
  return path.reduce((at, name) => at?.children.find((child) => child.name === name), element);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

function malformed(where: string, at: string): InputError {
  return new InputError({
    where,
    expected: 'well-formed XML without a document type',
    received: `something else at ${JSON.stringify(at)}`,
  });
}
