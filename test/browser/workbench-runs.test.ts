import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addManyRuns, addRuns } from './some-runs.ts';
import { accessibilityFaults, missing, Workbench } from './workbench.ts';

const HOSTILE = '<img src=x onerror="document.title=1">';

/** Takes minutes, if it is let. */
const LONG = `name: Long
data: { digits: { train: 2000, test: 200 } }
split:
  given: { validation: 0.1 }
model:
  mlp: { hidden: [256] }
training:
  epochs: 1000
  optimizer: adam
`;

describe.skipIf(missing !== '')(`the list of runs${missing}`, () => {
  let workbench: Workbench;
  let page: Page;

  beforeAll(async () => {
    workbench = await Workbench.open();
    page = await workbench.page('/runs');
  });

  afterAll(async () => {
    await workbench?.close();
  });

  const rows = () => page.locator('tbody tr');
  const row = (run: number) => page.getByRole('row', { name: new RegExp(`Select run ${run},`) });
  const count = () => page.getByRole('group', { name: 'Filter' }).getByRole('status');

  it('tells what to do where nothing has been run', async () => {
    await page.getByText('Nothing has been run yet.').waitFor();
    expect(await page.getByRole('link', { name: 'Start a run' }).getAttribute('href')).toBe('/new');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('shows runs as soon as they are there, whatever they are called', async () => {
    await addRuns(workbench.store, 12);
    const study = { name: HOSTILE, text: 'name: x' };
    const record = await workbench.store.runs.recipe(1).then((recipe) => recipe.record);
    workbench.store.runs.create({ name: HOSTILE, study, record });
    await workbench.store.runs.tag(2, ['baseline']);
    await workbench.store.runs.change(2, { note: HOSTILE });
    await row(13).waitFor();
    expect(await row(13).getByRole('link').textContent()).toBe(HOSTILE);
    await row(2).getByText('baseline').waitFor();
    expect(await page.title()).toBe('Runs · echotrain');
  });

  it('filters by words, study, status and tag, and keeps that in the address', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('knees');
    await count().getByText('4 of 13 runs').waitFor();
    expect(page.url()).toContain('text=knees');
    await page.getByRole('combobox', { name: 'Status' }).selectOption('failed');
    await count().getByText('2 of 13 runs').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('baseline');
    await count().getByText('1 of 13 runs').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await count().getByText('13 runs').waitFor();
  });

  it('sorts by a score that is chosen, by mouse and keyboard', async () => {
    await page.getByRole('combobox', { name: 'Score' }).selectOption('test/accuracy');
    const head = page.getByRole('columnheader', { name: 'test accuracy' });
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await rows().first().getAttribute('aria-rowindex')).toBe('2');
    expect(await rows().first().textContent()).toContain('test accuracy 0.975');
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('columnheader', { name: 'Run' }).getByRole('button').click();
  });

  it('is walked through, selected from and compared by keys', async () => {
    await rows().first().focus();
    for (const key of ['ArrowDown', 'Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await page.getByText('2 runs selected').waitFor();
    await page.keyboard.press('c');
    await page.waitForURL(/\/compare\?runs=12,11$/);
    await page.goBack();
    await page.keyboard.press('Escape');
    await rows().first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/runs\/13$/);
    await page.goBack();
  });

  it('tags, notes, throws away and restores', async () => {
    await row(12).getByRole('checkbox').check();
    await page.keyboard.press('t');
    await page.keyboard.type('7T best');
    await page.keyboard.press('Enter');
    await row(12).getByText('7T').waitFor();
    await row(12).getByText('best').waitFor();
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: 'Note' }).fill('Before the upgrade');
    await page.getByRole('button', { name: 'Save' }).click();
    await row(12).getByText('Before the upgrade').waitFor();
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await page.getByText('Moved 1 run to the trash').waitFor();
    await count().getByText('12 runs').waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await row(12).waitFor();
    const { note, tags } = await workbench.store.runs.get(12);
    expect({ note, tags: [...tags].sort() }).toEqual({ note: 'Before the upgrade', tags: ['7T', 'best'] });
  });

  it('asks before the trash is emptied', async () => {
    await workbench.store.trash.add(3);
    await page.getByRole('link', { name: 'Trash' }).click();
    await row(3).waitFor();
    await page.getByRole('button', { name: 'Empty trash' }).click();
    await page.keyboard.press('Escape');
    expect(await workbench.store.runs.list({ trashed: true })).toHaveLength(1);
    await page.getByRole('button', { name: 'Empty trash' }).click();
    await page.getByRole('button', { name: 'Remove for good' }).click();
    await page.getByText('The trash is empty.').waitFor();
    expect(await workbench.store.runs.list({ trashed: true })).toEqual([]);
    await page.getByRole('link', { name: 'All runs' }).click();
  });

  it('pauses, continues, stops and resumes a run by keys, and shows how far it is', async () => {
    const data = { study: LONG, device: 'cpu', threads: 1 };
    const answer = await page.request.post(`${workbench.url}/api/runs`, { data });
    const { run: id }: { run: number } = await answer.json();
    await row(id).getByText('left').waitFor();
    await page.getByRole('progressbar', { name: `Progress of run ${id}` }).waitFor();
    await page.keyboard.press('Escape');
    await row(id).focus();
    for (const [key, status] of [
      ['p', 'paused'],
      ['p', 'running'],
      ['s', 'stopped'],
      ['u', 'running'],
    ] as const) {
      await page.keyboard.press(key);
      await row(id).getByText(status).waitFor();
    }
    await row(id)
      .getByRole('button', { name: `Stop run ${id}` })
      .click();
    await row(id).getByText('stopped').waitFor();
  });

  it('says why something cannot be done', async () => {
    await row(11).getByRole('button', { name: 'Rerun run 11' }).click();
    await page.getByRole('alert').getByText('model').waitFor();
    workbench.provoked(/400/);
    await page.getByRole('button', { name: 'Dismiss' }).click();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that keeps people out, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await row(12).getByRole('checkbox').check();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  }

  it('is fluent with 10,000 runs', async () => {
    addManyRuns(workbench.store, 10_000);
    await page.reload();
    await count().getByText('10,013 runs').waitFor();
    expect(await rows().count()).toBeLessThan(80);
    await rows().first().focus();
    await page.keyboard.press('End');
    await row(1).waitFor();
    expect(await row(1).getAttribute('aria-rowindex')).toBe('10014');
    await page.getByRole('searchbox', { name: 'Filter' }).fill('#10012');
    await count().getByText('1 of 10,013 runs').waitFor();
  });
});

describe.skipIf(missing !== '')(`the runs of a damaged store${missing}`, () => {
  it('are shown as far as they can be read, with what to do', async () => {
    const whole = await Workbench.open();
    await addRuns(whole.store, 5);
    await whole.close();
    const file = join(whole.folder, '.echotrain', 'runs.sqlite');
    const bytes = readFileSync(file);
    bytes.fill(0xff, 0, 100);
    writeFileSync(file, bytes);
    const workbench = await Workbench.open({ folder: whole.folder });
    const page = await workbench.page('/runs');
    await page.getByText('The store is damaged and is only read.').waitFor();
    expect(await page.getByText('echotrain runs rescue').count()).toBe(1);
    expect(await page.getByRole('button', { name: /^(Stop|Rerun|Resume) run/ }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    workbench.provoked(/400|500/);
    await workbench.close();
  });
});
