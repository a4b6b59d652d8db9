import { mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { echotrain } from '../command-line.ts';
import { besides, itemsOf, labFolder, npy, runImport } from './lab-folder.ts';

/** A folder that takes seconds to import. */
function largeLab(): string {
  const files = Array.from({ length: 1500 }, (_, i) => [`${i}.npy`, npy([64, 64], i)] as const);
  return labFolder(Object.fromEntries(files));
}

/** Imports, and sends a signal when the reading has begun. */
async function interrupted(folder: string, signal: NodeJS.Signals) {
  let send: ((signal: NodeJS.Signals) => void) | undefined;
  const running = echotrain(['data', 'import', 'lab', '--out', 'set', '--copy'], {
    folder,
    onStart: (sender) => {
      send = sender;
    },
  });
  while (!readsIn(folder)) await sleep(20);
  send?.(signal);
  return running;
}

/** Whether a process that reads runs in a folder, as Linux tells. */
function readsIn(folder: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return command.includes('reader-process') && readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false;
      }
    });
}

describe.skipIf(process.platform !== 'linux')('an import that is interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends at once and leaves nothing behind', async (signal, exitCode) => {
    const folder = largeLab();
    const { code, output, error } = await interrupted(folder, signal);
    expect([code, output, besides(folder)]).toEqual([exitCode, '', []]);
    expect(error).toContain('Stopping');
    expect(readdirSync(join(folder, 'lab'))).toHaveLength(1500);
  });

  it('by kill -9 leaves no dataset, and the next one clears away what there is', async () => {
    const folder = largeLab();
    const { signal } = await interrupted(folder, 'SIGKILL');
    expect(signal).toBe('SIGKILL');
    expect(besides(folder)).not.toContain('set');
    // What one leaves that is killed while it copies: the process of that number is long gone.
    mkdirSync(join(folder, 'set.part-4194304-0a1b2c/data'), { recursive: true });
    mkdirSync(join(folder, 'set.part-mine'));
    const { code } = await runImport(folder, '--copy');
    expect([code, besides(folder).sort()]).toEqual([0, ['set', 'set.part-mine']]);
    expect(itemsOf(folder)).toHaveLength(1500);
  });
});
