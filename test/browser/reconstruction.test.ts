import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeDevice } from '../../src/runtime/node.ts';
import { expectClose } from '../close.ts';
import { reconstructEverywhere } from './reconstruct-everywhere.ts';
import type { OfferedReconstruction } from './reconstruction-page.ts';
import { type ServedPage, servePage } from './serve-page.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const missing = existsSync(executablePath) ? '' : ` (skipped: there is no ${executablePath})`;

declare global {
  // Only within the page.
  var reconstruction: OfferedReconstruction;
}

describe.skipIf(missing !== '')(`reconstruction in a browser${missing}`, () => {
  let browser: Browser;
  let served: ServedPage;

  beforeAll(async () => {
    served = await servePage(join(import.meta.dirname, 'reconstruction-page.ts'), { isolated: true });
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it.each(['wasm', 'webgpu'] as const)('gives the images of Node, from k-space on, on %s', async (name) => {
    const complaints: string[] = [];
    const page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(served.url);
    await page.waitForFunction(() => 'reconstruction' in globalThis);
    const images = await page.evaluate((device) => reconstruction.reconstruct(device), name);
    expect(complaints).toEqual([]);
    const native = await reconstructEverywhere(nodeDevice('cpu'));
    expect(Object.keys(images)).toEqual(['sense', 'tv', 'wavelet']);
    for (const [method, image] of Object.entries(native)) {
      expectClose(images[method] ?? [], image, 1e-4, method);
    }
  });
});
