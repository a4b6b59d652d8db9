import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Block, blocksOf } from './blocks.ts';
import { type Inline, inlinesOf } from './inline.ts';

const lessons = join(import.meta.dirname, '../../../../lessons');
const texts = globSync('*/README.md', { cwd: lessons }).sort();

/** All texts of a block that are Markdown. */
function markdownOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'list':
      return block.items;
    case 'table':
      return [...block.header, ...block.rows.flat()];
    case 'code':
    case 'figure':
      return [];
    default:
      return [block.text];
  }
}

/** What is shown as plain text. */
function plainTexts(pieces: readonly Inline[]): string[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'text') return [piece.text];
    return 'content' in piece ? plainTexts(piece.content) : [];
  });
}

describe('the blocks of a text', () => {
  it.each<[string, readonly Block[]]>([
    [
      '# One\ntwo\nthree',
      [
        { kind: 'heading', level: 1, text: 'One' },
        { kind: 'paragraph', text: 'two three' },
      ],
    ],
    ['```ts\na | b\n# no\n```', [{ kind: 'code', language: 'ts', text: 'a | b\n# no' }]],
    ['    y = k x\n\n    z', [{ kind: 'code', language: '', text: 'y = k x\n\nz' }]],
    ['- a\n  b\n- c', [{ kind: 'list', ordered: false, items: ['a b', 'c'] }]],
    ['1. a\n2. b', [{ kind: 'list', ordered: true, items: ['a', 'b'] }]],
    ['| x | y |\n| --- | --- |\n| 1 | |', [{ kind: 'table', header: ['x', 'y'], rows: [['1', '']] }]],
    ['|1 − η| is small', [{ kind: 'paragraph', text: '|1 − η| is small' }]],
    ['![A line](figures/a.svg)', [{ kind: 'figure', alt: 'A line', source: 'figures/a.svg' }]],
    ['[^1]: Someone,\n    1998.', [{ kind: 'footnote', name: '1', text: 'Someone, 1998.' }]],
    ['<img src=x onerror=a()>', [{ kind: 'paragraph', text: '<img src=x onerror=a()>' }]],
    ['```\nnever closed', [{ kind: 'code', language: '', text: 'never closed' }]],
    ['', []],
  ])('are read from %j', (text, blocks) => {
    expect(blocksOf(text)).toEqual(blocks);
  });
});

describe('the pieces of a line', () => {
  it.each<[string, readonly Inline[]]>([
    [
      'a `b*c*` d',
      [
        { kind: 'text', text: 'a ' },
        { kind: 'code', text: 'b*c*' },
        { kind: 'text', text: ' d' },
      ],
    ],
    [
      'A\\* x',
      [
        { kind: 'text', text: 'A' },
        { kind: 'text', text: '*' },
        { kind: 'text', text: ' x' },
      ],
    ],
    ['**as *it* is**', [{ kind: 'strong', content: expect.anything() }]],
    [
      '[a `b`](c.ts)',
      [
        {
          kind: 'link',
          target: 'c.ts',
          content: [
            { kind: 'text', text: 'a ' },
            { kind: 'code', text: 'b' },
          ],
        },
      ],
    ],
    [
      'x[^2]',
      [
        { kind: 'text', text: 'x' },
        { kind: 'note', name: '2' },
      ],
    ],
    ['a * b', [{ kind: 'text', text: 'a * b' }]],
  ])('are read from %j', (text, pieces) => {
    expect(inlinesOf(text)).toEqual(pieces);
  });
});

describe.each(texts)('lessons/%s', (path) => {
  const text = readFileSync(join(lessons, path), 'utf8');
  const blocks = blocksOf(text);

  it('is read whole', () => {
    const outside = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
    const count = (kind: Block['kind']) => blocks.filter((block) => block.kind === kind).length;
    expect(count('heading')).toBe(outside.match(/^#+ /gm)?.length);
    expect(count('figure')).toBe(outside.match(/^!\[/gm)?.length);
    expect(count('footnote')).toBe(outside.match(/^\[\^\w+\]: /gm)?.length ?? 0);
    expect(count('table')).toBe(outside.match(/^\|[ |:-]+\|$/gm)?.length ?? 0);
  });

  it('leaves no mark of Markdown in what is shown', () => {
    const shown = blocks.flatMap(markdownOf).flatMap((line) => plainTexts(inlinesOf(line)));
    expect(shown.filter((piece) => /\*\*|\]\(|`|\[\^|!\[/.test(piece))).toEqual([]);
  });
});
