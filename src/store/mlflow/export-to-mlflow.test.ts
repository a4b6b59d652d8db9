import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type MlflowServerOptions, serveMlflow } from '../../../test/mlflow-server.ts';
import { range } from '../../util/arrays.ts';
import { Store } from '../index.ts';
import { exportToMlflow } from './export-to-mlflow.ts';

const record = {
  seed: 7,
  dataHashes: { all: 'ab12' },
  splitHash: 'cd34',
  device: 'cpu',
  threads: 1,
  optimization: 'all',
  versions: { echotrain: '0.1.0' },
  processorFlags: [],
  git: { commit: 'f00', isChanged: false },
  environment: {},
};

const settings = new Map([
  ['training.epochs', '3'],
  ['model.mlp.hidden', '[16]'],
  ['data, all: "odd"', 'x'],
  ['long', 'ä'.repeat(5000)],
]);

const open: AsyncDisposable[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

async function server(options: MlflowServerOptions = {}) {
  const started = await serveMlflow(options);
  open.push(started);
  return started;
}

/** A store with a run of so many steps that has left a file. */
async function storeWithRun(steps = 2500): Promise<{ readonly store: Store; readonly id: number }> {
  const store = await Store.open(mkdtempSync(join(tmpdir(), 'echotrain-mlflow-')));
  open.push({ [Symbol.asyncDispose]: async () => store.close() });
  const id = store.runs.create({
    name: 'Lévels, 2',
    study: { name: 'Levels', text: 'name: Levels' },
    record,
  });
  await store.runs.change(id, { status: 'running', startedAt: 900 });
  addSteps(store, id, 1, steps);
  const log = store.log(id);
  log.add('train/loss', { step: steps, epoch: 1, at: 1001, value: Number.NaN });
  log.flush();
  mkdirSync(store.folderOf(id), { recursive: true });
  writeFileSync(join(store.folderOf(id), 'the results.csv'), 'a,b\n');
  await store.addArtifact(id, 'the results.csv', 'table');
  return { store, id };
}

function addSteps(store: Store, id: number, from: number, to: number): void {
  const log = store.log(id);
  for (const step of range(from, to + 1)) log.add('step/loss', { step, epoch: 0, at: step, value: 1 / step });
  log.flush();
}

describe('exportToMlflow', () => {
  it('gives settings, tags, points, scores and files, within the limits', async () => {
    const [mlflow, { store, id }] = [await server(), await storeWithRun()];
    await store.runs.tag(id, ['baseline']);
    await store.runs.change(id, { status: 'finished', endedAt: 5000, scores: { 'test/accuracy': 0.9 } });
    const told: number[] = [];
    const receipt = await exportToMlflow(store, id, {
      url: `${mlflow.url}/`,
      settings,
      onProgress: (sent) => told.push(sent),
    });
    expect(receipt).toMatchObject({ points: 2502, settings: 4, sent: 1, missing: 0 });
    expect(receipt.page).toBe(`${mlflow.url}/#/experiments/1/runs/${mlflow.runs[0]?.id}`);
    expect(told).toEqual([1000, 2000, 2502]);
    expect(mlflow.experiments).toMatchObject([{ name: 'Levels' }]);
    const [run] = mlflow.runs;
    expect(run).toMatchObject({ name: '1 Lévels, 2', status: 'FINISHED', end: 5000 });
    expect(run?.tags.get('echotrain.tags')).toBe('baseline');
    expect(run?.tags.get('mlflow.source.git.commit')).toBe('f00');
    expect(run?.params.get('training.epochs')).toBe('3');
    expect([...(run?.params.keys() ?? [])].find((key) => key.startsWith('data'))).toMatch(
      /^data_ all_ _odd__[0-9a-f]{8}$/,
    );
    expect(run?.params.get('long')).toMatch(/^ä{2998}…$/);
    expect(run?.metrics.filter(({ key }) => key === 'step/loss')).toHaveLength(2500);
    expect(run?.metrics).toContainEqual({ key: 'train/loss', value: 'NaN', step: 2500, timestamp: 1001 });
    expect(run?.metrics).toContainEqual({ key: 'test/accuracy', value: 0.9, step: 2500, timestamp: 5000 });
    expect([...mlflow.files]).toEqual([[`1/${run?.id}/artifacts/the results.csv`, 'a,b\n']]);
  });

  it('brings a run up to date and makes no other', async () => {
    const [mlflow, { store, id }] = [await server(), await storeWithRun(10)];
    const options = { url: mlflow.url, experiment: 'Mine', settings };
    await exportToMlflow(store, id, options);
    expect(await exportToMlflow(store, id, options)).toMatchObject({ points: 0, settings: 0, sent: 1 });
    addSteps(store, id, 11, 15);
    await store.runs.change(id, { status: 'stopped' });
    expect(await exportToMlflow(store, id, options)).toMatchObject({ points: 5 });
    expect(mlflow.runs).toHaveLength(1);
    expect(mlflow.runs[0]).toMatchObject({ status: 'KILLED' });
    expect(mlflow.runs[0]?.metrics.filter(({ key }) => key === 'step/loss').map(({ step }) => step)).toEqual(
      range(1, 16),
    );
    expect(mlflow.experiments).toMatchObject([{ name: 'Mine' }]);
  });

  it('tries again what may pass, and gives up at last', async () => {
    const busy = { status: 503, body: 'Busy' };
    const often = await server({ conduct: (request) => (request % 2 === 1 ? busy : undefined) });
    const { store, id } = await storeWithRun(5);
    await exportToMlflow(store, id, { url: often.url, settings, firstWaitMs: 1 });
    expect(often.runs).toHaveLength(1);
    expect(often.runs[0]?.metrics).toHaveLength(6);
    const limited = await server({
      conduct: (request) => (request === 1 ? { status: 429, body: '', retryAfter: 0 } : undefined),
    });
    await exportToMlflow(store, id, { url: limited.url, settings, firstWaitMs: 1e9 });
    const never = await server({ conduct: () => busy });
    await expect(exportToMlflow(store, id, { url: never.url, settings, firstWaitMs: 1 })).rejects.toThrow(
      /expected MLflow to answer, received HTTP 503 again and again, Busy\. Export once more/,
    );
    expect(never.requests).toHaveLength(5);
  });

  it('makes no second run where the answer to the first was lost', async () => {
    const { store, id } = await storeWithRun(5);
    const mlflow = await server();
    const lossy = await server({
      conduct: (_, path) =>
        path.endsWith('runs/create') && lossy.runs.length === 0 ? loseAnswer() : undefined,
    });
    const loseAnswer = () => {
      lossy.runs.push(...mlflow.runs.map((run) => ({ ...run, metrics: [], params: new Map() })));
      return { status: 502, body: 'Bad gateway' };
    };
    await exportToMlflow(store, id, { url: mlflow.url, settings });
    await exportToMlflow(store, id, { url: lossy.url, settings, firstWaitMs: 1 });
    expect(lossy.runs).toHaveLength(1);
    expect(lossy.runs[0]?.metrics).toHaveLength(6);
  });

  it('says in a line what is wrong with the server, and never the token', async () => {
    const { store, id } = await storeWithRun(1);
    const fails = (options: { url: string; token?: string; experiment?: string }) =>
      exportToMlflow(store, id, { settings, firstWaitMs: 1, ...options }).then(
        () => 'success',
        (error: Error) => error.message,
      );
    expect(await fails({ url: 'http://127.0.0.1:1' })).toMatch(
      /^http:\/\/127\.0\.0\.1:1: expected an MLflow tracking server, received no answer \(/,
    );
    expect(await fails({ url: 'ftp://host' })).toMatch(/^--url: expected the address of an MLflow server/);
    expect(await fails({ url: 'http://me:secret@host' })).not.toContain('secret');
    const page = await server({ conduct: () => ({ status: 200, body: '<html>Welcome\n</html>' }) });
    expect(await fails({ url: page.url })).toMatch(
      /expected an MLflow tracking server, received HTTP 200, <html>Welcome <\/html>\. Give its root/,
    );
    const locked = await server({ token: 'correct' });
    for (const token of ['wrong-secret', 'wrong secret\n']) {
      const message = await fails({ url: locked.url, token });
      expect(message).toMatch(/MLFLOW_TRACKING_TOKEN/);
      expect(message).not.toContain('secret');
    }
    expect(await fails({ url: locked.url, token: 'correct' })).toBe('success');
    const strict = await server();
    strict.experiments.push({ id: '1', name: 'Gone', deleted: true });
    expect(await fails({ url: strict.url, experiment: 'Gone' })).toMatch(
      /received one that was deleted\. Restore it/,
    );
    expect(await fails({ url: strict.url, experiment: ' ' })).toMatch(/^--experiment: expected a name/);
  });

  it('leaves files where a server keeps them elsewhere, and says where', async () => {
    const { store, id } = await storeWithRun(1);
    const mlflow = await server({ artifactRoot: 's3://bucket' });
    const receipt = await exportToMlflow(store, id, { url: mlflow.url, settings });
    expect(receipt).toMatchObject({ sent: 0, elsewhere: expect.stringMatching(/^s3:\/\/bucket\/1\//) });
    expect(mlflow.files.size).toBe(0);
  });
});
