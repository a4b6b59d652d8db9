import { describe, expect, it } from 'vitest';
import { cleanImages, inputOf } from '../../../test/phantom-set.ts';
import { range } from '../../util/arrays.ts';
import { type Audit, audit, checks } from '../audit.ts';
import type { Finding, Picture } from '../finding.ts';
import { auditPage } from './audit-page.ts';
import { auditText } from './audit-text.ts';

const picture: Picture = { item: '<b>a</b>', slice: 0, caption: '<b>a</b> & "b"' };

const finding: Finding = {
  check: 'identical-images',
  grade: 'error',
  title: '1 image of <script>alert(1)</script> is in two parts.',
  evidence: {
    facts: { groups: 1 },
    items: ['<b>a</b>', 'b'],
    count: 2,
    rows: { columns: ['item', 'share'], cells: [['<b>a</b>', 0.5]] },
  },
  remedy: 'Remove one of the two images.',
  pictures: [picture],
};

const empty: Audit = {
  name: 'nothing',
  findings: [],
  counts: { error: 0, warning: 0, note: 0 },
  examined: { items: 0, subjects: 0, slices: 0, allSlices: 0, kspace: 0, divisions: 0, checks: [] },
};

describe('the page of an audit', () => {
  it('shows findings with evidence, remedy and pictures, all texts escaped', () => {
    const preview = { pixels: Float32Array.of(0, 1, 2, 3), rows: 2, columns: 2 };
    const page = auditPage(
      { ...empty, findings: [finding], counts: { ...empty.counts, error: 1 } },
      { previews: new Map([[picture, preview]]) },
    );
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script|<b>a/);
    expect(page).toContain('Remove one of the two images.');
    expect(page).toContain('src="data:image/png;base64,');
    expect(page).toContain('alt="&lt;b&gt;a&lt;/b&gt; &amp; &quot;b&quot;"');
  });

  it('is there without findings, and without pictures that could not be read', () => {
    expect(auditPage(empty, { previews: new Map() })).toContain('found nothing to complain of');
    const page = auditPage({ ...empty, findings: [finding] }, { previews: new Map() });
    expect(page).not.toContain('data:image/png');
  });

  it('is there for one item, and for none', async () => {
    for (const count of [1, 0]) {
      const input = await inputOf(cleanImages(1).slice(0, count), { divisions: [] });
      const result = audit(input);
      expect(result.counts.error).toBe(0);
      expect(auditPage(result, { previews: new Map() })).toContain(`of ${count} item`);
    }
  });

  it('of 10,000 items names the first few, and stays small', { timeout: 60_000 }, async () => {
    const samples = cleanImages(1).slice(0, 2);
    const input = await inputOf(samples, { divisions: [] });
    const [item] = input.items;
    if (!item) throw new Error('no item');
    const items = range(10_000).map((at) => ({
      ...item,
      id: `item ${at}`,
      subject: `subject ${at}`,
      hash: `${at}`,
      statistics: { ...item.statistics, nonFinite: 1 },
    }));
    const result = audit({ ...input, items, digests: new Map() });
    expect(result.findings[0]?.title).toBe('10,000 items with values that are NaN or infinite.');
    expect(auditPage(result, { previews: new Map() }).length).toBeLessThan(100_000);
  });
});

describe('the text of an audit', () => {
  it('is aligned, wrapped to the width, and ends with the counts', () => {
    const text = auditText({ ...empty, findings: [finding], counts: { error: 1, warning: 0, note: 2 } }, 60);
    expect(text.split('\n').every((line) => line.length <= 60)).toBe(true);
    expect(text).toContain('  error    1 image of');
    expect(text).toContain('\n           → Remove one of the two images.\n');
    expect(text).toMatch(/\n1 error, 0 warnings, 2 notes\n$/);
  });

  it('paints grades where it is asked to', () => {
    const text = auditText(
      { ...empty, findings: [finding] },
      80,
      (word, grade) => `[${grade}:${word.trim()}]`,
    );
    expect(text).toContain('[error:error]  1 image');
  });
});

describe('the checks', () => {
  it('have names of their own, under which they report', () => {
    const names = checks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[a-z-]+$/.test(name))).toBe(true);
  });
});
