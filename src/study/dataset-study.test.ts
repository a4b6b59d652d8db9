import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { datasetFolder, sketchedItem, temporaryFolder, writeNpy } from '../../test/dataset-folder.ts';
import { type Block, page } from '../report/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { range } from '../util/arrays.ts';
import { InputError } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import { parseOverride, parseStudy } from './parse-study.ts';
import { reportStudy } from './report-study.ts';
import { runStudy, type StudyContext } from './run-study.ts';
import { studyFiles } from './study-files.ts';

const SITES = ['Graz', 'Linz', 'Wien'];

/** A folder with a dataset `bright`: 36 subjects at three sites, whose two images each are bright where they are ill. */
function brightness(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bright'));
  const stream = RandomStream.derive(3, 'brightness');
  const items = range(72).map((i) => {
    const subject = i >> 1;
    const ill = subject % 2 === 1;
    const values = Float32Array.from({ length: 48 }, () => stream.normal() + (ill ? 2 : 0));
    const file = writeNpy(folder, `${i}.npy`, [6, 8], values);
    return sketchedItem({
      ...{ id: `scan ${i}`, file, shape: [6, 8], subject: `subject ${subject}` },
      ...{
        label: ill ? 'ill' : 'well',
        site: SITES[(subject >> 1) % 3] ?? '',
        date: `2020-01-${10 + (subject >> 1)}`,
      },
      ...{ acquisition: { ageYears: 30 + subject }, part: subject < 24 ? 'train' : 'test' },
    });
  });
  datasetFolder(items, join(folder, 'bright'));
  return folder;
}

const STUDY = `
name: Brightness
data: { dataset: { folder: bright, items: slices, size: [8, 8], scaling: standard } }
split: { random: { validation: 0.2, test: 0.2 } }
model: { mlp: { hidden: [8] } }
preprocessing: { standardize: all }
training: { epochs: 6, batchSize: 8, optimizer: { adam: { learningRate: 0.02 } } }
evaluation: { resamples: 50 }
`;

function run(folder: string, overrides: readonly string[] = [], more: Partial<StudyContext> = {}) {
  const { study } = parseStudy(STUDY, 'study.yaml', overrides.map(parseOverride));
  return runStudy(study, { device: nodeDevice('cpu'), reason: 'for the test', threads: 1, folder, ...more });
}

