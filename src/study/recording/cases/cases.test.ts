import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/dataset-folder.ts';
import { IRIS_STUDY, RECONSTRUCTION_STUDY, recordStudy } from '../../../../test/record-study.ts';
import { imageQuality } from '../../../evaluate/index.ts';
import { Store } from '../../../store/index.ts';
import { range, sum } from '../../../util/arrays.ts';
import { present } from '../../../util/errors.ts';
import { lossOf } from './cases-of-answers.ts';
import { readCaseImages, readCases } from './read-cases.ts';

const store = await Store.open(temporaryFolder());
afterAll(() => store.close());

const SPARSE_VIEWS = `
name: Sparse views
data: { sparseView: { subjects: 8, views: 12, size: 16 } }
split: { random: { validation: 0.25, test: 0.25 } }
model: { unet: { baseChannels: 2, depth: 1, residual: true } }
training: { epochs: 1, batchSize: 2, optimizer: adam }
evaluation: { resamples: 10 }
`;

const DIGITS = `
name: Digits
data: { digits: { train: 200, test: 260 } }
split: { given: { validation: 0.2 } }
model: { mlp: { hidden: [8] } }
training: { epochs: 1, batchSize: 32, optimizer: adam }
evaluation: { resamples: 10 }
`;

describe('the cases of a run', () => {
  it('are those of every training, each item once a seed, with the answers that the scores are of', async () => {
    const { run, outcome, again } = await recordStudy(store, IRIS_STUDY, ['seed=[1, 2]']);
    const tables = await readCases(store, run);
    expect(tables.map(({ part, training: { name, seed, fold } }) => [part, name, seed, fold])).toEqual(
      outcome.trained.map(({ seed, division: { fold } }, i) => ['test', `training ${i + 1}`, seed, fold]),
    );
    for (const seed of [1, 2]) {
      const names = tables.flatMap((table) => (table.training.seed === seed ? table.cases : []));
      expect(new Set(names.map(({ name }) => name))).toHaveLength(150);
    }
    for (const [i, { answers, rows, cases, isNamed }] of tables.entries()) {
      expect([isNamed, cases.length, rows?.shape]).toEqual([false, 50, [50, 4]]);
      expect(answers).toEqual(outcome.tests[i]?.answers);
    }
    await again();
    expect(await readCases(store, run)).toEqual(tables);
  });

  it('have inputs that are images where these are few enough, the worst and the best among them', async () => {
    const { run } = await recordStudy(store, DIGITS);
    const [test, validation] = await readCases(store, run);
    expect([test?.cases.length, validation?.part, validation?.cases.length]).toEqual([260, 'validation', 50]);
    const { cases, answers } = present(test, 'a table');
    const kept = range(260).filter((i) => cases[i]?.hasImages);
    expect(kept).toHaveLength(200);
    const losses = range(260).map(
      lossOf(present(answers.kind === 'classes' ? answers : undefined, 'classes')),
    );
    const order = range(260).toSorted((a, b) => (losses[a] ?? 0) - (losses[b] ?? 0));
    expect(kept).toEqual(expect.arrayContaining([order[0], order.at(-1)]));
    const index = present(kept[0], 'a case');
    const images = await readCaseImages(store, run, { part: 'test', index });
    const input = present(images.get('input'), 'an input');
    expect(input.shape.slice(-2)).toEqual([28, 28]);
    expect(sum(input.data)).toBeGreaterThan(0);
  });

  it('have the reference and the images of all methods, of which the qualities are', async () => {
    const { run, outcome } = await recordStudy(store, RECONSTRUCTION_STUDY);
    const [table] = await readCases(store, run);
    const answers = present(table?.answers.kind === 'images' ? table.answers : undefined, 'images');
    expect(answers.methods.map(({ name }) => name)).toEqual(['zero-filled', 'sense', 'network']);
    const { comparison } = outcome.result.repetitions[0] ?? {};
    for (const [index, { subject, quality }] of (comparison?.cases ?? []).entries()) {
      expect(table?.cases[index]).toMatchObject({ name: subject, hasImages: true });
      const images = await readCaseImages(store, run, { part: 'test', index });
      expect([...images.keys()].toSorted()).toEqual(['network', 'reference', 'sense', 'zero-filled']);
      const reference = present(images.get('reference'), 'a reference');
      for (const [k, { name }] of answers.methods.entries()) {
        const { nrmse } = imageQuality(reference, present(images.get(name), name));
        expect(nrmse).toBe(quality[name]?.nrmse);
        expect(answers.qualities[(index * answers.methods.length + k) * 3 + 2]).toBe(nrmse);
      }
    }
  });

  it('have the same images for every seed, the baselines made once', async () => {
    const overrides = ['seed=[1, 2]', 'split={random: {validation: 0.3, test: 0.3, seed: 1}}'];
    const { run } = await recordStudy(store, RECONSTRUCTION_STUDY, overrides);
    const tables = await readCases(store, run);
    expect(tables.map(({ training: { name, seed } }) => [name, seed])).toEqual([
      ['training 1', 1],
      ['training 2', 2],
    ]);
    const images = await Promise.all(
      tables.map(({ training: { name } }) =>
        readCaseImages(store, run, { training: name, part: 'test', index: 0 }),
      ),
    );
    const [first, second] = images.map((one) => [one.get('sense'), one.get('network')] as const);
    expect(first?.[0]).toEqual(second?.[0]);
    expect(first?.[1]).not.toEqual(second?.[1]);
  });

  it('are images before and after a network that improves them', async () => {
    const { run, outcome } = await recordStudy(store, SPARSE_VIEWS);
    const [table] = await readCases(store, run);
    const { comparison } = outcome.result.repetitions[0] ?? {};
    expect(table?.cases.map(({ name }) => name)).toEqual(comparison?.cases.map(({ subject }) => subject));
    const images = await readCaseImages(store, run, { part: 'test', index: 1 });
    expect([...images.keys()].toSorted()).toEqual(['input', 'network', 'reference']);
    const [reference, network] = [images.get('reference'), images.get('network')];
    const { nrmse } = imageQuality(present(reference, 'a reference'), present(network, 'an image'));
    expect(nrmse).toBe(comparison?.cases[1]?.quality.network?.nrmse);
  });

  it('are none before it is evaluated, and refused where a file is damaged', async () => {
    expect(await readCases(store, 999)).toEqual([]);
    expect(await readCaseImages(store, 999, { part: 'test', index: 0 })).toEqual(new Map());
    const { run } = await recordStudy(store, IRIS_STUDY, [
      'split={random: {validation: 0.2, test: 0.3}}',
      'training.epochs=1',
    ]);
    const folder = store.trainingFolder(run, 'cases');
    expect(readdirSync(folder).toSorted()).toEqual(['test.safetensors', 'validation.safetensors']);
    truncateSync(join(folder, 'test.safetensors'), 900);
    await expect(readCases(store, run)).rejects.toThrow(/test\.safetensors.*expected/);
  });
});
