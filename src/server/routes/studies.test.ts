import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';
import { studySchema } from '../../study/index.ts';

const LINE =
  'name: Line\ndata: iris\nsplit:\n  kFold: { folds: 5 }\nmodel: linear\ntraining:\n  epochs: 2\n  optimizer: adam\n';

let server: WorkbenchServer;

beforeAll(async () => {
  server = await workbenchServer();
  mkdirSync(join(server.folder, 'knees'));
  writeFileSync(join(server.folder, 'knees', 'line.yaml'), LINE);
  writeFileSync(join(server.folder, 'other.yaml'), 'services: {}\n');
});

afterAll(() => server.close());

async function asked(method: string, path: string, body?: unknown) {
  const headers = { Cookie: server.cookie, 'Content-Type': 'application/json' };
  const answer = await ask(
    server.port,
    method,
    path,
    headers,
    body === undefined ? body : JSON.stringify(body),
  );
  return { status: answer.status, said: JSON.parse(answer.body) };
}

describe('studies', () => {
  it('are found in the folders that may be read, and the lessons have theirs', async () => {
    const { said } = await asked('GET', '/api/studies');
    const folder = join(realpathSync(server.folder), 'knees');
    expect(said.studies).toEqual([{ name: 'Line', folder, path: join(folder, 'line.yaml') }]);
    expect(said.lessons.map(({ name }: { name: string }) => name)).toContain('Iris');
  });

  it('are read with the folder where their paths begin', async () => {
    const path = join(server.folder, 'knees', 'line.yaml');
    const { said } = await asked('GET', `/api/studies/file?path=${encodeURIComponent(path)}`);
    const folder = join(realpathSync(server.folder), 'knees');
    expect(said).toEqual({ path: join(folder, 'line.yaml'), text: LINE, folder });
  });

  it('are not read elsewhere, nor through a link', async () => {
    symlinkSync('/etc/hostname', join(server.folder, 'link.yaml'));
    for (const path of ['/etc/hostname', '../../etc/hostname', 'link.yaml']) {
      const { status } = await asked('GET', `/api/studies/file?path=${encodeURIComponent(path)}`);
      expect(status, path).toBe(400);
    }
  });

  it('are not read where they are no files, or too large', async () => {
    writeFileSync(join(server.folder, 'large.yaml'), `${LINE}# ${'x'.repeat(1_000_000)}`);
    for (const path of ['large.yaml', 'knees', 'missing.yaml']) {
      const { status } = await asked('GET', `/api/studies/file?path=${path}`);
      expect(status, path).toBe(400);
    }
    expect((await asked('GET', '/api/studies')).said.studies).toHaveLength(1);
  });

  it('are told what is wrong with them, each at its place', async () => {
    const text = LINE.replace('epochs: 2', 'epochs: none\n  batchsize: 3');
    const { said } = await asked('POST', '/api/studies/check', { text });
    expect(said.issues).toMatchObject([
      { line: 7, column: 11, path: 'training.epochs' },
      { line: 8, column: 3, path: 'training', message: expect.stringContaining('Did you mean "batchSize"?') },
    ]);
    expect((await asked('POST', '/api/studies/check', { text: 'a: [' })).said.issues).toHaveLength(1);
    expect((await asked('POST', '/api/studies/check', { text: LINE })).said.issues).toEqual([]);
  });

  it('have a schema that names all settings', async () => {
    const { said } = await asked('GET', '/api/studies/schema');
    expect(Object.keys(JSON.parse(said.schema).properties)).toEqual(Object.keys(studySchema.shape));
  });
});
