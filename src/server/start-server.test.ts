import { rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/dataset-folder.ts';
import { ask, workbenchServer } from '../../test/workbench-server.ts';
import { Store } from '../store/index.ts';
import { findServer } from './find-server.ts';
import { readServerFile } from './server-file.ts';
import { startServer } from './start-server.ts';

describe('a server', () => {
  it('listens on loopback only', async () => {
    const server = await workbenchServer();
    const others = Array.from({ length: 3 }, (_, i) => `127.0.0.${i + 2}`);
    for (const host of others)
      await expect(fetch(`http://${host}:${server.port}/`)).rejects.toThrow('fetch failed');
    await server.close();
  });

  it('says so where its port is in use', async () => {
    const first = await workbenchServer();
    const complaint = `port ${first.port}: expected one that is free, received one that another program listens on`;
    await expect(workbenchServer({ port: first.port })).rejects.toThrow(complaint);
    await first.close();
  });

  it('says so where a folder is not there', async () => {
    await expect(workbenchServer({ folders: ['nowhere'] })).rejects.toThrow('nowhere: expected a folder');
  });

  it('says so where its workspace is gone, and does not listen', async () => {
    const store = await Store.open(join(temporaryFolder(), '.echotrain'));
    rmSync(store.folder, { recursive: true });
    await expect(startServer(store)).rejects.toThrow(
      /expected a folder that can be written to, received ENOENT/,
    );
    store.close();
  });

  it('is found by others of the same user, who get a link of their own', async () => {
    const server = await workbenchServer();
    const found = await findServer(server.store.folder);
    expect(found).toMatchObject({ port: server.port, pid: process.pid });
    const link = new URL(found?.link ?? '');
    expect((await ask(server.port, 'GET', link.pathname)).status).toBe(200);
    expect(statSync(join(server.store.folder, 'server.json')).mode & 0o777).toBe(0o600);
    expect(statSync(server.store.folder).mode & 0o777).toBe(0o700);
    await server.close();
    expect(await findServer(server.store.folder)).toBeUndefined();
  });

  it('is not found where it ended without a word, or another program has its port', async () => {
    const folder = temporaryFolder();
    const store = await Store.open(join(folder, '.echotrain'));
    const note = (port: number) => {
      const entry = { pid: 1, port, token: 'x'.repeat(43) };
      writeFileSync(join(store.folder, 'server.json'), JSON.stringify(entry));
    };
    const other = createServer((_, response) => response.end('{"link": 1}'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    note(port);
    expect(await findServer(store.folder)).toBeUndefined();
    await new Promise((resolve) => other.close(resolve));
    expect(await findServer(store.folder)).toBeUndefined();
    writeFileSync(join(store.folder, 'server.json'), '{"pid": 1');
    expect(await findServer(store.folder)).toBeUndefined();
    const server = await startServer(store);
    expect(readServerFile(store.folder)?.port).toBe(server.port);
    await server.close();
    store.close();
  });
});
