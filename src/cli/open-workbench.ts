import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { findServer, startServer } from '../server/index.ts';
import { Store } from '../store/index.ts';
import type { OpenOptions } from './open.ts';
import { workspaceFolder } from './runs/workspace.ts';

/** `echotrain open`: serves the workbench until someone stops it; one server a workspace. */
export async function openWorkbench(options: OpenOptions): Promise<void> {
  const workspace = workspaceFolder(options);
  const found = existsSync(workspace) ? await findServer(workspace) : undefined;
  if (found) {
    process.stderr.write(`This workspace is open already, in process ${found.pid}.\n`);
    show(found.link, options);
    return;
  }
  await serve(workspace, options);
}

async function serve(workspace: string, options: OpenOptions): Promise<void> {
  const { port, folder = [] } = options;
  const store = await Store.open(workspace);
  try {
    if (store.damage !== undefined) {
      process.stderr.write(`The store is damaged and is only read: ${store.damage}.\n`);
    }
    const server = await startServer(store, { ...(port !== undefined && { port }), folders: folder });
    const end = askedToEnd();
    show(server.link(), options);
    process.stderr.write('Ctrl-C ends it; runs go on.\n');
    await end;
    await server.close();
  } finally {
    store.close();
  }
}

/** Until the first signal that asks to end; a second one leaves at once. */
async function askedToEnd(): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => once(process, name, { signal }));
  await Promise.race(signals);
  controller.abort();
  await Promise.allSettled(signals);
}

function show(link: string, { browser }: OpenOptions): void {
  process.stdout.write(`The workbench is at ${link}\n`);
  if (browser) openBrowser(link);
}

/** Opens a link as the system does; where it cannot, people have the printed one. */
function openBrowser(link: string): void {
  const [command = '', ...rest] = new Map([
    ['darwin', ['open']],
    ['win32', ['rundll32', 'url.dll,FileProtocolHandler']],
  ]).get(process.platform) ?? ['xdg-open'];
  spawn(command, [...rest, link], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
