import { describe, expect, test } from 'vitest';
import { type PanelRow, panelsFigure } from './panels-figure.ts';

const row: PanelRow = {
  rows: 2,
  columns: 3,
  window: [0, 0.5],
  scale: 'error',
  panels: [{ pixels: [0, 1, 2, 3, 4, Number.NaN], title: 'SENSE <1>', note: '0.03' }, undefined],
};

describe('panels', () => {
  test('are a drawing of its own, with titles, notes and the window', () => {
    const { svg = '', markup, alt } = panelsFigure({ alt: 'Two heads', title: 'Heads', panels: [row, row] });
    expect(alt).toBe('Two heads');
    expect(svg).toContain('SENSE &lt;1&gt;');
    expect(svg.match(/>0\.03<|>error<|>0\.50<|>0</g)).toHaveLength(8);
    expect(svg.match(/<image /g)).toHaveLength(4);
    expect(markup.text).toContain('var(--ink,#1a1d21)');
  });

  test('stand below each other', () => {
    const heights = [[row], [row, row]].map((panels) =>
      Number(/ height="(\d+)"/.exec(panelsFigure({ alt: '', panels }).svg ?? '')?.[1]),
    );
    expect(heights).toEqual([178, 368]);
  });

  test('without images say so; wrong sizes and empty windows are refused', () => {
    expect(panelsFigure({ alt: '', panels: [] }).alt).toBe('There are no images to show.');
    expect(() => panelsFigure({ alt: '', panels: [{ ...row, rows: 3 }] })).toThrow(
      'images of 3 × 3 pixels, received one of 6 values',
    );
    expect(() => panelsFigure({ alt: '', panels: [{ ...row, window: [1, 1] }] })).toThrow('received 1 and 1');
  });
});
