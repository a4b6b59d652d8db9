import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { echotrain, emptyFolder } from '../../test/command-line.ts';
import { readRecords } from '../formats/tensorboard/record.ts';
import { Store } from '../store/index.ts';
import { closing } from '../util/closing.ts';
import { present } from '../util/errors.ts';

const STUDY = `
name: Levels
seed: 3
data: { csv: { file: table.csv, target: level, task: classification } }
split: { random: { validation: 0.2, test: 0.2 } }
model: { mlp: { hidden: [16], dropoutRate: 0.1 } }
training: { epochs: 20, batchSize: 2, optimizer: adam }
evaluation: { resamples: 20 }
`;

/** A folder with a study of a small table. */
function studyFolder(): string {
  const folder = emptyFolder();
  const rows = Array.from(
    { length: 1200 },
    (_, i) => `${Math.sin(i)},${Math.cos(i * i)},${['low', 'high'][i % 2]}`,
  );
  writeFileSync(join(folder, 'table.csv'), ['a,b,level', ...rows, ''].join('\n'));
  writeFileSync(join(folder, 'study.yaml'), STUDY);
  return folder;
}

/** Runs a command in a folder, and gives what it prints. */
async function print(folder: string, ...args: string[]): Promise<string> {
  const { code, output, error } = await echotrain(args, { folder });
  if (code !== 0) throw new Error(`exit code ${code}: ${error}`);
  return output;
}

/** Kills the process of a run as soon as it has written its first checkpoint. */
function killAtCheckpoint(folder: string): () => void {
  const checkpoints = join(folder, '.echotrain/runs/1/checkpoints');
  return () => {
    const timer = setInterval(() => {
      if (!existsSync(checkpoints) || readdirSync(checkpoints).length === 0) return;
      clearInterval(timer);
      void pidOf(folder, 1).then((pid) => process.kill(pid, 'SIGKILL'));
    }, 2);
  };
}

/** The process that carries out a run. */
async function pidOf(folder: string, run: number): Promise<number> {
  const { pid } = await closing(await Store.open(join(folder, '.echotrain')), ({ runs }) => runs.get(run));
  return present(pid, 'a process');
}

const listed = z.object({ id: z.number(), status: z.string(), tags: z.array(z.string()) });

async function list(folder: string, ...args: string[]) {
  const lines = (await print(folder, 'runs', 'list', '--json', ...args)).split('\n').filter(Boolean);
  return lines.map((line) => listed.parse(JSON.parse(line)));
}

describe('echotrain runs', () => {
  it('goes on with a run that was killed, to the same weights', async () => {
    const folder = studyFolder();
    const run = ['run', 'study.yaml', '--device', 'cpu', '--threads', '1'];
    const killed = await echotrain([...run, '--out', 'killed'], {
      folder,
      onStart: killAtCheckpoint(folder),
    });
    expect([killed.code, killed.error]).toEqual([
      1,
      expect.stringMatching(
        /error: run 1: expected a process that says how it ends, received one that died \(SIGKILL\)\./,
      ),
    ]);
    expect(await list(folder)).toMatchObject([{ id: 1, status: 'lost' }]);
    expect(await print(folder, 'runs', 'resume', '1', '--out', 'resumed')).toMatch(/Report: resumed/);
    await print(folder, 'runs', 'rerun', '1', '--out', 'whole');
    expect(await list(folder)).toMatchObject([
      { id: 2, status: 'finished' },
      { id: 1, status: 'finished' },
    ]);
    const weights = (of: string) => readFileSync(join(folder, of, 'weights.safetensors'));
    expect(weights('resumed').equals(weights('whole'))).toBe(true);
    const again = await echotrain(['runs', 'resume', '1'], { folder });
    expect([again.code, again.error]).toEqual([
      1,
      expect.stringMatching(
        /run 1: expected one that was stopped, failed or lost, received one that is finished/,
      ),
    ]);
  });

  it('refuses to go on with other data, and says which', async () => {
    const folder = studyFolder();
    const long = ['--set', 'training.epochs=100000'];
    const killed = await echotrain(['run', 'study.yaml', '--device', 'cpu', ...long], {
      folder,
      onStart: killAtCheckpoint(folder),
    });
    expect(killed.code).toBe(1);
    const table = readFileSync(join(folder, 'table.csv'), 'utf8');
    writeFileSync(join(folder, 'table.csv'), table.replace('0,1,low', '0.5,1,low'));
    const { code, error } = await echotrain(['runs', 'resume', '1'], { folder });
    expect([code, error]).toEqual([
      1,
      expect.stringMatching(
        /run 1, data, all of table\.csv: expected the data that it began with, received others/,
      ),
    ]);
    expect(await print(folder, 'runs', 'show', '1')).toMatch(/status +failed/);
  });

  it('shows, compares, exports and tidies up', async () => {
    const folder = studyFolder();
    expect(await print(folder, 'runs')).toBe('Nothing has been run yet.\n');
    expect(readdirSync(folder)).not.toContain('.echotrain');
    const run = ['run', 'study.yaml', '--device', 'cpu', '--set', 'training.epochs=2'];
    await print(folder, ...run);
    await print(folder, ...run, '--set', 'model=linear');
    await print(folder, 'runs', 'tag', '1', 'baseline');
    await print(folder, 'runs', 'note', '1', 'The first try.');
    expect(await list(folder, '--tag', 'baseline')).toMatchObject([{ id: 1, tags: ['baseline'] }]);
    const shown = await print(folder, 'runs', 'show', '1');
    expect(shown).toMatch(
      /^Run 1: Levels\n.*test parts +opened 1, for evaluation.*The first try\..*test\/loss.*index\.html +report.*data, all/s,
    );
    for (const line of (await print(folder, 'runs')).split('\n'))
      expect(line.length).toBeLessThanOrEqual(100);
    expect(await print(folder, 'runs', 'compare', '1', '2')).toMatch(
      /model\.mlp\.dropoutRate +0\.1\n.*linear/s,
    );
    const cases = (await print(folder, 'runs', 'compare', '1', '2', '--cases')).trimEnd().split('\n');
    expect(cases[0]).toBe(
      'case,subject,1:3:network true,1:3:network predicted,1:3:network accuracy,1:3:network loss,' +
        '2:3:network true,2:3:network predicted,2:3:network accuracy,2:3:network loss',
    );
    expect(cases).toHaveLength(241);
    expect(cases[1]).toMatch(
      /^\d+,,(low|high),(low|high),[01],[\d.e-]+,(low|high),(low|high),[01],[\d.e-]+$/,
    );
    expect(await print(folder, 'runs', 'export', '1')).toMatch(
      /^series,step,epoch,time,value\n.*\nstep\/learningRate,1,/s,
    );
    await print(folder, 'runs', 'export', '1', '--to', 'tensorboard', '--out', 'logs');
    const [file = ''] = readdirSync(join(folder, 'logs'));
    expect([...readRecords(readFileSync(join(folder, 'logs', file)))].length).toBeGreaterThan(30);
    expect(await print(folder, 'runs', 'rm', '2')).toMatch(/^Run 2 is in the trash: .* kB\.\n$/);
    expect(await list(folder)).toHaveLength(1);
    expect(await print(folder, 'runs', 'trash', '--empty')).toMatch(/^Removed 1 run: /);
  });
});
