import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Block } from './blocks.ts';
import { confusionFigure } from './confusion-figure.ts';
import { curvesFigure } from './curves-figure.ts';
import { decisionFigure } from './decision-figure.ts';
import { imagesFigure } from './images-figure.ts';
import { intervalsFigure } from './intervals-figure.ts';
import { page } from './page.ts';
import { scatterFigure } from './scatter-figure.ts';

/** Every kind of block, with `name` wherever a string goes. */
async function everything(name: string): Promise<readonly Block[]> {
  const text = { title: name, caption: name };
  const points = [
    { x: 0, y: 1 },
    { x: 1, y: 2 },
  ];
  return [
    {
      kind: 'prose',
      text: [
        name,
        { strong: name },
        { code: name },
        { link: name, text: name },
        { link: `https://x.org/${name}`, text: name },
      ],
    },
    { kind: 'note', level: 'warning', title: name, text: name },
    { kind: 'code', title: name, text: name },
    { kind: 'tiles', tiles: [{ label: name, value: name, unit: name, detail: name }] },
    { kind: 'table', caption: name, columns: [{ title: name }, { title: name }], rows: [[name, 1]] },
    await curvesFigure({
      ...text,
      xTitle: name,
      yTitle: name,
      curves: [
        { run: name, y: [2, 1] },
        { run: `${name}2`, y: [1, 2] },
      ],
      marks: [{ x: 1, label: name }],
    }),
    await confusionFigure({
      ...text,
      matrix: [
        [3, 1],
        [0, 2],
      ],
      classes: [name, name],
    }),
    await intervalsFigure({
      ...text,
      xTitle: name,
      rows: [{ label: name, estimate: 1, lower: 0, upper: 2 }],
      reference: { value: 1, label: name },
      format: () => name,
    }),
    await scatterFigure({ ...text, xTitle: name, yTitle: name, points, lines: [{ label: name, points }] }),
    await decisionFigure({
      ...text,
      classes: [name],
      x: { title: name, low: 0, high: 1 },
      y: { title: name, low: 0, high: 1 },
      regions: { rows: 1, columns: 1, classes: [0] },
    }),
    imagesFigure({
      ...text,
      rows: 1,
      columns: 1,
      images: [{ pixels: [1], label: name, predicted: `${name}2`, note: name }],
    }),
  ];
}

/** All tags of a page with the names of their attributes. */
function tagsOf(text: string): readonly { readonly tag: string; readonly attributes: readonly string[] }[] {
  const body = text.replace(/<style>[^<]*<\/style>/, '');
  return [...body.matchAll(/<(!?[a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g)].map(
    ([, tag = '', rest = '']) => ({
      tag,
      attributes: [...rest.matchAll(/([^\s="'/]+)(?:="[^"]*")?/g)].map((match) => match[1] ?? ''),
    }),
  );
}

describe('a name is never markup', () => {
  const hostile = [
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    "' onload='alert(1)",
    '</style></svg><b x="',
    'javascript:alert(1)//',
    '`]]>&lt;{{1}}',
  ];

  test.each(hostile)('%s', async (name) => {
    const build = async (text: string): Promise<string> =>
      page({
        title: text,
        lead: text,
        footer: text,
        language: text,
        sections: [{ title: text, blocks: await everything(text) }],
      });
    const [poisoned, harmless] = [await build(name), await build('x'.repeat(name.length))];
    const kinds = (text: string): Set<string> =>
      new Set(
        tagsOf(text).flatMap(({ tag, attributes }) => [
          tag,
          ...attributes.map((attribute) => `${tag} ${attribute}`),
        ]),
      );
    expect([...kinds(poisoned)].sort()).toEqual([...kinds(harmless)].sort());
    expect(poisoned).not.toMatch(/href="(?!https:|#)/);
  });
});

describe('the page', () => {
  test('loads nothing and runs nothing', async () => {
    const text = page({ title: 'Report', sections: [{ title: 'All', blocks: await everything('name') }] });
    const addresses = [...text.matchAll(/(?:src|href|url\()="?([^")]*)/g)].map((match) => match[1] ?? '');
    for (const address of addresses)
      expect(address).toMatch(/^(data:image\/png;base64,|#|https:\/\/x\.org\/name$)/);
    expect(text).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"`,
    );
    expect(text).not.toMatch(/<script|@import|url\(/);
  });

  test('names every figure, table and section, and each id once', async () => {
    const blocks = await everything('name');
    const text = page({
      title: 'Report',
      sections: [
        { title: 'A', blocks },
        { title: 'B', blocks },
        { title: 'C', blocks: [] },
      ],
    });
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of text.matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(id);
    for (const [svg] of text.matchAll(/<svg [^>]*>/g)) expect(svg).toMatch(/role="img" aria-label="[^"]+"/);
    for (const [image] of text.matchAll(/<img [^>]*>/g)) expect(image).toMatch(/ alt="[^"]+"/);
    expect(text).toContain('<nav aria-label="Contents">');
    expect(text).toContain('Nothing to show.');
  });

  test('says so when it is empty', () => {
    expect(page({ title: 'Report', sections: [] })).toContain('This report has no content yet.');
  });

  test('aligns the numbers of a table and gives them equal digits', () => {
    const rows = [
      ['a', 0.5, 12, undefined],
      ['b', 1, 3456, 'text'],
      ['c', 0.25, -7, 1],
    ] as const;
    const columns = ['name', 'share', 'count', 'mixed'].map((title) => ({ title }));
    const text = page({ title: 't', sections: [{ title: 's', blocks: [{ kind: 'table', columns, rows }] }] });
    for (const value of ['0.500', '1.000', '0.250', '3,456', '−7'])
      expect(text).toContain(`<td class="number">${value}</td>`);
    expect(text).toContain('<td>–</td>');
    expect(text).toContain('<td>text</td>');
  });

  test('holds a table of ten thousand rows, and one of none', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => [`item ${i}`, i / 7]);
    const columns = [{ title: 'item' }, { title: 'value' }];
    const build = (some: typeof rows): string =>
      page({ title: 't', sections: [{ title: 's', blocks: [{ kind: 'table', columns, rows: some }] }] });
    expect(build(rows).match(/<tr>/g)).toHaveLength(10_001);
    expect(build([])).toContain('No rows.');
  });
});

test('nobody pays for vega before the first figure', () => {
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) { if (name.startsWith('vega')) throw new Error(name); return next(name, context); } });
    await import(${JSON.stringify(new URL('./page.ts', import.meta.url).href)});
    await import(${JSON.stringify(new URL('./curves-figure.ts', import.meta.url).href)});`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
