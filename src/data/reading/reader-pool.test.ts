import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import * as hostile from '../../../test/hostile-tasks.ts';
import { InputError } from '../../util/errors.ts';
import { ReaderPool } from './reader-pool.ts';

const script = join(import.meta.dirname, '../../../test/hostile-process.ts');
const pool = new ReaderPool({ script, processes: 1, patienceMs: 2000 });
afterAll(() => pool.close());

const memory =
  /^a\.dcm: expected a file that takes as much memory as it declares, received one that takes more than 224 MiB\. It may be damaged, or made to/;
const death = (how: string) =>
  `a.dcm: expected a whole file, received one of which its reader dies (${how}). It may be damaged, or made to do harm: leave it out.`;
const harms = [
  { harm: 'exit', task: hostile.exit, message: death('exit code 3') },
  { harm: 'crash', task: hostile.crash, message: death('SIGABRT') },
  {
    harm: 'hang',
    task: hostile.hang,
    message:
      'a.dcm: expected one that is read in time, received no progress for 2 s. It may be damaged, or made to do harm: leave it out.',
  },
  { harm: 'fill the memory piece by piece', task: hostile.fill, message: memory },
  { harm: 'fill the memory in silence', task: hostile.fillSilently, message: memory },
  {
    harm: 'stumble',
    task: hostile.stumble,
    message:
      'a.dcm: expected a whole file, received one on which its reader fails (undefined is not a function).',
  },
  { harm: 'refuse', task: hostile.refuse, message: 'a.dcm: expected this, received that.' },
];

describe('a pool of processes that read', () => {
  it.each(harms)('survives a file that makes its reader $harm, and names it', async ({ task, message }) => {
    const reading = pool.run(task, 'a.dcm', 'a.dcm');
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(InputError);
    expect(await pool.run(hostile.echo, 'still here', 'x')).toBe('still here');
  });

  it('waits for as long as there are signs of life, and tells how far things are', async () => {
    const shares: number[] = [];
    expect(await pool.run(hostile.dawdle, '', 'slow.dcm', (share) => shares.push(share))).toBe('done');
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('runs no more tasks at a time than it has processes, and reuses these', async () => {
    using two = new ReaderPool({ script, processes: 2 });
    const ids = await Promise.all(Array.from({ length: 20 }, () => two.run(hostile.processId, '', 'x')));
    expect(new Set(ids).size).toBeLessThanOrEqual(2);
  });

  it('stops at once, with the reason of the signal', async () => {
    const controller = new AbortController();
    using stopped = new ReaderPool({ script, processes: 1, signal: controller.signal });
    const id = await stopped.run(hostile.processId, '', 'x');
    const running = stopped.run(hostile.hang, '', 'x');
    const waiting = Array.from({ length: 5 }, () => stopped.run(hostile.echo, '', 'x'));
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(running).rejects.toThrow('enough');
    for (const result of await Promise.allSettled(waiting)) expect(result.status).toBe('rejected');
    await expectToEnd(id);
  });

  it('blames no file where its process does not start', async () => {
    using broken = new ReaderPool({ script: join(import.meta.dirname, 'no-such-script.ts') });
    const reading = broken.run(hostile.echo, '', 'a.dcm');
    await expect(reading).rejects.toThrow('internal: the process that reads does not start (exit code 1)');
    await expect(reading).rejects.not.toBeInstanceOf(InputError);
  });

  it('leaves no process behind', async () => {
    const short = new ReaderPool({ script });
    const id = await short.run(hostile.processId, '', 'x');
    short.close();
    await expectToEnd(id);
  });
});

async function expectToEnd(id: number): Promise<void> {
  for (let i = 0; i < 50 && lives(id); i++) await sleep(20);
  expect(lives(id)).toBe(false);
}

function lives(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
