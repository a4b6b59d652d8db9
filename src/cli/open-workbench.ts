import { spawn } from 'node:child_process';
import { startServer } from '../server/index.ts';
import { Store } from '../store/index.ts';
import { interruption } from './interruption.ts';
import type { OpenOptions } from './open.ts';
import { workspaceFolder } from './runs/workspace.ts';

/** `echotrain open`: serves the workbench until someone stops it. */
export async function openWorkbench({ port, folder = [], browser, workspace }: OpenOptions): Promise<void> {
  const store = await Store.open(workspaceFolder({ ...(workspace !== undefined && { workspace }) }));
  const server = await startServer(store, { ...(port !== undefined && { port }), folders: folder });
  const link = server.link();
  process.stdout.write(`The workbench is at ${link}\nCtrl-C ends it; runs go on.\n`);
  if (browser) openBrowser(link);
  await interruption.heed(
    (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
  );
  await server.close();
  store.close();
}

/** Opens a link as the system does; where it cannot, people have the printed one. */
function openBrowser(link: string): void {
  const [command = '', ...rest] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[
    String(process.platform)
  ] ?? ['xdg-open'];
  spawn(command, [...rest, link], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
