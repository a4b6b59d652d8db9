import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeDevice } from '../../src/runtime/node.ts';
import { trainSmallNetwork } from '../small-network.ts';
import type { Offered } from './page.ts';
import { type ServedPage, servePage } from './serve-page.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const missing = existsSync(executablePath) ? '' : ` (skipped: there is no ${executablePath})`;

const STEPS = 20;

declare global {
  // Only within the page.
  var echotrain: Offered;
}

describe.skipIf(missing !== '')(`training in a browser${missing}`, () => {
  let browser: Browser;
  let isolated: ServedPage;
  let plain: ServedPage;

  beforeAll(async () => {
    const script = join(import.meta.dirname, 'page.ts');
    [isolated, plain] = [
      await servePage(script, { isolated: true }),
      await servePage(script, { isolated: false }),
    ];
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([isolated?.close(), plain?.close()]);
  });

  /** Opens a page of its own for `use`; complains of errors on its console and requests to anywhere else. */
  async function onPage<T>({ url }: ServedPage, use: (page: Page) => Promise<T>): Promise<T> {
    const complaints: string[] = [];
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    context.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url))
        complaints.push(request.url());
    });
    await page.goto(url);
    await page.waitForFunction(() => 'echotrain' in globalThis);
    const result = await use(page);
    await context.close();
    expect(complaints).toEqual([]);
    return result;
  }

  for (const [name, threads] of [
    ['wasm', 1],
    ['wasm', 2],
    ['webgpu', undefined],
  ] as const) {
    it(`gives the losses of Node on ${name}${threads ? ` with ${threads} thread(s)` : ''}`, async () => {
      const { losses, workers } = await onPage(isolated, async (page) => ({
        ...(await page.evaluate(([n, s, t]) => echotrain.train(n, s, t), [name, STEPS, threads] as const)),
        workers: page.workers().length,
      }));
      if (threads !== undefined) expect(workers).toBe(threads - 1);
      const native = await trainSmallNetwork(nodeDevice('cpu'), STEPS);
      expect(losses).toHaveLength(STEPS);
      for (const [step, loss] of native.losses.entries()) {
        expect(Math.abs((losses[step] ?? Number.NaN) - loss), `step ${step}`).toBeLessThan(1e-4);
      }
    });
  }

  it('chooses no graphics card made of software', async () => {
    const reason = await onPage(isolated, (page) => page.evaluate(() => echotrain.choose()));
    expect(reason).toMatch(/^wasm: \d+ threads?; webgpu not used: \d+(\.\d)? times slower than wasm$/);
  });

  it('has one thread where the page is not isolated, and says what to do for more', async () => {
    const told = await onPage(plain, async (page) => [
      await page.evaluate(() => echotrain.complaint(echotrain.train('wasm', 2, 2))),
      await page.evaluate(() => echotrain.complaint(echotrain.train('wasm', 2))),
      await page.evaluate(() => echotrain.complaint(echotrain.train('wasm', 2, 3))),
    ]);
    expect(told[0]).toContain('Cross-Origin-Opener-Policy: same-origin');
    expect(told[1]).toBeUndefined();
    expect(told[2]).toContain('expected 1 thread, as');
  });
});
