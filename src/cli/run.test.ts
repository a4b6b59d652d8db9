import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Ended, echotrain, emptyFolder } from '../../test/command-line.ts';

const IRIS = join(import.meta.dirname, '../../lessons/02-iris/study.yaml');
const MNIST = join(import.meta.dirname, '../../lessons/03-mnist/mlp.yaml');
const QUICK = ['--device', 'cpu', '--set', 'evaluation.resamples=50'];

const scores = z.object({ accuracy: z.number(), loss: z.number() }).catchall(z.number());
const summary = z.strictObject({
  study: z.string(),
  run: z.string(),
  seed: z.int(),
  parameters: z.int(),
  seconds: z.number(),
  metrics: z.strictObject({ train: scores, validation: scores, test: scores }),
});

/** The last line of standard output, read. */
function lastLine({ output }: Ended) {
  return summary.parse(JSON.parse(output.trimEnd().split('\n').at(-1) ?? ''));
}

/** A study that trains for minutes. */
function longStudy(folder: string): string {
  const text = `
name: Long
data: { digits: { train: 2000, test: 200 } }
split: { given: { validation: 0.1 } }
model: { mlp: { hidden: [256] } }
training: { epochs: 100000, optimizer: adam }
`;
  writeFileSync(join(folder, 'long.yaml'), text);
  return 'long.yaml';
}

describe('echotrain run', () => {
  it('runs the Iris study, from data to report', async () => {
    const ended = await echotrain(['run', IRIS, '--json', ...QUICK]);
    expect([ended.code, ended.output.trimEnd().split('\n').length]).toEqual([0, 1]);
    const { study, run, seed, parameters, metrics } = lastLine(ended);
    expect([study, seed, parameters]).toEqual(['Iris', 1, 131]);
    expect(run).toMatch(/^runs\/iris-\d{8}-\d{6}$/);
    expect(metrics.test.accuracy).toBeGreaterThan(0.9);
    expect(readdirSync(join(ended.folder, run)).sort()).toEqual([
      'history.csv',
      'index.html',
      'model.onnx',
      'repetitions',
      'result.json',
      'study.yaml',
      'weights.safetensors',
    ]);
    expect(readFileSync(join(ended.folder, run, 'study.yaml'), 'utf8')).toContain('resamples: 50');
    expect(readFileSync(join(ended.folder, run, 'index.html'), 'utf8')).toMatch(
      /^<!doctype html>.*Confusion matrix/s,
    );
    expect(ended.error).toMatch(/^Iris\nDevice cpu: \d+ threads?\n(fold \d: .*\n)+evaluation: done/);
    expect(ended.error.match(/^fold \d: validation loss /gm)).toHaveLength(5);
  });

  it('tells people what was reached, in 80 columns', async () => {
    const ended = await echotrain(['run', IRIS, '--out', 'here', ...QUICK, '--set', 'training.epochs=20']);
    expect(ended.code).toBe(0);
    expect(ended.output).toMatch(/\n {2}accuracy +\d+\.\d\s±\s\d+\.\d\s%/);
    expect(ended.output).toMatch(/\nReport: here\/index\.html\n$/);
    for (const line of ended.output.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('gives the same numbers twice, and from the study that it keeps', async () => {
    const options = ['--json', ...QUICK, '--set', 'training.epochs=5', '--seed', '3'];
    const first = await echotrain(['run', IRIS, '--out', 'a', ...options]);
    const again = await echotrain(['run', 'a/study.yaml', '--out', 'b', '--json', '--device', 'cpu'], {
      folder: first.folder,
    });
    expect(lastLine(first).seed).toBe(3);
    expect(lastLine(again).metrics).toEqual(lastLine(first).metrics);
  });

  it('keeps a study that still finds its table', async () => {
    const folder = emptyFolder();
    const rows = Array.from({ length: 60 }, (_, i) => `${i / 30},${i < 30 ? 'low' : 'high'}`);
    writeFileSync(join(folder, 'table.csv'), ['x,level', ...rows].join('\n'));
    writeFileSync(
      join(folder, 'study.yaml'),
      `
name: Levels
data: { csv: { file: table.csv, target: level, task: classification } }
split: { random: { validation: 0.2, test: 0.2 } }
model: linear
training: { epochs: 3, optimizer: adam }
`,
    );
    expect((await echotrain(['run', 'study.yaml', '--out', 'a/b', '--device', 'cpu'], { folder })).code).toBe(
      0,
    );
    expect(readFileSync(join(folder, 'a/b/study.yaml'), 'utf8')).toContain('file: ../../table.csv');
    expect(
      (await echotrain(['run', 'a/b/study.yaml', '--out', 'c', '--device', 'cpu'], { folder })).code,
    ).toBe(0);
  });
});

describe('echotrain run says in one line what is wrong:', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'typo.yaml'), readFileSync(IRIS, 'utf8').replace('optimizer:', 'optimiser:'));
  mkdirSync(join(folder, 'taken'));
  writeFileSync(join(folder, 'taken', 'thesis.tex'), 'precious');

  it.each([
    [['missing.yaml'], /^error: missing\.yaml: expected a study file, received no such file\.\n$/],
    [
      ['typo.yaml'],
      /^error: typo\.yaml:\d+:3, training: expected settings: .*, received "optimiser"\. Did you mean "optimizer"\?\n$/,
    ],
    [
      [IRIS, '--out', 'taken'],
      /^error: taken: expected a folder that is empty, or none yet, received one with thesis\.tex\. Nothing was changed\./,
    ],
    [
      [MNIST],
      /error: .*home\/mnist: expected the four files of MNIST, received .*\. Get them with: echotrain data get mnist\..*\n$/,
    ],
    [
      [IRIS, '--set', 'training.optimizer={sgd: {learningRate: 1e30}}'],
      /error: training, step \d+ in epoch 1: expected a finite loss, received (NaN|Infinity): .*Usual causes/,
    ],
  ])('%j', async (args, message) => {
    const { code, output, error } = await echotrain(['run', ...args, '--json'], { folder });
    expect([code, output]).toEqual([1, '']);
    expect(error).toMatch(message);
    expect(error).not.toMatch(/\n\s+at /);
    expect(
      readdirSync(folder)
        .filter((name) => !['home', '.echotrain'].includes(name))
        .sort(),
    ).toEqual(['taken', 'typo.yaml']);
    expect(readdirSync(join(folder, 'taken'))).toEqual(['thesis.tex']);
  });

  it('a limit that is reached while results are written', async () => {
    const { code, error, output, folder } = await echotrain(['run', IRIS, '--out', 'runs/x', ...QUICK], {
      fileLimit: 8,
    });
    expect(code).toBe(1);
    expect(error).toMatch(
      /error: runs\/x\/.*: expected a place with room and permission to write, received a limit on the size of files\./,
    );
    expect(output).toContain('accuracy');
    expect(readdirSync(folder)).not.toContain('runs');
  });

  it('and where, for those who look for defects', async () => {
    const environment = { ECHOTRAIN_DEBUG: '1' };
    expect((await echotrain(['run', 'missing.yaml'], { environment })).error).toMatch(
      /^error: .*\nInputError: .*\n\s+at /s,
    );
  });
});

