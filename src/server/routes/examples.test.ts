import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';
import { writeSafetensors } from '../../formats/index.ts';

let server: WorkbenchServer;

beforeAll(async () => {
  server = await workbenchServer();
  const folder = server.store.trainingFolder(1, 'examples');
  mkdirSync(folder, { recursive: true });
  const about = {
    ...{ kind: 'classes', part: 'validation', classNames: ['<img src=x>', 'b'] },
    items: [{ name: 'one' }, { name: 'two', subject: 'S2' }],
  };
  const array = (shape: readonly number[], ...values: number[]) => ({
    ...{ dtype: 'F32' as const, shape, data: Float32Array.from(values) },
  });
  const items = new Map([
    ['inputs', array([2, 1, 2], 1, 2, 3, 4)],
    ['targets', array([2, 1], 0, 1)],
  ]);
  writeFileSync(join(folder, 'items.safetensors'), writeSafetensors(items, { about: JSON.stringify(about) }));
  const answers = new Map([['answers', array([2, 2], 0.75, 0.25, 0.5, 0.5)]]);
  writeFileSync(join(folder, 'epoch-000003-step-000000120.safetensors'), writeSafetensors(answers));
});

afterAll(() => server.close());

function asked(path: string) {
  return fetch(`http://127.0.0.1:${server.port}/api/examples${path}`, { headers: { Cookie: server.cookie } });
}

describe('examples', () => {
  it('are described, with the epochs after which there are answers', async () => {
    expect(await (await asked('/1')).json()).toEqual({
      examples: {
        ...{ kind: 'classes', part: 'validation', classNames: ['<img src=x>', 'b'] },
        items: [{ name: 'one' }, { name: 'two', subject: 'S2' }],
        epochs: [{ epoch: 3, step: 120 }],
      },
    });
    expect(await (await asked('/2')).json()).toEqual({ examples: null });
  });

  it('come as bytes with their shape', async () => {
    for (const [path, shape, values] of [
      ['/1/inputs', '2,1,2', [1, 2, 3, 4]],
      ['/1/targets', '2,1', [0, 1]],
      ['/1/answers?epoch=3', '2,2', [0.75, 0.25, 0.5, 0.5]],
    ] as const) {
      const answer = await asked(path);
      expect(answer.headers.get('X-Shape')).toBe(shape);
      expect([...new Float32Array(await answer.arrayBuffer())]).toEqual(values);
    }
  });

  it('are refused where there are none', async () => {
    expect((await asked('/1/answers?epoch=4')).status).toBe(400);
    expect((await asked('/2/inputs')).status).toBe(404);
    expect((await asked('/1/secrets')).status).toBe(404);
  });
});
