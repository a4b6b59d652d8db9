import { createHash } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../../src/util/errors.ts';
import { addRun, keepImages, measureLongRun } from './long-run.ts';
import { accessibilityFaults, missing, Workbench } from './workbench.ts';

/** Notes how long each frame takes from now on. */
const COUNT_FRAMES = `
  globalThis.frames = [];
  let before = performance.now();
  const count = (now) => {
    frames.push(now - before);
    before = now;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);`;

/** Trains for some seconds, on the flowers that come with the program. */
const STUDY = `name: <img src=x onerror=alert(1)>
seed: 1
data: iris
split:
  random: { validation: 0.2, test: 0.2 }
model:
  mlp: { hidden: [16] }
training:
  epochs: 4000
  batchSize: 4
  optimizer:
    adam: { learningRate: 0.01 }
`;

const HOSTILE = '<img src=x onerror=alert(1)>';

describe.skipIf(missing !== '')(`the page of a run${missing}`, () => {
  let workbench: Workbench;
  let long = 0;
  let other = 0;

  beforeAll(async () => {
    workbench = await Workbench.open();
    const { store } = workbench;
    long = await addRun(store, { name: 'long', status: 'finished' });
    measureLongRun(store, long, 1_000_000, HOSTILE);
    other = await addRun(store, { name: 'other', status: 'finished' });
    measureLongRun(store, other, 10_000);
    keepImages(store, other, 3);
  });

  afterAll(async () => {
    await workbench?.close();
  });

  async function charts(address: string): Promise<Page> {
    const page = await workbench.page(address);
    await page.locator('.u-over').first().waitFor();
    await page
      .getByRole('application', { name: /training: from/ })
      .first()
      .waitFor();
    return page;
  }

  it('draws a million points, and finer where one zooms in', async () => {
    const page = await charts(`/runs/${long}`);
    const loss = page.getByRole('region', { name: 'Loss' });
    const whole = await picture(loss);
    const asked = page.waitForResponse((answer) => /api\/curves\?.*from=/.test(answer.url()));
    await drag(page, loss, 0.4, 0.45);
    const { curves } = await (await asked).json();
    expect(curves[0].steps.length).toBeGreaterThan(1000);
    expect(await picture(loss)).not.toBe(whole);
    await page.getByRole('button', { name: 'Reset zoom' }).click();
    await expect.poll(() => picture(loss)).toBe(whole);
    await page.close();
  });

  it('answers for a curve of a million points within a tenth of a second', async () => {
    const page = await charts(`/runs/${long}`);
    const took = await page.evaluate(async (run) => {
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        const begin = performance.now();
        await (await fetch(`/api/curves?run=${run}&name=step/loss&most=2000`)).json();
        times.push(performance.now() - begin);
      }
      return Math.min(...times);
    }, long);
    expect(took).toBeLessThan(100);
    await page.close();
  });

  it('moves without stutter with several runs over each other', async () => {
    const page = await charts(`/runs/${long}?with=${other}`);
    const loss = page.getByRole('region', { name: 'Loss' });
    await loss.getByRole('button', { name: /run 2 validation/ }).waitFor();
    await drag(page, loss, 0.4, 0.6);
    await page.evaluate(COUNT_FRAMES);
    await page.keyboard.down('Shift');
    await drag(page, loss, 0.7, 0.3, 60);
    await page.keyboard.up('Shift');
    const frames = await page.evaluate((): number[] => Reflect.get(globalThis, 'frames'));
    expect(frames.toSorted((a, b) => a - b)[frames.length >> 1]).toBeLessThan(50);
    await page.close();
  });

  it('changes axes, hides curves and shows their numbers, by keys alone', async () => {
    const page = await charts(`/runs/${long}?with=${other}`);
    const loss = page.getByRole('region', { name: 'Loss', exact: true });
    await page.getByRole('button', { name: 'Epoch' }).press('Enter');
    await page.getByLabel('Log scale').press('Space');
    await page.getByRole('slider', { name: 'Smoothing' }).press('ArrowRight');
    const toggle = loss.getByRole('button', { name: /run 1 training/ });
    const before = await picture(loss);
    await toggle.press('Enter');
    expect(await toggle.getAttribute('aria-pressed')).toBe('false');
    await expect.poll(() => picture(loss)).not.toBe(before);
    await loss.getByRole('button', { name: 'Table' }).press('Enter');
    const heads = await loss.locator('thead th').allTextContents();
    expect(heads.slice(0, 2)).toEqual(['Epoch', 'run 1 each step']);
    expect(await loss.locator('tbody tr').count()).toBeGreaterThan(10);
    const chart = loss.getByRole('application');
    await chart.press('+');
    expect(await page.getByRole('button', { name: 'Reset zoom' }).isEnabled()).toBe(true);
    await chart.press('ArrowRight');
    await loss
      .getByText(/^Epoch \d/)
      .first()
      .waitFor();
    await loss.getByText(/^Epoch .*: run 1 each step/).waitFor();
    await chart.press('0');
    expect(await page.getByRole('button', { name: 'Reset zoom' }).isDisabled()).toBe(true);
    await page.close();
  });

  it('lays other runs over it, chosen from a list', async () => {
    const page = await charts(`/runs/${long}`);
    await page.getByRole('button', { name: /Overlay runs/ }).click();
    await page.getByRole('checkbox', { name: /other/ }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await page
      .getByRole('button', { name: /run 2 validation/ })
      .first()
      .waitFor();
    expect(new URL(page.url()).search).toBe(`?with=${other}`);
    await page.close();
  });

  it('marks what the curves say, explains it, and offers to try it', async () => {
    const page = await charts(`/runs/${long}`);
    const loss = page.getByRole('region', { name: 'Loss' });
    const said = page.getByRole('complementary', { name: 'What the curves say' });
    const finding = said
      .locator('li')
      .filter({ has: page.getByRole('heading', { name: /^.?\s?Overfitting/ }) });
    const before = await picture(loss);
    await finding.getByRole('button', { name: 'Show in chart' }).click();
    await expect.poll(() => picture(loss)).not.toBe(before);
    await finding.getByRole('button', { name: 'What it means' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(/validation/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await finding.getByRole('button', { name: 'Hide in chart' }).click();
    await expect.poll(() => picture(loss)).toBe(before);
    await page.close();
  });

  it('looks into the network, whatever its layers are called', async () => {
    const page = await charts(`/runs/${long}`);
    await page.getByRole('tab', { name: 'Inside' }).click();
    for (const name of ['Gradient norms', 'Dead units, as a share of each layer', 'Weights']) {
      await page.getByRole('region', { name, exact: true }).locator('.u-over').waitFor();
    }
    await page.getByText(`${HOSTILE} 5`).waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    await page.close();
  });

  it('plays what the network says of examples, epoch by epoch', async () => {
    const page = await workbench.page(`/runs/${other}?tab=examples`);
    const slider = page.getByRole('slider', { name: 'Epoch' });
    await page.getByRole('application', { name: 'After epoch 3' }).waitFor();
    await slider.fill('0');
    await page.getByRole('application', { name: 'After epoch 1' }).waitFor();
    await page.getByText('Relative error 0.667').waitFor();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText('Relative error 0', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toBe('after epoch 3 of 3');
    await page.close();
  });

  it('saves a chart as a picture', async () => {
    const page = await charts(`/runs/${long}`);
    const download = page.waitForEvent('download');
    await page.getByRole('region', { name: 'Loss' }).getByRole('button', { name: 'PNG' }).click();
    expect((await download).suggestedFilename()).toBe('Loss.png');
    await page.close();
  });

  it('follows a run from its start to its end, which a closed browser does not stop', async () => {
    let page = await workbench.page('/runs');
    const answer = await page.request.post(`${workbench.url}/api/runs`, {
      data: { study: STUDY, threads: 1 },
    });
    const { run }: { run: number } = await answer.json();
    await showsWaiting(page, run);
    await page.close();
    page = await charts(`/runs/${run}`);
    const loss = page.getByRole('region', { name: 'Loss' });
    const step = async () =>
      Number((await page.getByText(/^step/).textContent())?.replaceAll(/\D/g, '') ?? 0);
    const before = await step();
    await drag(page, loss, 0.1, 0.9);
    await expect.poll(step, { timeout: 20_000 }).toBeGreaterThan(before);
    expect(await page.getByRole('button', { name: 'Reset zoom' }).isEnabled()).toBe(true);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('h1 + span', { hasText: 'paused' }).waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('h1 + span', { hasText: 'running' }).waitFor();
    await page.close();
    const status = async () => (await workbench.store.runs.get(run)).status;
    await expect.poll(status, { timeout: 120_000, interval: 500 }).toBe('finished');
    page = await charts(`/runs/${run}`);
    await page.getByRole('tab', { name: 'Examples' }).click();
    await page.getByText('setosa').first().waitFor();
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByRole('rowheader', { name: 'test accuracy' }).waitFor();
    const report = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Open the report' }).click();
    const shown = await report;
    await shown.getByRole('heading', { level: 1 }).waitFor();
    expect(await shown.evaluate('getComputedStyle(document.body).fontFamily')).toMatch(/system-ui/);
    expect(await page.locator('main img').count()).toBe(0);
    await shown.close();
    await page.close();
  });

  /** Puts another run into the queue, which wants all threads, and takes it out again. */
  async function showsWaiting(page: Page, first: number): Promise<void> {
    const answer = await page.request.post(`${workbench.url}/api/runs`, { data: { study: STUDY } });
    const { run }: { run: number } = await answer.json();
    await page.goto(`${workbench.url}/runs/${run}`);
    await page.getByText(`Waits for run ${first}`).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('h1 + span', { hasText: 'stopped' }).waitFor();
  }

  it('says why a run failed or was lost, and offers to resume it', async () => {
    const { store } = workbench;
    const failed = await addRun(store, { name: HOSTILE, status: 'failed', message: `The disk ${HOSTILE}` });
    const lost = await addRun(store, { status: 'lost' });
    const page = await workbench.page(`/runs/${failed}`);
    await page.getByRole('alert').getByText('The disk <img').waitFor();
    expect(await page.getByRole('button', { name: 'Resume' }).isEnabled()).toBe(true);
    expect(await page.locator('main img').count()).toBe(0);
    await page.goto(`${workbench.url}/runs/${lost}`);
    await page.getByText('The run was lost').waitFor();
    await page.getByText('No curves', { exact: true }).waitFor();
    await page.goto(`${workbench.url}/runs/99999`);
    await page.getByText('Run 99999 cannot be shown').waitFor();
    workbench.provoked(/400/);
    await page.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that keeps people out, ${colorScheme}`, async () => {
      for (const tab of ['curves', 'inside', 'examples', 'results', 'recipe', 'log']) {
        const page = await workbench.page(`/runs/${long}?tab=${tab}`, { colorScheme });
        await page.getByRole('tab', { selected: true, name: new RegExp(tab, 'i') }).waitFor();
        if (['curves', 'inside'].includes(tab)) await page.locator('.u-over').first().waitFor();
        expect(await accessibilityFaults(page), tab).toEqual([]);
        await page.close();
      }
    });
  }
});

/** The hash of a chart's picture. */
async function picture(chart: Locator): Promise<string> {
  const canvas = chart.locator('canvas').first();
  const address = await canvas.evaluate((element) =>
    String(Reflect.apply(Reflect.get(element, 'toDataURL'), element, [])),
  );
  return createHash('sha256').update(address).digest('hex');
}

/** Drags over a chart, from one share of its width to another. */
async function drag(page: Page, chart: Locator, from: number, to: number, steps = 8): Promise<void> {
  const box = present(await chart.locator('.u-over').boundingBox(), 'a chart that is shown');
  const [y, at] = [box.y + box.height / 3, (share: number) => box.x + share * box.width];
  await page.mouse.move(at(from), y);
  await page.mouse.down();
  await page.mouse.move(at(to), y, { steps });
  await page.mouse.up();
}
