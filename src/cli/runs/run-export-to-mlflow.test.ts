import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { echotrain, emptyFolder } from '../../../test/command-line.ts';
import { serveMlflow } from '../../../test/mlflow-server.ts';

const STUDY = `
name: Levels
seed: 3
data: { csv: { file: table.csv, target: level, task: classification } }
split: { random: { validation: 0.2, test: 0.2 } }
model: { mlp: { hidden: [4] } }
training: { epochs: 2, batchSize: 8, optimizer: adam }
evaluation: { resamples: 20 }
`;

/** A folder in which a small study has been run. */
async function folderWithRun(): Promise<string> {
  const folder = emptyFolder();
  mkdirSync(folder, { recursive: true });
  const rows = Array.from(
    { length: 200 },
    (_, i) => `${Math.sin(i)},${Math.cos(i * i)},${['low', 'high'][i % 2]}`,
  );
  writeFileSync(join(folder, 'table.csv'), ['a,b,level', ...rows, ''].join('\n'));
  writeFileSync(join(folder, 'study.yaml'), STUDY);
  const { code, error } = await echotrain(['run', 'study.yaml', '--device', 'cpu', '--out', 'out'], {
    folder,
  });
  expect([code, error]).toEqual([0, expect.anything()]);
  return folder;
}

describe('echotrain runs export --to mlflow', () => {
  it('gives a run to a server that wants a token, once', async () => {
    const folder = await folderWithRun();
    const mlflow = await serveMlflow({ token: 'secret' });
    const command = ['runs', 'export', '1', '--to', 'mlflow', '--experiment', 'Lab 2'];
    const environment = { MLFLOW_TRACKING_URI: mlflow.url, MLFLOW_TRACKING_TOKEN: 'secret' };
    try {
      const first = await echotrain(command, { folder, environment });
      expect([first.code, first.error]).toEqual([0, '']);
      expect(first.output).toMatch(
        /^Run 1 is in MLflow: http:.*\nSent now: \d+ points, \d+ settings and \d+ files\.\n$/,
      );
      const again = await echotrain(command, { folder, environment });
      expect(again.output).toMatch(/\nSent now: 0 points, 0 settings and \d+ files\.\n$/);
      expect(mlflow.experiments).toMatchObject([{ name: 'Lab 2' }]);
      expect(mlflow.runs).toHaveLength(1);
      const [run] = mlflow.runs;
      expect(run).toMatchObject({ status: 'FINISHED' });
      expect(run?.params.get('training.epochs')).toBe('2');
      expect(run?.metrics.map(({ key }) => key)).toEqual(
        expect.arrayContaining(['step/loss', 'validation/accuracy', 'test/accuracy']),
      );
      const report = [...mlflow.files].find(([name]) => name.endsWith('/index.html'));
      expect(report?.[1]).toBe(readFileSync(join(folder, 'out/index.html'), 'utf8'));
    } finally {
      await mlflow[Symbol.asyncDispose]();
    }
    const gone = await echotrain(command, { folder, environment });
    expect(gone.code).toBe(1);
    expect(gone.error).toMatch(
      /^error: http:.*: expected an MLflow tracking server, received no answer \(.*ECONNREFUSED.*\n$/,
    );
    const nowhere = await echotrain(command, { folder });
    expect(nowhere.error).toMatch(/^error: --url: expected the address of an MLflow server, received none\./);
  });
});
