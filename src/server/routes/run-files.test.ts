import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';
import { page } from '../../report/index.ts';

let server: WorkbenchServer;

beforeAll(async () => {
  server = await workbenchServer();
  const { store, folder } = server;
  const run = store.runs.create({
    name: 'run',
    study: { name: 'study', text: '' },
    record: {
      ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all', versions: {} },
      ...{ processorFlags: [], environment: {} },
    },
  });
  mkdirSync(store.folderOf(run), { recursive: true });
  const report = page({ title: 'Iris', sections: [] });
  const files = {
    'report.html': report,
    'model.onnx': 'model',
    'numbers.json': '{}',
    'kept.txt': 'not noted',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(store.folderOf(run), name), text);
  for (const name of ['report.html', 'model.onnx', 'numbers.json'])
    await store.addArtifact(run, name, 'file');
  writeFileSync(join(folder, 'résumé of, "a" run.csv'), 'a,b');
  await store.addArtifact(run, join(folder, 'résumé of, "a" run.csv'), 'numbers');
  symlinkSync('/etc/hostname', join(store.folderOf(run), 'elsewhere.json'));
  await store.addArtifact(run, 'elsewhere.json', 'file');
});

afterAll(() => server.close());

function file(name: string) {
  const path = `/api/runs/1/files/${encodeURIComponent(name)}`;
  return ask(server.port, 'GET', path, { Cookie: server.cookie });
}

describe('files of a run', () => {
  it('are those that it has left, and no others', async () => {
    expect((await file('numbers.json')).body).toBe('{}');
    for (const name of ['kept.txt', '../../runs.sqlite', '/etc/passwd', '../1/report.html']) {
      expect((await file(name)).status, name).toBe(404);
    }
    expect((await file('elsewhere.json')).status).toBe(400);
  });

  it('may lie elsewhere in the folder, under any name', async () => {
    const answer = await file(join(server.folder, 'résumé of, "a" run.csv'));
    expect(answer.body).toBe('a,b');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('are reports within a sandbox, with their own styles and nothing else', async () => {
    const { headers, body } = await file('report.html');
    expect(body).toContain('Iris');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(
      /^sandbox; default-src 'none'; img-src data:; style-src 'unsafe-hashes' 'sha256-[\w+/=]+'; base-uri/,
    );
    expect(policy).not.toMatch(/unsafe-inline|script-src|allow-/);
  });

  it('are saved where a browser has no business with them', async () => {
    const { headers } = await file('model.onnx');
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''model.onnx");
    expect(headers['content-type']).toBe('application/octet-stream');
  });

  it('have a log, of which the end is shown', async () => {
    const log = () => ask(server.port, 'GET', '/api/runs/1/log', { Cookie: server.cookie });
    expect(JSON.parse((await log()).body)).toEqual({ text: '', bytes: 0, isWhole: true });
    writeFileSync(join(server.store.folderOf(1), 'log.txt'), `${'line\n'.repeat(100_000)}the end`);
    const { text, bytes, isWhole } = JSON.parse((await log()).body);
    expect(text).toMatch(/the end$/);
    expect({ length: text.length, bytes, isWhole }).toEqual({
      length: 262_144,
      bytes: 500_007,
      isWhole: false,
    });
  });
});
