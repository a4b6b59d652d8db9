import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../../src/util/errors.ts';
import { cellOf, runToEnd } from './lesson-cells.ts';
import { accessibilityFaults, missing, Workbench } from './workbench.ts';

const lessons = [
  '01-linear-regression',
  '02-iris',
  '03-mnist',
  '04-your-own-data',
  '05-inverse-problems',
  '06-learning-a-reconstruction',
  '07-over-and-underfitting',
] as const;

/** What runs on the page of which lesson. */
const cells: readonly (readonly [(typeof lessons)[number], string])[] = [
  ['01-linear-regression', 'The code, three times the same'],
  ['01-linear-regression', 'A line, learning'],
  ['02-iris', 'The code, three times the same'],
  ['02-iris', 'Flowers, and any small network'],
  ['02-iris', 'Playground: any small network'],
  ['02-iris', 'Five folds, and peeking'],
  ['03-mnist', 'The code, three times the same'],
  ['03-mnist', 'Digits'],
  ['04-your-own-data', 'The code, three times the same'],
  ['04-your-own-data', 'What a division promises'],
  ['04-your-own-data', 'Your own table'],
  ['05-inverse-problems', 'The code, three times the same'],
  ['05-inverse-problems', 'Scan and reconstruct'],
  ['06-learning-a-reconstruction', 'Learn a reconstruction'],
  ['07-over-and-underfitting', 'Too small, too large, or right'],
];

function textOf(lesson: string): string {
  return readFileSync(join(import.meta.dirname, '../../lessons', lesson, 'README.md'), 'utf8');
}

