import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  follow,
  type MethodChoice,
  type Reached,
  type ScanChoice,
  trialOf,
} from '../../lessons/05-inverse-problems/trial.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import { accessibilityFaults, missing, Workbench } from './workbench.ts';

/** A cell by its title. */
function cellOf(page: Page, title: string): Locator {
  const heading = page.getByRole('heading', { name: title, exact: true });
  return page.locator('section[aria-busy]', { has: heading });
}

/** Runs a cell to its end, and gives what it says. */
async function runToEnd(cell: Locator): Promise<string> {
  await cell.getByRole('button', { name: /^Run/ }).click();
  await cell.getByText(/^(Done in [\d.]+ s\.|Failed)/).waitFor({ timeout: 900_000 });
  return cell.getByRole('status').last().innerText();
}

/** The number that a text has after some words. */
function numberAfter(text: string, words: string): number {
  const [, number = 'NaN'] = new RegExp(`${words} (-?[\\d.]+)`).exec(text) ?? [];
  return Number(number);
}

describe.skipIf(missing !== '')(`the lessons of images in the workbench${missing}`, () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open();
  });

  afterAll(async () => {
    await workbench?.close();
  });

  /** Opens a lesson's page for `use` of a cell, and closes it. */
  async function withCell<T>(lesson: string, title: string, use: (cell: Locator, page: Page) => Promise<T>) {
    const page = await workbench.page(`/lessons/${lesson}`);
    const cell = cellOf(page, title);
    await cell.waitFor();
    const result = await use(cell, page);
    await page.close();
    return result;
  }

  describe('inverse problems', () => {
    const scan: ScanChoice = { head: 'shepp-logan', acceleration: 4, lines: 'regular', snr: 50, coils: 8 };

    it('find what Node finds, iteration by iteration', async () => {
      const reached: Reached[] = [];
      const how: MethodChoice = { method: 'sense', regularization: 0.003, iterations: 10 };
      const execution = { device: nodeDevice('cpu'), threads: 1 };
      await follow(trialOf(scan), how, execution, async (one) => void reached.push(one));
      await withCell('05-inverse-problems', 'Scan and reconstruct', async (cell, page) => {
        await cell.getByLabel('Regularization').fill('4');
        await cell.getByLabel('Iterations').fill('0');
        const said = await runToEnd(cell);
        const error = numberAfter(said, 'Iteration 10: NRMSE');
        // The page writes four digits.
        expect(Math.abs(error - (reached.at(-1)?.nrmse ?? 0))).toBeLessThan(0.00005 + 1e-4);
        await cell.getByText('Values of: Error and misfit').click();
        const rows = await cell.locator('details table tbody tr').allInnerTexts();
        expect(rows).toHaveLength(reached.length);
        for (const [i, row] of rows.entries()) {
          const [iteration, nrmse = Number.NaN, misfit = Number.NaN] = row.split('\t').map(Number);
          expect(iteration).toBe(i);
          // Its table has three.
          expect(Math.abs(nrmse - (reached[i]?.nrmse ?? 0))).toBeLessThan(0.0005 + 1e-4);
          expect(Math.abs(misfit - (reached[i]?.misfit ?? 0))).toBeLessThan(0.0005 + 1e-4);
        }
        expect(await accessibilityFaults(page)).toEqual([]);
      });
    });

    it('show the error that turns, and total variation that does better', async () => {
      await withCell('05-inverse-problems', 'Scan and reconstruct', async (cell) => {
        const turning = await runToEnd(cell);
        expect(numberAfter(turning, 'lowest NRMSE')).toBeLessThan(0.95 * numberAfter(turning, ': NRMSE'));
        await cell.getByLabel('Lines', { exact: true }).selectOption('random');
        await cell.getByLabel('Method').selectOption('tv');
        await cell.getByLabel('Regularization').fill('4');
        expect(numberAfter(await runToEnd(cell), ': NRMSE')).toBeLessThan(0.15);
      });
    });

    it('stop at once and start anew', async () => {
      await withCell('05-inverse-problems', 'Scan and reconstruct', async (cell, page) => {
        await cell.getByLabel('Iterations').fill('4');
        await cell.getByRole('button', { name: 'Run' }).click();
        await cell.getByText(/^After \d+ iterations$/).waitFor();
        await cell.getByRole('button', { name: 'Stop' }).click();
        await cell.getByText('Stopped.').waitFor();
        // A worker in the midst of an iteration is given two seconds by the browser.
        await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(0);
        await cell.getByRole('button', { name: 'Reset' }).click();
        await cell.getByText('Not run yet.').waitFor();
        expect(await cell.locator('canvas').count()).toBe(0);
      });
    });

    it('solve the equations at every level to the same residuals', async () => {
      await withCell('05-inverse-problems', 'The code, three times the same', async (cell) => {
        await runToEnd(cell);
        for (const level of ['In tensors', 'With operators']) {
          await cell.getByRole('tab', { name: level }).click();
          await runToEnd(cell);
        }
        const said = await cell.getByRole('status').last().innerText();
        expect(said).toContain('3 levels');
        expect(Number(/curves (\S+)/.exec(said)?.[1])).toBeLessThan(1e-4);
      });
    });
  });

  it('a network learns to reconstruct better than zero-filled, and the table says so', async () => {
    await withCell('06-learning-a-reconstruction', 'Learn a reconstruction', async (cell, page) => {
      await cell.getByLabel('Subjects').fill('2');
      const said = await runToEnd(cell);
      expect(said).toContain('The network less total variation');
      const rows = await cell.locator('table').last().locator('tbody tr').allInnerTexts();
      const psnr = new Map(
        rows.map((row) => row.split('\t')).map(([name = '', , value]) => [name, Number(value)]),
      );
      expect(Array.from(psnr.keys())).toEqual(['zero-filled', 'CG-SENSE', 'total variation', 'network']);
      expect(psnr.get('network')).toBeGreaterThan((psnr.get('zero-filled') ?? 99) + 1);
      expect(psnr.get('total variation')).toBeGreaterThan(psnr.get('CG-SENSE') ?? 99);
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  });

  it('networks underfit, fit and overfit where the cell says so', async () => {
    await withCell('07-over-and-underfitting', 'Too small, too large, or right', async (cell, page) => {
      expect(await runToEnd(cell)).toContain('Epoch 100: overfitting');
      await cell.getByLabel('Network').selectOption('one convolution');
      expect(await runToEnd(cell)).toContain('Epoch 100: underfitting');
      await cell.getByLabel('Network').selectOption('four convolutions');
      expect(await runToEnd(cell)).toContain('Epoch 100: good fit');
      await cell.getByRole('heading', { name: 'What the curves say' }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  });
});
