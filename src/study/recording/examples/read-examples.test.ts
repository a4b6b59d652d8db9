import { mkdtempSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { damaged } from '../../../../test/damaged-bytes.ts';
import { Store } from '../../../store/index.ts';
import { InputError } from '../../../util/errors.ts';
import { epochsIn, fileNameOf, ITEMS_FILE, writeAnswers, writeItems } from './example-files.ts';
import type { ExampleAnswers, Examples } from './examples.ts';
import { readExampleAnswers, readExamples } from './read-examples.ts';

const store = await Store.open(mkdtempSync(join(tmpdir(), 'store-')));
afterAll(() => store.close());

const array = (shape: readonly number[], ...values: readonly number[]) => ({
  shape,
  data: Float32Array.from(values),
});

const about: Omit<Examples, 'epochs'> = {
  kind: 'classes',
  part: 'validation',
  classNames: ['<b>benign</b>', 'malignant'],
  items: [
    { name: 'a/1', subject: 'a', input: array([2, 2], 1, 2, 3, 4), target: array([1], 0) },
    { name: 'b/1', input: array([2, 2], 5, 6, 7, 8), target: array([1], 1) },
  ],
};

const when = { epoch: 3, step: 120 };
const answered: ExampleAnswers = { ...when, answers: [array([2], 0.25, 0.75), array([2], 1, 0)] };

/** A folder of examples of a run of its own. */
async function written(run: number): Promise<string> {
  const folder = store.trainingFolder(run, 'examples', 'fold 1');
  await writeItems(folder, about);
  await writeAnswers(folder, answered);
  return folder;
}

describe('examples on the disk', () => {
  it('are read as they were written', async () => {
    await written(1);
    expect(await readExamples(store, 1, 'fold 1')).toEqual({ ...about, epochs: [when] });
    expect(await readExampleAnswers(store, 1, 3, 'fold 1')).toEqual(answered);
  });

  it('are those of 64 epochs at most, the first and the last among them', async () => {
    const folder = await written(2);
    for (let epoch = 1; epoch <= 300; epoch++)
      await writeAnswers(folder, { ...answered, epoch, step: epoch });
    const epochs = (await epochsIn(folder)).map((one) => one.epoch);
    expect(epochs.length).toBeGreaterThan(32);
    expect(epochs.length).toBeLessThanOrEqual(64);
    expect([epochs[0], epochs[1], epochs.at(-1)]).toEqual([1, 8, 300]);
  });

  it('are read or refused in one line, whatever has become of their files', async () => {
    const folder = await written(3);
    const [items, answers] = [join(folder, ITEMS_FILE), join(folder, fileNameOf(when))];
    const readAll = async () => {
      try {
        const found = await readExamples(store, 3, 'fold 1');
        await readExampleAnswers(store, 3, found?.epochs[0]?.epoch ?? 3, 'fold 1');
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        expect(String(error)).not.toContain('\n');
      }
    };
    for (const file of [items, answers]) {
      const good = new Uint8Array(await readFile(file));
      const property = fc.asyncProperty(damaged(good), async (bytes) => {
        writeFileSync(file, bytes);
        await readAll();
      });
      await fc.assert(property, { numRuns: 150 });
      writeFileSync(file, good);
    }
  });
});