describe.skipIf(missing !== '')(`the lessons in the workbench${missing}`, () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open();
  });

  afterAll(async () => {
    await workbench?.close();
  });

  /** Opens a page for `use`, and closes it. */
  async function onPage<T>(lesson: string, use: (page: Page) => Promise<T>): Promise<T> {
    const page = await workbench.page(`/lessons/${lesson}`);
    const result = await use(page);
    await page.close();
    return result;
  }

  it('are all in the list, and each leads to its page', async () => {
    const page = await workbench.page('/lessons');
    const links = page.locator('main li h2 a');
    await links.first().waitFor();
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(
      lessons.map((lesson) => `/lessons/${lesson}`),
    );
    expect(await accessibilityFaults(page)).toEqual([]);
    await links.nth(1).click();
    await page.getByRole('heading', { level: 1, name: '2 Iris' }).waitFor();
    await page.close();
  });

  for (const lesson of lessons) {
    it(`${lesson} shows its text, its figures and its cells, to everyone`, async () => {
      await onPage(lesson, async (page) => {
        const headings = Array.from(textOf(lesson).matchAll(/^##? (.+)$/gm), ([, title = '']) => title);
        await page.locator('article h1').waitFor();
        expect(await page.locator('article h1, article h2').allInnerTexts()).toEqual(headings);
        for (const [, title] of cells.filter(([name]) => name === lesson))
          await cellOf(page, title).waitFor();
        expect(await page.locator('figure img').count()).toBe(textOf(lesson).match(/^!\[/gm)?.length);
        for (const image of await page.locator('figure img').all()) {
          await image.scrollIntoViewIfNeeded();
          await expect.poll(() => image.evaluate((it) => Reflect.get(it, 'naturalWidth'))).toBeGreaterThan(0);
        }
        expect(await accessibilityFaults(page)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await accessibilityFaults(page)).toEqual([]);
      });
    });
  }

  it('train a line to the point that the text tells', async () => {
    await onPage('01-linear-regression', async (page) => {
      await cellOf(page, 'A line, learning').getByLabel('Epochs').fill('2');
      expect(await runToEnd(page, 'A line, learning')).toMatch(/y = 2\.0000 x \+ 0\.9999, loss 1\.\d+e-8/);
    });
  });

  it('stop at once, and end their workers with the page', async () => {
    await onPage('01-linear-regression', async (page) => {
      const cell = cellOf(page, 'A line, learning');
      await cell.getByLabel('Slow motion').check();
      await cell.getByRole('button', { name: 'Run' }).click();
      await cell.getByText(/^y = /).waitFor();
      expect(page.workers()).toHaveLength(1);
      await cell.getByRole('button', { name: 'Stop' }).click();
      await cell.getByText('Stopped.').waitFor();
      await expect.poll(() => page.workers().length).toBe(0);
      await cell.getByRole('button', { name: 'Run' }).click();
      await cell.getByText(/^y = /).waitFor();
      await page.getByRole('link', { name: 'All lessons' }).click();
      await expect.poll(() => page.workers().length).toBe(0);
    });
  });

  it('say in a line what went wrong', async () => {
    await onPage('01-linear-regression', async (page) => {
      const cell = cellOf(page, 'A line, learning');
      await cell.getByLabel('Learning rate').fill('8');
      await cell.getByLabel('Epochs').fill('2');
      await cell.getByRole('button', { name: 'Run' }).click();
      await cell
        .getByText(/loss/i)
        .filter({ hasText: /finite|infinity|NaN/i })
        .first()
        .waitFor();
    });
  });

  it('run the levels of lesson 2 as Node does: to the same numbers, from scratch, in tensors and in layers', async () => {
    await onPage('02-iris', async (page) => {
      const cell = cellOf(page, 'The code, three times the same');
      for (const level of ['From scratch', 'In tensors', 'In layers']) {
        await cell.getByRole('tab', { name: level }).click();
        await runToEnd(page, 'The code, three times the same');
        const [, accuracies = ''] = /^(train \d+ of 90 right, .*)$/m.exec(textOf('02-iris')) ?? [];
        await cell.getByText(accuracies).waitFor();
      }
      const [, difference] =
        /largest difference .* (\S+)$/m.exec(await cell.getByRole('status').last().innerText()) ?? [];
      expect(Number(difference)).toBeLessThan(1e-4);
    });
  });

  it('train lesson 2 to the accuracy that it states, five folds of it', async () => {
    const said = await onPage('02-iris', (page) => runToEnd(page, 'Five folds, and peeking'));
    const [, reached] = /mean of 5 folds: ([\d.]+) chosen by validation/.exec(said) ?? [];
    const [, stated] = /test accuracy ([\d.]+), standard deviation/.exec(textOf('02-iris')) ?? [];
    expect(Number(reached)).toBeGreaterThanOrEqual(0.95);
    expect(Math.abs(Number(reached) - Number(stated))).toBeLessThan(2.5 / 150);
  });

  it('give the same result every time', async () => {
    await onPage('02-iris', async (page) => {
      const title = 'Playground: any small network';
      await cellOf(page, title).getByLabel('Epochs').fill('0');
      const withoutTime = (said: string) => said.replace(/Done in .*/, '');
      const first = withoutTime(await runToEnd(page, title));
      await cellOf(page, title).getByRole('button', { name: 'Reset' }).click();
      expect(withoutTime(await runToEnd(page, title))).toBe(first);
      expect(first).toMatch(/% of test/);
    });
  });

  it('tell digits apart, and those that one draws', async () => {
    await onPage('03-mnist', async (page) => {
      const cell = cellOf(page, 'Digits');
      await cell.getByLabel('Training images').fill('1');
      await cell.getByLabel('Epochs').fill('3');
      const said = await runToEnd(page, 'Digits');
      const [, share] = /Right about ([\d.]+) % of 1000 test images/.exec(said) ?? [];
      expect(Number(share)).toBeGreaterThan(85);
      await drawOne(page, cell.getByRole('img', { name: /pad to draw/ }));
      await cell.getByText(/^It says 1, \d+ % sure$/).waitFor();
      await cell.getByRole('button', { name: 'A test image' }).click();
      await cell.getByText(/^It says \d, \d+ % sure$/).waitFor();
    });
  });
});

/** Draws a 1 on a pad. */
async function drawOne(page: Page, pad: Locator): Promise<void> {
  await pad.scrollIntoViewIfNeeded();
  const box = present(await pad.boundingBox(), 'the place of the pad');
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.55, 0.15));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.85), { steps: 20 });
  await page.mouse.up();
}
