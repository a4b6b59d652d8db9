import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iris } from '../../src/data/index.ts';
import { present } from '../../src/util/errors.ts';
import { cellOf, runToEnd } from './lesson-cells.ts';
import { accessibilityFaults, missing, Workbench } from './workbench.ts';

/** A CSV file in a folder of its own. */
function csvFile(name: string, rows: readonly (readonly (string | number)[])[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'table-')), name);
  writeFileSync(path, rows.map((cells) => cells.join(',')).join('\n'));
  return path;
}

const EVIL = '<img src=x onerror="document.title=1">';

describe.skipIf(missing !== '')(`a table of one's own in lesson 4${missing}`, () => {
  let workbench: Workbench;
  let page: Page;

  beforeAll(async () => {
    workbench = await Workbench.open();
    page = await workbench.page('/lessons/04-your-own-data');
  });

  afterAll(async () => {
    await workbench?.close();
  });

  it('is learned from where it is dropped; its missing cells are named', async () => {
    const cell = cellOf(page, 'Your own table');
    await drop(page, cell.getByText('Drop a CSV file here'), irisFile());
    await cell.getByText('150 rows, 5 columns').waitFor();
    expect(await cell.getByRole('row', { name: /^sepal width/ }).innerText()).toContain('15 (10.0 %)');
    const [, share] = /Test: right about ([\d.]+) %/.exec(await runToEnd(page, 'Your own table')) ?? [];
    expect(Number(share)).toBeGreaterThan(90);
  });

  it('is refused in a line that names its line where it is bad, and the next one is read', async () => {
    const cell = cellOf(page, 'Your own table');
    await cell.getByLabel('Choose a CSV file').setInputFiles(csvFile('short.csv', [['a', 'b'], [1, 2], [3]]));
    await cell
      .getByRole('alert')
      .getByText('short.csv, line 3: expected 2 cells, as in the header, received 1.')
      .waitFor();
    await cell.getByLabel('Choose a CSV file').setInputFiles(
      csvFile('quote.csv', [
        ['a', 'b'],
        [1, '"2'],
      ]),
    );
    await cell
      .getByRole('alert')
      .getByText('quote.csv, line 2, column 2: expected a closing quote')
      .waitFor();
    await cell.getByLabel('Choose a CSV file').setInputFiles(irisFile());
    await cell.getByText('150 rows, 5 columns').waitFor();
  });

  it('may hold markup, which is shown as text', async () => {
    const cell = cellOf(page, 'Your own table');
    const rows = Array.from({ length: 60 }, (_, i) => [
      Math.sin(i),
      i % 7,
      i % 2 ? quoted(EVIL) : quoted('<b>b</b>'),
    ]);
    const header = [quoted(EVIL), 'x', quoted(`${EVIL}2`)];
    await cell
      .getByLabel('Choose a CSV file')
      .setInputFiles(csvFile(`${'<img src=x>'}.csv`, [header, ...rows]));
    await cell.getByText('60 rows, 3 columns').waitFor();
    await runToEnd(page, 'Your own table');
    expect(await cell.locator('img, b, script').count()).toBe(0);
    expect(await cell.getByRole('rowheader', { name: EVIL, exact: true }).count()).toBeGreaterThan(0);
    expect(await page.title()).not.toBe('1');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('may have 100,000 rows', async () => {
    const cell = cellOf(page, 'Your own table');
    const rows = Array.from({ length: 100_000 }, (_, i) => [i % 97, i % 89, (i % 97) + 2 * (i % 89)]);
    await cell
      .getByLabel('Choose a CSV file')
      .setInputFiles(csvFile('large.csv', [['a', 'b', 'c'], ...rows]));
    await cell.getByText('100,000 rows, 3 columns').waitFor({ timeout: 60_000 });
    await cell.getByLabel('Epochs').fill('0');
    const [, explained] = /Test: R² = ([\d.]+)/.exec(await runToEnd(page, 'Your own table')) ?? [];
    expect(Number(explained)).toBeGreaterThan(0.99);
  });
});

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Iris as a file; of every tenth flower nobody knows the width of a sepal. */
function irisFile(): string {
  const flowers = iris();
  const names = flowers.targets.kind === 'classes' ? flowers.targets.classNames : [];
  const rows = Array.from({ length: flowers.count }, (_, item) => [
    ...Array.from(flowers.input(item), (value, feature) =>
      item % 10 === 3 && feature === 1 ? 'NA' : value.toFixed(1),
    ),
    present(names[flowers.labels?.[item] ?? 0], 'a species'),
  ]);
  return csvFile('iris.csv', [[...(flowers.featureNames ?? []), 'species'], ...rows]);
}

/** Drops a file. */
async function drop(page: Page, place: Locator, path: string): Promise<void> {
  const file = `new File([${JSON.stringify(readFileSync(path, 'utf8'))}], 'dropped.csv')`;
  const dataTransfer = await page.evaluateHandle(
    `((dropped) => (dropped.items.add(${file}), dropped))(new DataTransfer())`,
  );
  await place.dispatchEvent('drop', { dataTransfer });
}
