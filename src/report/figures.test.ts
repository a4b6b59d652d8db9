import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { range } from '../util/arrays.ts';
import { RandomStream } from '../util/random.ts';
import { confusionFigure } from './confusion-figure.ts';
import { curvesFigure } from './curves-figure.ts';
import { decisionFigure } from './decision-figure.ts';
import type { Figure } from './figure.ts';
import { intervalsFigure } from './intervals-figure.ts';
import { scatterFigure } from './scatter-figure.ts';

/** The texts of a drawing, in the order drawn. */
function texts({ svg = '' }: Figure): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
}

/** The d attributes of all paths of marks of one kind. */
function paths({ svg = '' }: Figure, kind: string): string[] {
  const groups = [...svg.matchAll(new RegExp(`<g[^>]*class="mark-${kind} [^>]*>(.*?)</g>`, 'g'))];
  return groups.flatMap((group) =>
    [...(group[1] ?? '').matchAll(/ d="([^"]*)"/g)].map((match) => match[1] ?? ''),
  );
}

const complaints: string[] = [];
beforeEach(() => {
  complaints.length = 0;
  for (const level of ['warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...message) => complaints.push(message.join(' ')));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(complaints).toEqual([]);
});

describe('curves', () => {
  const falling = (epochs: number, to: number): number[] =>
    range(epochs).map((i) => to + 2 * Math.exp(-i / 3));

  test('are labeled at their ends, with their last values', async () => {
    const figure = await curvesFigure({
      curves: [
        { part: 'training', y: falling(12, 0.01) },
        { part: 'validation', y: falling(12, 0.05) },
      ],
      marks: [{ x: 7, label: 'best epoch' }],
    });
    expect(texts(figure)).toEqual(
      expect.arrayContaining(['training 0.0611', 'validation 0.101', 'best epoch', 'epoch', 'loss']),
    );
    expect(figure.alt).toBe(
      'Line chart of loss over epoch. training: from 2.01 at epoch 1 to 0.0611 at epoch 12. validation: from 2.05 at epoch 1 to 0.101 at epoch 12.',
    );
    expect(paths(figure, 'line')).toHaveLength(2);
  });

  test('of several runs have a color for each run and a dash for each part', async () => {
    const curves = ['Adam', 'SGD'].flatMap((run) =>
      (['training', 'validation'] as const).map((part) => ({ run, part, y: falling(9, 0.1) })),
    );
    const { svg = '' } = await curvesFigure({ curves });
    expect(svg).toContain('Adam, training 0.239');
    expect(svg.match(/stroke-dasharray="6,3"/g)).toHaveLength(4);
  });

  test('of ten thousand steps become few points, with their trend', async () => {
    const random = RandomStream.derive(1, 'noise');
    const y = Float64Array.from(
      { length: 10_000 },
      (_, i) => 0.1 + Math.exp(-i / 2000) * (1 + 0.2 * random.normal()),
    );
    const figure = await curvesFigure({ curves: [{ part: 'training', y }], xTitle: 'step', log: true });
    const [faint = '', clear = ''] = paths(figure, 'line');
    expect(faint.split('L').length).toBeLessThanOrEqual(2000);
    expect(clear.split('L')).toHaveLength(80);
    expect((figure.svg ?? '').length).toBeLessThan(60_000);
  });

  test('break where a value is missing, and say so', async () => {
    const figure = await curvesFigure({ curves: [{ y: [2, 1, Number.NaN, 3] }], caption: 'A run.' });
    expect(paths(figure, 'line').map((path) => path.split('L').length)).toEqual([2, 1]);
    expect(figure.caption).toBe('A run. Not drawn: 1 value that is not finite.');
    const log = await curvesFigure({ curves: [{ y: [2, 0, -1, 3] }], log: true });
    expect(log.caption).toBe('Not drawn: 2 values that are not finite or not positive.');
  });

  test.each([1e-9, 1, 1e9])('have few, readable ticks at a scale of %d', async (scale) => {
    for (const log of [false, true]) {
      const figure = await curvesFigure({ curves: [{ y: [2.3 * scale, 0.01 * scale, 0.4 * scale] }], log });
      const ticks = texts(figure).filter((text) => /^[−\d]/.test(text));
      expect(ticks.length).toBeGreaterThanOrEqual(4);
      expect(ticks.length).toBeLessThanOrEqual(14);
      for (const tick of ticks) expect(tick.length).toBeLessThanOrEqual(7);
    }
  });

  test('one value, no value, and more curves than can be named', async () => {
    const one = await curvesFigure({ curves: [{ y: [0.5] }] });
    expect(paths(one, 'symbol')).toHaveLength(1);
    const none = await curvesFigure({ curves: [{ y: [] }, { y: [Number.NaN] }], title: 'Nothing' });
    expect(none).toMatchObject({
      title: 'Nothing',
      alt: 'There is nothing to draw: no finite values.',
    });
    const many = await curvesFigure({
      curves: range(200).map((i) => ({ run: `run ${i}`, y: falling(20, i + 1) })),
    });
    expect(many.caption).toBe('200 curves, too many to name.');
    expect(texts(many).some((text) => text.includes('run'))).toBe(false);
  });

  test('need an x for each y', async () => {
    await expect(curvesFigure({ curves: [{ x: [1], y: [1, 2] }] })).rejects.toThrow('received 1 x and 2 y');
  });

  test('are drawn the same way twice', async () => {
    const draw = async (): Promise<string> =>
      (await curvesFigure({ curves: [{ y: falling(30, 0) }] })).markup.text;
    expect(await draw()).toBe(await draw());
  });
});

describe('confusion matrices', () => {
  const digits = range(10).map(String);

  test('show counts, shares, recall and precision', async () => {
    const figure = await confusionFigure({
      matrix: [
        [50, 0],
        [3, 47],
      ],
      classes: ['benign', 'malignant'],
    });
    const plain = texts(figure).map((text) => text.replaceAll('\u202f', ' '));
    expect(plain).toEqual(
      expect.arrayContaining(['50', '100.0 %', '3', '6.0 %', '0', 'benign', 'malignant', 'recall']),
    );
    expect(plain.filter((text) => text === '94.0 %')).toHaveLength(2);
    expect(plain).toContain('94.3 %');
    expect(figure.alt.replaceAll('\u202f', ' ')).toBe(
      'Confusion matrix of 100 items in 2 classes, accuracy 97.0 %. Most frequent errors: malignant taken for benign (3).',
    );
  });

  test.each([2, 3, 10, 20, 60])('of %d classes stay within the figure', async (count) => {
    const classes = range(count).map((i) => `a rather long name of class ${i}`);
    const matrix = classes.map((_, i) => classes.map((__, j) => (i === j ? 12_345 : (i * j) % 3)));
    const { svg = '' } = await confusionFigure({ matrix, classes });
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    expect(Number(width)).toBe(720);
    expect(Number(height)).toBeLessThan(800);
  });

  test('equal names stay separate classes', async () => {
    const figure = await confusionFigure({
      matrix: [
        [1, 2],
        [3, 4],
      ],
      classes: ['x', 'x'],
    });
    expect(texts(figure)).toEqual(expect.arrayContaining(['1', '2', '3', '4']));
  });

  test('a class without items has no recall, and no items no figure', async () => {
    const figure = await confusionFigure({
      matrix: [
        [5, 0],
        [0, 0],
      ],
      classes: ['a', 'b'],
    });
    expect(texts(figure)).toContain('–');
    const none = await confusionFigure({ matrix: digits.map(() => digits.map(() => 0)), classes: digits });
    expect(none.alt).toContain('nothing to show');
    await expect(confusionFigure({ matrix: [[1]], classes: ['a', 'b'] })).rejects.toThrow(
      '1 rows of 1 columns and 2 names',
    );
  });
});

describe('intervals', () => {
  const row = { label: 'MLP', estimate: 0.9, lower: 0.85, upper: 0.93 };

  test('stand beside their numbers', async () => {
    const figure = await intervalsFigure({
      rows: [row],
      xTitle: 'accuracy',
      reference: { value: 0.95, label: 'published' },
    });
    expect(texts(figure)).toEqual(
      expect.arrayContaining(['MLP', '0.900 (0.850 to 0.930)', 'published', 'accuracy']),
    );
  });

  test('ten thousand rows are cut, unknown ones left out, impossible ones refused', async () => {
    const rows = range(10_000).map((i) => ({ ...row, label: `fold ${i}` }));
    expect((await intervalsFigure({ rows, xTitle: 'accuracy' })).caption).toBe(
      '9,900 more rows are not shown.',
    );
    const unknown = { ...row, estimate: Number.NaN };
    expect((await intervalsFigure({ rows: [unknown], xTitle: 'x' })).alt).toContain('nothing to show');
    await expect(intervalsFigure({ rows: [{ ...row, lower: 1 }], xTitle: 'x' })).rejects.toThrow(
      'received 1, 0.9, 0.93 for MLP',
    );
  });

  test('endless intervals end at the axis', async () => {
    const figure = await intervalsFigure({
      rows: [{ ...row, lower: -Infinity, upper: Infinity }],
      xTitle: 'x',
    });
    expect(figure.svg).not.toMatch(/NaN|Infinity(?![^<]*<\/text>)/);
  });
});

describe('scatter plots', () => {
  test('show points and labeled lines', async () => {
    const line = {
      label: 'y = 2x + 1',
      points: [
        { x: 0, y: 1 },
        { x: 4, y: 9 },
      ],
    };
    const figure = await scatterFigure({ points: range(5).map((x) => ({ x, y: 2 * x + 1 })), lines: [line] });
    expect(texts(figure)).toContain('y = 2x + 1');
    expect(paths(figure, 'symbol')).toHaveLength(5);
    expect(figure.alt).toBe('Scatter plot of y over x, 5 points, with y = 2x + 1.');
  });

  test('draw what lies on one spot once', async () => {
    const random = RandomStream.derive(1, 'points');
    const points = range(10_000).map(() => ({
      x: Math.round(3 * random.normal()),
      y: Math.round(3 * random.normal()),
    }));
    const spots = new Set(points.map(({ x, y }) => `${x}/${y}`)).size;
    expect(paths(await scatterFigure({ points }), 'symbol')).toHaveLength(spots);
    expect((await scatterFigure({ points: [{ x: Number.NaN, y: 1 }] })).alt).toContain('nothing to draw');
  });
});

describe('decision regions', () => {
  const options = {
    classes: ['left', 'right'],
    x: { title: 'a', low: 0, high: 1 },
    y: { title: 'b', low: 0, high: 1 },
    regions: { rows: 2, columns: 4, classes: [0, 0, 1, 1, 0, 1, 1, 1] },
  };

  test('are drawn as runs of equal cells', async () => {
    const figure = await decisionFigure({
      ...options,
      points: [
        { x: 0.1, y: 0.5, class: 0 },
        { x: 7, y: 0, class: 1 },
      ],
    });
    expect(paths(figure, 'rect')).toHaveLength(4);
    expect(paths(figure, 'symbol')).toHaveLength(1);
    expect(texts(figure)).toEqual(expect.arrayContaining(['left', 'right', 'a', 'b']));
  });

  test('need a class for each cell', async () => {
    const regions = { rows: 2, columns: 2, classes: [0, 1, 2, 0] };
    await expect(decisionFigure({ ...options, regions })).rejects.toThrow(
      'expected classes from 0 to 1, received 2',
    );
    await expect(decisionFigure({ ...options, regions: { ...regions, rows: 3 } })).rejects.toThrow(
      'received 4 for 3 × 2',
    );
  });
});
