import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addRuns } from './some-runs.ts';
import { accessibilityFaults, missing, Workbench } from './workbench.ts';

/** Far more than a page takes where nothing else runs, for machines that are busy. */
const PATIENCE_MS = 5000;

describe.skipIf(missing !== '')(`the frame of the workbench${missing}`, () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open();
    await addRuns(workbench.store, 100);
  });

  afterAll(async () => {
    await workbench?.close();
  });

  it('opens on the runs, soon', async () => {
    const page = await workbench.page('/');
    await page.getByRole('grid', { name: 'Runs' }).waitFor();
    const listed = await page.evaluate<number>('performance.now()');
    expect(await page.locator('nav [aria-current]').textContent()).toBe('Runs');
    expect(await page.title()).toBe('Runs · echotrain');
    const drawn = await page.evaluate<number>(
      "performance.getEntriesByName('first-contentful-paint')[0].startTime",
    );
    console.log(
      `The first page was drawn after ${drawn.toFixed(0)} ms, its runs after ${listed.toFixed(0)} ms.`,
    );
    expect(drawn).toBeLessThan(PATIENCE_MS);
    await page.close();
  });

  it('leads everywhere by keys, and says which these are', async () => {
    const page = await workbench.page('/runs');
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    expect(await keys.textContent()).toContain('Go to lessons');
    await page.keyboard.press('Escape');
    for (const [key, path] of [
      ['l', '/lessons'],
      ['c', '/compare'],
      ['d', '/data'],
      ['r', '/runs'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL(`${workbench.url}${path}`);
    }
    await page.getByRole('button', { name: 'Skip to the page' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('main').evaluate((main) => main.matches(':focus'))).toBe(true);
    await page.close();
  });

  it('is light or dark as one chooses, for later too', async () => {
    const page = await workbench.page('/runs', { colorScheme: 'dark' });
    const shown = () => page.locator('html').getAttribute('data-theme');
    expect(await shown()).toBe('dark');
    await page.getByRole('button', { name: 'Theme: system' }).click();
    expect(await shown()).toBe('light');
    await page.reload();
    expect(await shown()).toBe('light');
    await page.getByRole('button', { name: 'Theme: light' }).click();
    await page.getByRole('button', { name: 'Theme: dark' }).click();
    await page.getByRole('button', { name: 'Theme: system' }).waitFor();
    await page.close();
  });

  it('says what there is not', async () => {
    const page = await workbench.page('/nowhere');
    await page.getByText('There is no such page.').waitFor();
    await page.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that keeps people out, ${colorScheme}`, async () => {
      const page = await workbench.page('/runs', { colorScheme });
      await page.getByRole('grid').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.close();
    });
  }

  it('says that the server does not answer, for as long as that is so', async () => {
    const page = await workbench.page('/nowhere');
    const told = page.getByText('The server does not answer.');
    await page.route('**/api/events', (route) => route.abort());
    await page.goto(`${workbench.url}/runs`);
    await told.waitFor();
    await page.unroute('**/api/events');
    await told.waitFor({ state: 'detached' });
    workbench.provoked(/ERR_FAILED/);
    await workbench.stopServer();
    await told.waitFor();
    workbench.provoked(/ERR_/);
    await page.close();
  });
});
