import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, echotrain, emptyFolder } from '../../test/command-line.ts';
import { ask } from '../../test/workbench-server.ts';

/** Opens the workbench of a folder, does something with it, and ends it by Ctrl-C. */
async function opened(
  folder: string,
  args: readonly string[],
  meanwhile: () => Promise<void>,
): Promise<Ended> {
  let send: (signal: NodeJS.Signals) => void = () => undefined;
  let used: Promise<void> | undefined;
  const ended = await echotrain(['open', '--no-browser', ...args], {
    folder,
    onStart: (kill) => {
      send = kill;
    },
    onError: (soFar) => {
      if (soFar.includes('Ctrl-C')) used ??= meanwhile().finally(() => send('SIGINT'));
      return undefined;
    },
  });
  await used;
  return ended;
}

function linkIn({ output }: Ended): URL {
  return new URL(/http\S+/.exec(output)?.[0] ?? '');
}

describe('echotrain open', () => {
  it('prints a link, and serves until Ctrl-C', async () => {
    const ended = await opened(emptyFolder(), [], async () => undefined);
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.output).toMatch(/^The workbench is at http:\/\/127\.0\.0\.1:\d+\/open\/[\w-]{43}\n$/);
    expect(ended.error).toBe('Ctrl-C ends it; runs go on.\n');
    expect(existsSync(join(ended.folder, '.echotrain/server.json'))).toBe(false);
    await expect(fetch(linkIn(ended))).rejects.toThrow();
  });

  it('opens a second browser on the server that there is, not a second server', async () => {
    const folder = emptyFolder();
    let second: Ended | undefined;
    let isLetIn: number | undefined;
    const first = await opened(folder, [], async () => {
      second = await echotrain(['open', '--no-browser'], { folder });
      const { port, pathname } = linkIn(second);
      isLetIn = (await ask(Number(port), 'GET', pathname)).status;
    });
    expect(second).toMatchObject({
      code: 0,
      error: expect.stringMatching(/^This workspace is open already, in process \d+\.\n$/),
    });
    expect(second && linkIn(second).port).toBe(linkIn(first).port);
    expect(isLetIn).toBe(200);
  });

  it('says so where the port is in use, or is none', async () => {
    let second: Ended | undefined;
    await opened(emptyFolder(), ['--port', '47113'], async () => {
      second = await echotrain(['open', '--no-browser', '--port', '47113']);
    });
    expect(second?.code).toBe(1);
    expect(second?.error).toMatch(
      /port 47113: expected one that is free, received one that another program listens on/,
    );
    const none = await echotrain(['open', '--port', '0']);
    expect([none.code, none.error]).toEqual([2, expect.stringContaining('Expected a port from 1 to 65535.')]);
  });
});