function linesOf(folder: string, name: string): { readonly [key: string]: unknown }[] {
  const lines = readFileSync(join(folder, 'bright', name), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

function textOf(blocks: readonly Block[]): string {
  return page({ title: '', sections: [{ title: '', blocks }] }).replaceAll(/<[^>]*>/g, ' ');
}

describe('a study of a dataset folder', () => {
  const folder = brightness();

  it('records its split and the opening of its test part, and says how often that was', async () => {
    const first = await run(folder, ['data.dataset.scaling=none']);
    expect(first.result.data).toMatchObject({
      name: 'bright',
      items: 72,
      inputShape: [1, 8, 8],
      classNames: ['ill', 'well'],
    });
    expect(first.result.metrics.test?.accuracy).toBeGreaterThan(0.9);
    expect(first.result.testOpenings).toMatchObject([{ purpose: 'evaluation', nth: 1 }]);
    const second = await run(folder, ['data.dataset.scaling=none', 'name=Once more']);
    expect(second.result.testOpenings).toMatchObject([{ nth: 2 }]);
    expect(second.result.metrics).toEqual(first.result.metrics);
    expect(linesOf(folder, 'splits.jsonl')).toMatchObject([
      {
        split: first.result.repetitions[0]?.split,
        how: { random: { validation: 0.2, test: 0.2 }, seed: 0 },
        items: first.result.repetitions[0]?.items,
      },
    ]);
    const { items } = first.result.testOpenings[0] ?? {};
    expect(linesOf(folder, 'openings.jsonl')).toMatchObject([
      { study: 'Brightness', purpose: 'evaluation', items },
      { study: 'Once more', purpose: 'evaluation', items },
    ]);
    const [plain, warned] = await Promise.all(
      [first, second].map(async (one) => (await reportStudy(one))[0]?.blocks ?? []),
    );
    expect(textOf(plain ?? [])).toContain('It was opened for the 1st time.');
    expect(textOf(warned ?? [])).toMatch(/The test part was opened for the 2nd time\. .*come out too good/);
  });

  it('keeps subjects together, and shows images of the test part in its report', async () => {
    const outcome = await run(folder);
    const [test] = outcome.tests;
    const subjects = test?.part.metadata('subject') ?? [];
    expect(new Set(subjects).size).toBe(subjects.length / 2);
    const blocks = (await reportStudy(outcome)).flatMap((section) => section.blocks);
    expect(blocks.some(({ kind }) => kind === 'figure')).toBe(true);
    expect(textOf(blocks)).toContain('The first test items');
  });

  it('predicts numbers where they are asked for', async () => {
    const { result } = await run(folder, [
      'data.dataset.task=regression',
      'data.dataset.label=ageYears',
      'data.dataset.where={ label: ill }',
    ]);
    expect([result.task, result.data.items]).toEqual(['regression', 36]);
  });

  it('leaves no test part opened that could not be recorded', async () => {
    const own = brightness();
    mkdirSync(join(own, 'bright', 'openings.jsonl'));
    await expect(run(own)).rejects.toThrow(
      /openings.jsonl: expected a file that can be added to.*make it writable/,
    );
    const other = brightness();
    mkdirSync(join(other, 'bright', 'splits.jsonl'));
    await expect(run(other)).rejects.toThrow(/splits.jsonl: expected a file that can be added to/);
  });
});

describe('augmentation', () => {
  it('changes images or k-space, reproducibly', async () => {
    const folder = temporaryFolder();
    const shape = [2, 6, 6];
    const stream = RandomStream.derive(4, 'kspace');
    mkdirSync(join(folder, 'bright'));
    const items = range(12).map((i) => {
      const values = Float32Array.from({ length: 144 }, () => stream.normal() * (1 + (i % 2)));
      const file = writeNpy(folder, `${i}.npy`, shape, values, 'complex64');
      const axes = ['coil', 'readout', 'phaseEncode'] as const;
      return sketchedItem({
        id: `${i}`,
        file,
        shape,
        axes,
        dtype: 'complex64',
        label: i % 2 === 0 ? 'a' : 'b',
      });
    });
    datasetFolder(items, join(folder, 'bright'));
    const plan = [
      'data.dataset={folder: bright, items: slices}',
      'augmentation={kspace: {shift: 2, flip: {vertical: 0.5}, quarterTurns: true, snr: 10, motion: {shift: 1}, coilPhase: 90}}',
      'split={random: {validation: 0, test: 0.3}}',
    ];
    const [one, other] = [await run(folder, plan), await run(folder, plan)];
    expect(one.result.data.inputShape).toEqual([2, 2, 6, 6]);
    expect(one.trained[0]?.fitted.weights).toEqual(other.trained[0]?.fitted.weights);
    const plain = await run(folder, plan.toSpliced(1, 1));
    expect(plain.trained[0]?.fitted.weights).not.toEqual(one.trained[0]?.fitted.weights);
    const magnitudes = [
      'data.dataset.complex=magnitude',
      'augmentation={flip: {horizontal: 0.5}, noise: {deviation: 0.1, kind: rician}}',
    ];
    const images = await run(folder, plan.toSpliced(1, 1).concat(magnitudes));
    expect(images.result.data.inputShape).toEqual([2, 6, 6]);
    await expect(run(folder, [...plan, 'augmentation.shift=2'])).rejects.toThrow(
      'expected kspace alone, or what is done to images',
    );
  });
});

describe('the splits of a dataset folder', () => {
  const folder = brightness();

  it('by site have each site in one part', async () => {
    const { tests, result } = await run(folder, ['split={kFold: {folds: 3, by: site}}', 'training.epochs=1']);
    const sites = tests.map(({ part }) => [...new Set(part.metadata('site'))]);
    expect([sites.flat().length, new Set(sites.flat())]).toEqual([3, new Set(SITES)]);
    expect(result.repetitions.map(({ items }) => items)).toEqual(
      range(3).map(() => ({ train: 48, validation: 0, test: 24 })),
    );
  });

  it('leave one site out, and name it', async () => {
    const outcome = await run(folder, [
      'split={leaveOneOut: {by: site, validation: 0.2}}',
      'training.epochs=1',
    ]);
    expect(outcome.result.repetitions.map(({ left, fold }) => [left, fold])).toEqual(
      SITES.map((site, i) => [site, i + 1]),
    );
    expect(outcome.tests.map(({ part }) => new Set(part.metadata('site')))).toEqual(
      SITES.map((site) => new Set([site])),
    );
    const [section] = await reportStudy(outcome);
    expect(textOf(section?.blocks ?? [])).toContain('without Linz');
  });

  it('nested ones test the best of the inner folds', async () => {
    const outcome = await run(folder, ['split={nested: {outer: 3, inner: 2}}', 'training.epochs=2']);
    const { repetitions, testOpenings, metrics } = outcome.result;
    expect(repetitions.map(({ fold, inner }) => [fold, inner])).toEqual(
      range(3).flatMap((fold) => [1, 2].map((inner) => [fold + 1, inner])),
    );
    expect([testOpenings.length, outcome.tests.length]).toEqual([3, 3]);
    for (const fold of [1, 2, 3]) {
      const some = repetitions.filter((one) => one.fold === fold);
      const best = Math.min(...some.map((one) => one.metrics.validation?.loss ?? Number.NaN));
      const tested = some.filter((one) => one.metrics.test);
      expect(tested.map((one) => one.metrics.validation?.loss)).toEqual([best]);
    }
    const tested = repetitions.flatMap((one) => one.metrics.test?.accuracy ?? []);
    expect(metrics.test?.accuracy).toBeCloseTo(tested.reduce((a, b) => a + b) / 3, 12);
    const files = studyFiles(outcome);
    expect([...files.keys()]).toContain('repetitions/seed-0-fold-3-inner-2/model.onnx');
    expect(String(files.get('history.csv'))).toMatch(/^seed,fold,inner,epoch/);
  });

  it('by date test on the latest, by lists on what they name, and as given', async () => {
    const late = await run(folder, [
      'split={chronological: {test: 2020-01-25, validation: 0.2}}',
      'training.epochs=1',
    ]);
    expect(late.tests[0]?.part.metadata('date')?.every((date) => String(date) >= '2020-01-25')).toBe(true);
    expect(late.result.repetitions[0]?.items.test).toBe(12);
    writeFileSync(join(folder, 'test.txt'), 'subject 3\r\n\n  scan 70\nscan 71\n');
    const listed = await run(folder, ['split={lists: {test: test.txt}}', 'training.epochs=1']);
    expect(listed.tests[0]?.part.metadata('id')).toEqual(['scan 6', 'scan 7', 'scan 70', 'scan 71']);
    appendFileSync(join(folder, 'test.txt'), 'scan 99\n');
    await expect(run(folder, ['split={lists: {test: test.txt}}'])).rejects.toThrow(
      '1 of neither, such as "scan 99"',
    );
    const given = await run(folder, ['split={given: {validation: 0.25}}', 'training.epochs=1']);
    expect(given.result.repetitions[0]?.items).toEqual({ train: 36, validation: 12, test: 24 });
  });

  it.each([
    [['split={kFold: {folds: 4, by: site}}'], 'received 3 for shares'],
    [
      ['split={kFold: {folds: 2, by: scanner}}'],
      'a scanner of each item, received 72 of 72 items without one',
    ],
    [
      ['data.dataset.items=volumes', 'data.dataset.size=[4, 4, 4]'],
      'a size of 2 numbers, received [4, 4, 4]',
    ],
    [['data.dataset.where={site: Bonn}'], 'items whose site is Bonn, received 72 items with'],
    [['data.dataset.folder=nowhere'], 'expected a dataset'],
  ])('%j are refused', async (overrides, message) => {
    const failure = run(folder, overrides);
    await expect(failure).rejects.toThrow(InputError);
    await expect(failure).rejects.toThrow(message);
  });

  it.each([
    [
      'split={leaveOneOut: {by: sites}}',
      'expected site, scanner or subject, received "sites". Did you mean "site"?',
    ],
    ['split={chronological: {test: 2020}}', 'expected a share such as 0.2, or a day such as 2024-01-31'],
    ['data.dataset.wheer={site: a}', 'Did you mean "where"?'],
    ['data.dataset.where={syte: a}', 'Did you mean "site"?'],
    ['data.dataset.scaling={window: [3, 1]}', 'expected two values, the smaller one first'],
    ['data.dataset.size=[64]', 'expected a size such as [64, 64]'],
  ])('%s is explained', (override, message) => {
    expect(() => parseStudy(STUDY, 'study.yaml', [parseOverride(override)])).toThrow(message);
  });
});
