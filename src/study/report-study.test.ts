import { describe, expect, it } from 'vitest';
import { type Block, page, type Section } from '../report/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { parseOverride, parseStudy } from './parse-study.ts';
import { reportStudy, reportStudyInBrief } from './report-study.ts';
import { runStudy, type StudyContext } from './run-study.ts';

const DIGITS = `
name: Digits <b>
description: What is said of it.
data: { digits: { train: 300, test: 80 } }
split: { given: { validation: 0.2, stratify: false } }
model: { mlp: { hidden: [16] } }
training: { epochs: 8, optimizer: { adam: { learningRate: 0.01 } } }
evaluation: { resamples: 50 }
`;

async function outcomeOf(text: string, overrides: readonly string[] = [], more: Partial<StudyContext> = {}) {
  const { study } = parseStudy(text, 'study.yaml', overrides.map(parseOverride));
  return runStudy(study, { device: nodeDevice('cpu'), reason: 'cpu: for the test', folder: '.', ...more });
}

async function sectionsOf(...args: Parameters<typeof outcomeOf>): Promise<Section[]> {
  return reportStudy(await outcomeOf(...args));
}

/** The blocks of a kind in all sections. */
function blocksOf<K extends Block['kind']>(sections: readonly Section[], kind: K) {
  const isOfKind = (block: Block): block is Extract<Block, { kind: K }> => block.kind === kind;
  return sections.flatMap(({ blocks }) => blocks).filter(isOfKind);
}

describe('the report of one training', () => {
  it('has scores, curves, errors and settings', async () => {
    const sections = await sectionsOf(DIGITS);
    expect(sections.map(({ title }) => title)).toEqual(['Result', 'Training', 'Errors', 'Settings']);
    expect(blocksOf(sections, 'figure').map(({ title }) => title)).toEqual([
      'Loss',
      'Accuracy',
      'Confusion matrix, test part',
      'The first test items',
      'The worst answers',
    ]);
    expect(blocksOf(sections, 'tiles')[0]?.tiles.map(({ label }) => label)).toEqual([
      'Accuracy, test',
      'Errors, test',
      'Loss, test',
      'Time',
    ]);
  });

  it('says that the test part was opened once', async () => {
    const { text } = blocksOf(await sectionsOf(DIGITS), 'prose')[0] ?? {};
    expect(text).toBe(
      'The test part of 80 items was opened once, after training, to evaluate the trained network.',
    );
  });

  it('repeats the study so that it can be run again', async () => {
    const code = blocksOf(await sectionsOf(DIGITS), 'code')[0]?.text ?? '';
    expect(parseStudy(code, 'report').study).toEqual(parseStudy(DIGITS, 'study.yaml').study);
    expect(code).toMatch(/^name: .*\ndescription: .*\ndata:\n/);
    expect(code).toContain('hidden: [16]');
  });

  it('makes a page in which names are no markup', async () => {
    const outcome = await outcomeOf(DIGITS);
    const html = page({ title: outcome.result.study, sections: await reportStudy(outcome) });
    expect(html).toContain('Digits &lt;b&gt;');
    expect(html).not.toContain('<b>');
  });

  it('has what the gates found', async () => {
    const tables = blocksOf(await sectionsOf(DIGITS, ['training.gates=true']), 'table');
    const gates = tables.find(({ caption }) => caption === 'Proved before training');
    expect(gates?.rows.map(([name, mark]) => [name, mark])).toEqual([
      ['input', '✓'],
      ['initial loss', '✓'],
      ['one batch', '✓'],
      ['input matters', '✓'],
    ]);
  });

  it('fits into one section, without settings', async () => {
    const { title, blocks } = await reportStudyInBrief(await outcomeOf(DIGITS));
    expect([title, blocks[0]]).toEqual(['Digits <b>', { kind: 'prose', text: 'What is said of it.' }]);
    expect(blocks.some((block) => block.kind === 'code')).toBe(false);
  });
});

describe('the report of several trainings', () => {
  it('has each by itself, their mean and their spread', async () => {
    const folds = ['data=iris', 'split={kFold: {folds: 3}}'];
    const sections = await sectionsOf(DIGITS, folds);
    expect(blocksOf(sections, 'figure').map(({ title }) => title)).toContain('Each training by itself');
    const [scores, worst] = blocksOf(sections, 'table');
    expect(scores?.caption).toBe('Mean ± standard deviation over 3 trainings');
    expect(scores?.rows.find(([name]) => name === 'accuracy')?.[2]).toMatch(/^\d+\.\d\s±\s\d+\.\d\s%$/);
    expect(worst?.columns.map(({ title }) => title)).toContain('petal width');
    expect(blocksOf(sections, 'prose')[0]?.text).toBe(
      'Each of 3 test parts, 150 items in all, was opened once, after all training was done.',
    );
  });
});

describe('the report of a study that was stopped', () => {
  it('says so, and shows what was finished', async () => {
    const controller = new AbortController();
    const watch = () => ({ onEpochEnd: () => controller.abort() });
    const sections = await sectionsOf(DIGITS, [], { signal: controller.signal, watch });
    expect(sections.map(({ title }) => title)).toEqual(['Result', 'Training', 'Settings']);
    expect(blocksOf(sections, 'note')[0]).toMatchObject({ level: 'warning', title: 'Stopped.' });
    expect(blocksOf(sections, 'prose')[0]?.text).toBe('The test part was not opened.');
  });
});
