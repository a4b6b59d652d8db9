import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import samples from '../../src/formats/dicom/pixels/samples.json' with { type: 'json' };
import { bytesSource, openArray } from '../../src/formats/index.ts';
import type { OfferedCodecs } from './codecs-page.ts';
import { type ServedPage, servePage } from './serve-page.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const missing = existsSync(executablePath) ? '' : ` (skipped: there is no ${executablePath})`;

declare global {
  // Only within the page.
  var codecs: OfferedCodecs;
}

const wanted = /^(JPEG|RLE|palette|explicit)/;

describe.skipIf(missing !== '')(`images in a browser${missing}`, () => {
  let browser: Browser;
  let served: ServedPage;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    served = await servePage(join(import.meta.dirname, 'codecs-page.ts'), { isolated: false });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(served.url);
    await page.waitForFunction(() => 'codecs' in globalThis);
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it.each(samples.cases.filter(({ name }) => wanted.test(name)))(
    'are what they are in Node: $name',
    async ({ file }) => {
      const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
      const here = await (await openArray(bytesSource(bytes, 'sample'))).readBlock(0);
      expect(await page.evaluate((base64) => codecs.decode(base64), file)).toEqual([...here]);
      expect(complaints).toEqual([]);
    },
  );
});
