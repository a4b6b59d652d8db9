import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../dataset-folder.ts';
import { accessibilityFaults, missing, Workbench } from './workbench.ts';

const STUDY = `# What we agreed on in May
name: Ours
data: iris
split:
  random: { validation: 0.2, test: 0.2 } # by flower
model:
  mlp: { hidden: [16] }
training:
  epochs: 3 # enough to see
  optimizer: adam
`;

describe.skipIf(missing !== '')(`the form that starts a run${missing}`, () => {
  let workbench: Workbench;
  let page: Page;

  beforeAll(async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'flowers'));
    writeFileSync(join(folder, 'flowers', 'ours.yaml'), STUDY);
    workbench = await Workbench.open({ folder });
    page = await workbench.page('/new');
  });

  afterAll(async () => {
    await workbench?.close();
  });

  const yaml = () => page.getByRole('textbox', { name: 'Study in YAML' });
  const group = (name: string) => page.getByRole('group', { name });
  const isRight = () => page.getByText('The study is right.').waitFor();

  it('begins with a lesson, and with a study of the folder', async () => {
    await isRight();
    expect(await yaml().inputValue()).toMatch(/^name: Iris\n/);
    const choice = page.getByRole('combobox', { name: 'Begin with' });
    const own = choice.getByRole('option', { name: /ours\.yaml/ });
    await choice.selectOption((await own.getAttribute('value')) ?? '');
    await page.waitForURL(/file=/);
    await isRight();
    expect(await yaml().inputValue()).toBe(STUDY);
  });

  it('writes into the YAML what the form says, and leaves the rest as it is', async () => {
    await page.getByRole('textbox', { name: 'epochs' }).fill('2');
    expect(await yaml().inputValue()).toBe(STUDY.replace('epochs: 3', 'epochs: 2'));
    await group('training').getByRole('combobox', { name: 'Add setting' }).last().selectOption('batchSize');
    await page.getByRole('textbox', { name: 'batchSize' }).fill('16');
    await group('optimizer').getByRole('combobox', { name: 'which one' }).selectOption('sgd');
    await group('optimizer').getByRole('combobox', { name: 'Add setting' }).selectOption('learningRate');
    await group('learningRate').getByRole('combobox', { name: 'which one' }).selectOption('cosineDecay');
    await page.getByRole('textbox', { name: 'learningRate' }).fill('0.05');
    await isRight();
    expect(await yaml().inputValue()).toBe(
      STUDY.replace(
        'epochs: 3 # enough to see\n  optimizer: adam\n',
        `epochs: 2 # enough to see
  optimizer:
    sgd:
      learningRate:
        cosineDecay:
          learningRate: 0.05
  batchSize: 16
`,
      ),
    );
  });

  it('shows in the form what the YAML says, and what is wrong at the field and the line', async () => {
    const text = await yaml().inputValue();
    await yaml().fill(text.replace('batchSize: 16', 'batchSize: many').replace('name: Ours', 'name: Theirs'));
    await page.getByRole('button', { name: 'Line 15, training.batchSize' }).waitFor();
    const field = page.getByRole('textbox', { name: 'batchSize' });
    expect(await field.inputValue()).toBe('many');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('textbox', { name: 'name' }).first().inputValue()).toBe('Theirs');
    expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
    await field.fill('8');
    await isRight();
    await page.getByRole('button', { name: 'Remove training batchSize' }).click();
    await isRight();
    expect(await yaml().inputValue()).not.toContain('batchSize');
  });

  it('keeps what was there while the YAML cannot be read', async () => {
    const text = await yaml().inputValue();
    await yaml().fill(`${text}evaluation: [`);
    await page.getByText('The YAML cannot be read now.').waitFor();
    await page.getByText('One thing is wrong.').waitFor();
    expect(await page.getByRole('textbox', { name: 'epochs' }).isDisabled()).toBe(true);
    await yaml().fill(text);
    await isRight();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that keeps people out, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  }

  it('starts a run, which can be begun with again', async () => {
    await page.getByRole('textbox', { name: 'Threads' }).fill('1');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(/\/runs\/1$/);
    await expect.poll(() => status(1), { timeout: 120_000 }).toBe('finished');
    const { record, study } = await workbench.store.runs.recipe(1);
    expect(record.threads).toBe(1);
    expect(study).toContain('# What we agreed on in May');
    const again = await workbench.page('/new?from=1&set=training.optimizer.sgd.learningRate%3D0.2');
    await again.getByRole('heading', { name: 'Rerun 1 with changes' }).waitFor();
    await again.getByText('The study is right.').waitFor();
    expect(await again.getByRole('textbox', { name: 'Threads' }).inputValue()).toBe('1');
    expect(await again.getByRole('textbox', { name: 'Study in YAML' }).inputValue()).toContain(
      'learningRate: 0.2\n',
    );
    await again.getByRole('textbox', { name: 'epochs' }).fill('1');
    await again.getByText('The study is right.').waitFor();
    await again.getByRole('button', { name: 'Start' }).click();
    await again.waitForURL(/\/runs\/2$/);
    await expect.poll(() => status(2), { timeout: 120_000 }).toBe('finished');
  });

  async function status(run: number): Promise<string> {
    return (await workbench.store.runs.get(run)).status;
  }
});
