import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, missing, Workbench } from './workbench.ts';

describe.skipIf(missing !== '')(`the frame of the workbench${missing}`, () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open();
  });

  afterAll(async () => {
    await workbench?.close();
  });

  it('opens on the runs, and leads to every section', async () => {
    const page = await workbench.page('/');
    const current = page.locator('nav [aria-current]');
    await page.waitForSelector('main h1');
    expect(await current.textContent()).toBe('Runs');
    expect(await page.title()).toBe('Runs · echotrain');
    await page.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that keeps people out, ${colorScheme}`, async () => {
      const page = await workbench.page('/runs', { colorScheme });
      await page.waitForSelector('main h1');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.close();
    });
  }
});