describe('Ctrl-C', () => {
  it('stops after the current step, keeps what is finished and says where', async () => {
    const folder = emptyFolder();
    let sent = false;
    const onError = (soFar: string): NodeJS.Signals | undefined => {
      if (sent || !/training: .*epoch \d/.test(soFar)) return undefined;
      sent = true;
      return 'SIGINT';
    };
    const { code, error, output } = await echotrain(
      ['run', longStudy(folder), '--json', '--device', 'cpu', '--out', 'kept'],
      { folder, onError },
    );
    expect([code, output]).toEqual([130, '']);
    expect(error).toMatch(
      /Stopping after this step\..*Stopped\. What was finished is in kept\/index\.html\nRun 1 goes on with: echotrain runs resume 1\n$/s,
    );
    const result = JSON.parse(readFileSync(join(folder, 'kept', 'result.json'), 'utf8'));
    expect(result).toMatchObject({ ending: 'stopped', testOpenings: [], metrics: {} });
    expect(result.repetitions[0].history.length).toBeGreaterThan(0);
    expect(readFileSync(join(folder, 'kept', 'index.html'), 'utf8')).toContain('Stopped.');
    expect(readdirSync(join(folder, 'kept'))).toContain('weights.safetensors');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual(['.echotrain']);
  });

  it('twice leaves at once, and no results', async () => {
    const folder = emptyFolder();
    let signals = 0;
    const onError = (soFar: string): NodeJS.Signals | undefined => {
      const isTime = soFar.includes(['epoch 2', 'Stopping'][signals] ?? '\0');
      if (isTime) signals++;
      return isTime ? 'SIGINT' : undefined;
    };
    const started = performance.now();
    const { code } = await echotrain(['run', longStudy(folder), '--device', 'cpu', '--out', 'kept'], {
      folder,
      onError,
    });
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(code).toBe(130);
    expect(readdirSync(folder).sort()).toEqual(['.echotrain', 'long.yaml']);
  });
});
