/** A piece of code, and what it is. */
export interface CodeToken {
  readonly kind: 'plain' | 'comment' | 'string' | 'keyword' | 'number';
  readonly text: string;
}

const KEYWORDS = [
  ...[
    'await',
    'async',
    'break',
    'class',
    'const',
    'continue',
    'else',
    'export',
    'extends',
    'for',
    'from',
    'function',
  ],
  ...[
    'if',
    'import',
    'in',
    'interface',
    'let',
    'new',
    'of',
    'readonly',
    'return',
    'satisfies',
    'throw',
    'type',
  ],
  ...['undefined', 'while', 'as', 'true', 'false'],
];

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>//[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|${'`'}(?:[^${'`'}\\]|\\.)*${'`'})`,
    String.raw`(?<keyword>(?<![\w.])(?:${KEYWORDS.join('|')})(?!\w))`,
    String.raw`(?<number>(?<![\w$])\d[\d_.]*(?:e[+-]?\d+)?)`,
  ].join('|'),
  'g',
);

/** TypeScript in pieces, whose texts one after the other are the code again. */
export function highlighted(code: string): CodeToken[] {
  const tokens: CodeToken[] = [];
  let end = 0;
  for (const match of code.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: code.slice(end, match.index) });
    tokens.push({ kind: kindOf(match.groups ?? {}), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: 'plain', text: code.slice(end) });
  return tokens;
}

function kindOf({
  comment,
  string,
  keyword,
}: Readonly<Record<string, string | undefined>>): CodeToken['kind'] {
  if (comment !== undefined) return 'comment';
  if (string !== undefined) return 'string';
  return keyword === undefined ? 'number' : 'keyword';
}
