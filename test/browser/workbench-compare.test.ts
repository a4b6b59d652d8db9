import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iris } from '../../src/data/index.ts';
import { IRIS_STUDY, RECONSTRUCTION_STUDY, recordStudy } from '../record-study.ts';
import { accessibilityFaults, missing, Workbench } from './workbench.ts';

const DIGITS = `
name: Digits
data: { digits: { train: 300, test: 10000 } }
split: { given: { validation: 0.2 } }
model: { mlp: { hidden: [8] } }
training: { epochs: 1, batchSize: 32, optimizer: adam }
evaluation: { resamples: 10 }
`;

const MARKUP = '<img src=x onerror="globalThis.hacked=1">';

describe.skipIf(missing !== '')(`comparing runs${missing}`, () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open();
    const { store, folder } = workbench;
    await recordStudy(store, IRIS_STUDY);
    await recordStudy(store, IRIS_STUDY, ['training.epochs=8', `name=${JSON.stringify(MARKUP)}`]);
    await recordStudy(store, RECONSTRUCTION_STUDY);
    await recordStudy(store, DIGITS);
    await recordStudy(store, DIGITS, ['training.epochs=2']);
    const file = join(folder, 'flowers.csv');
    writeFileSync(file, flowers(MARKUP));
    await recordStudy(store, tableStudy(file, 'species', 'classification'));
    await recordStudy(store, tableStudy(file, 'width', 'regression'));
    await recordStudy(store, tableStudy(file, 'width', 'regression'), ['training.epochs=9']);
  });

  afterAll(() => workbench?.close());

  it('says which scores and settings differ, and how surely', async () => {
    const page = await workbench.page('/compare?runs=1,2');
    await page.getByRole('heading', { name: 'Settings that differ' }).waitFor();
    const settings = page.getByRole('region', { name: 'Settings that differ' });
    expect(await settings.getByRole('row', { name: /training\.epochs/ }).innerText()).toMatch(/3\s+8/);
    expect(await page.getByRole('row', { name: /^Accuracy/ }).innerText()).toMatch(/Δ .+ to .+p [<=]/s);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  it('walks through 10,000 cases by keys, the worst first', async () => {
    const page = await workbench.page('/compare?runs=4,5&tab=cases');
    const table = page.getByRole('grid', { name: 'Cases' });
    const rows = table.locator('tbody tr');
    await rows.first().waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe('10001');
    expect(await rows.count()).toBeLessThan(100);
    await rows.first().focus();
    const first = await titleOf(page);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => titleOf(page)).not.toBe(first);
    await page.keyboard.press('End');
    await table.locator('[aria-rowindex="10001"]').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/case=\d+/);
    const least = await table.locator('[aria-rowindex="10001"]').innerText();
    expect(least).not.toContain('✗');
    await page.getByRole('checkbox', { name: 'With image' }).check();
    // Of each run 200, some of them of both.
    await page.getByText(/^[234]\d\d of 10,000 cases/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  it('opens the cases of a cell of the confusion matrix, by keys', async () => {
    const page = await workbench.page('/compare?runs=4,5&tab=confusion');
    const matrix = page.getByRole('region', { name: 'Confusion matrix of Run 5' });
    const cell = matrix.locator('[data-cell="0 1"]');
    await matrix.locator('[data-cell="0 0"]').focus();
    await page.keyboard.press('ArrowRight');
    const [count] = (await cell.innerText()).split('\n');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText(`${count} of 10,000 cases, which Run 5 takes for “1”`).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('10,000 of 10,000 cases').waitFor();
    await page.close();
  });

  it('puts reconstructions side by side, zoomed together, with error maps of one scale', async () => {
    const page = await workbench.page('/compare?runs=3&tab=cases');
    const viewers = page.getByRole('application');
    await page.getByRole('application', { name: 'Error: CG-SENSE' }).waitFor();
    const labels = await viewers.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(labels).toEqual(
      expect.arrayContaining(['Reference', 'zero-filled', 'Error: zero-filled', 'CG-SENSE', 'Wang’s CNN']),
    );
    const scales = page.getByRole('img', { name: /^Absolute error/ });
    const scale = await scales.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect([scale.length, new Set(scale).size]).toEqual([3, 1]);
    const before = await pictures(page);
    expect(new Set(before).size).toBe(before.length);
    await page.getByRole('application', { name: 'Reference' }).focus();
    await page.keyboard.press('+');
    await expect.poll(() => page.getByText('125 %').count()).toBeGreaterThanOrEqual(4);
    const after = await pictures(page);
    for (const [i, picture] of after.entries()) expect(picture).not.toBe(before[i]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  it('flickers between images, and wipes from one to another', async () => {
    const page = await workbench.page('/compare?runs=3&tab=cases');
    await page.getByLabel('Arrangement').selectOption('flicker');
    const viewer = page.getByRole('application');
    expect(await viewer.getAttribute('aria-label')).toBe('Reference');
    await viewer.focus();
    await page.keyboard.press('f');
    await page.getByRole('application', { name: 'zero-filled' }).waitFor();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('application', { name: 'CG-SENSE' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByLabel('Arrangement').selectOption('wipe');
    await page.getByLabel('Right', { exact: true }).selectOption({ label: 'CG-SENSE' });
    const line = page.getByRole('slider', { name: 'Place of the line' });
    await line.focus();
    await page.keyboard.press('Home');
    const all = await page.getByRole('application', { name: 'CG-SENSE' }).locator('..').getAttribute('style');
    expect(all).toContain('inset(0px 0px 0px 0%)');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  it('opens a case from the chart of one run against another', async () => {
    const page = await workbench.page('/compare?runs=1,2&tab=scatter');
    const chart = page.getByRole('application', { name: /^150 shared cases by Cross-entropy/ });
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    const [, name] = /Case (\S+):/.exec((await chart.innerText()) ?? '') ?? [];
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Case ${name}`, exact: true }).waitFor();
    await page.close();
  });

  it('shows predicted against true numbers, and how they agree', async () => {
    const page = await workbench.page('/compare?runs=7,8&tab=regression');
    await page
      .getByRole('application', { name: /^Predicted against true values of \d+ cases/ })
      .first()
      .waitFor();
    expect(await page.getByRole('application', { name: /^Bland-Altman/ }).count()).toBe(2);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  it('never takes names for markup', async () => {
    for (const tab of ['scores', 'cases', 'confusion']) {
      const page = await workbench.page(`/compare?runs=6&tab=${tab}`);
      await page.getByRole('heading', { name: 'Compare' }).waitFor();
      if (tab !== 'scores') await page.getByText(MARKUP).first().waitFor({ state: 'attached' });
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
      await page.close();
    }
  });

  it('says what to choose, and what there is not', async () => {
    const page = await workbench.page('/compare');
    await page.getByRole('grid', { name: 'Finished runs' }).waitFor();
    await page.getByRole('checkbox', { name: 'Select run 1' }).check();
    await page.getByRole('button', { name: 'Compare 1' }).click();
    await page.getByRole('heading', { name: 'Scores' }).waitFor();
    await page.goto(`${workbench.url}/compare?runs=99`);
    await page.getByText('These runs cannot be compared').waitFor();
    workbench.provoked(/400/);
    await page.close();
  });
});

/** Iris as a table, one of its species called so. */
function flowers(species: string): string {
  const { inputs, targets } = iris();
  const rows = Array.from({ length: 150 }, (_, i) => {
    const [, width = 0, long = 0, wide = 0] = inputs.subarray(4 * i, 4 * i + 4);
    const name = targets.data[i] === 0 ? `"${species.replaceAll('"', '""')}"` : `species ${targets.data[i]}`;
    return [width, long, wide, name].join();
  });
  return ['width,petal length,petal width,species', ...rows].join('\n');
}

function tableStudy(file: string, target: string, task: string): string {
  return `
name: Flowers
data: { csv: { file: ${JSON.stringify(file)}, features: [petal length, petal width], target: ${target}, task: ${task} } }
split: { random: { validation: 0.2, test: 0.4 } }
preprocessing: { standardize: feature }
model: { mlp: { hidden: [4] } }
training: { epochs: 3, batchSize: 16, optimizer: adam }
evaluation: { resamples: 10 }
`;
}

function titleOf(page: Page): Promise<string | null> {
  return page.locator('h2').first().textContent();
}

/** What each viewer shows. */
async function pictures(page: Page): Promise<string[]> {
  const viewers = await page.getByRole('application').all();
  return Promise.all(viewers.map(async (one) => (await one.screenshot()).toString('base64')));
}
