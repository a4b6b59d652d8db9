import { existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask, type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';

const MNIST = join(import.meta.dirname, '../../../../shared/data/mnist');
const missing = existsSync(MNIST) ? '' : ' (skipped without ../shared/data/mnist)';

let server: WorkbenchServer;

beforeAll(async () => {
  server = await workbenchServer();
});

afterEach(() => void vi.unstubAllEnvs());
afterAll(() => server.close());

function asked(path: string) {
  return ask(server.port, 'GET', `/api/lessons/${path}`, { Cookie: server.cookie });
}

/** A folder of fetched data with the files of MNIST. */
function homeWithMnist(): string {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  mkdirSync(join(home, 'mnist'));
  for (const name of readdirSync(MNIST)) symlinkSync(join(MNIST, name), join(home, 'mnist', name));
  return home;
}

describe('MNIST for lessons in the page', () => {
  it('is not there where it was not fetched', async () => {
    vi.stubEnv('ECHOTRAIN_HOME', mkdtempSync(join(tmpdir(), 'home-')));
    expect(JSON.parse((await asked('mnist')).body)).toEqual({ isHere: false });
    const { status, body } = await asked('mnist/testLabels');
    expect([status, JSON.parse(body).message]).toEqual([
      404,
      expect.stringContaining('echotrain data get mnist'),
    ]);
    expect((await asked('mnist/secrets')).status).toBe(404);
  });

  it.skipIf(missing !== '')(`is handed over where it was${missing}`, async () => {
    vi.stubEnv('ECHOTRAIN_HOME', homeWithMnist());
    expect(JSON.parse((await asked('mnist')).body)).toEqual({ isHere: true });
    expect((await asked('mnist/testLabels')).status).toBe(200);
  });
});
