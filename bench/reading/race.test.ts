import { execPath } from 'node:process';
import { describe, expect, it } from 'vitest';
import { type Entrant, race } from './race.ts';

/** A reader in one line: the time of each form, by its own account, and what it has read. */
function reader(name: string, cpuMs: Readonly<Record<string, number>>, notes = ['']): Entrant {
  const program = `
    const cpuMs = ${JSON.stringify(cpuMs)};
    console.log('libraries like to chat');
    require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { cmd, form } = JSON.parse(line);
      const answers = {
        forms: { forms: Object.keys(cpuMs) },
        read: { ms: 2 * cpuMs[form], cpuMs: cpuMs[form] },
        values: { count: 3, sum: 6, sha256: 'aa' },
        memory: { peakBytes: 1000 },
      };
      console.log(JSON.stringify(cmd === 'read' && cpuMs[form] < 0 ? { error: 'no file' } : answers[cmd]));
    });`;
  const way = (note: string) => ({
    note,
    command: { file: execPath, args: ['-e', program], env: process.env },
  });
  return { name, ways: notes.map(way) };
}

describe('the race', () => {
  it('takes each reader in its fastest form', async () => {
    const [ours, peer] = await race(
      [reader('ours', { plain: 5 }, ['large pages']), reader('peer', { slow: 9, fast: 4 })],
      { rounds: 2, kept: false },
    );
    expect(ours).toMatchObject({
      name: 'ours',
      note: 'plain; large pages',
      values: { sum: 6 },
      peakBytes: 1000,
    });
    expect(peer).toMatchObject({ name: 'peer', note: 'fast' });
    expect(peer?.rounds).toEqual([
      { ms: 8, cpuMs: 4 },
      { ms: 8, cpuMs: 4 },
    ]);
  });

  it("gives a reader's own reason where it fails", async () => {
    await expect(race([reader('ours', { plain: -1 })], { rounds: 1, kept: false })).rejects.toThrow(
      'no file',
    );
  });
});
