import { execPath } from 'node:process';
import { describe, expect, it } from 'vitest';
import { type Entrant, race } from './race.ts';

/** A reader in one line: the time of each form, by its own account, and what it has read. */
function reader(name: string, cpuMs: Readonly<Record<string, number>>, sha256 = 'aa'): Entrant {
  const program = `
    const cpuMs = ${JSON.stringify(cpuMs)};
    console.log('libraries like to chat');
    require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { cmd, form } = JSON.parse(line);
      const answers = {
        forms: { forms: Object.keys(cpuMs) },
        read: { ms: 2 * cpuMs[form], cpuMs: cpuMs[form] },
        values: { count: 3, sum: 6, sha256: '${sha256}' },
        memory: { peakBytes: 1000 },
      };
      console.log(JSON.stringify(cmd === 'read' && cpuMs[form] < 0 ? { error: 'no file' } : answers[cmd]));
    });`;
  return { name, command: { file: execPath, args: ['-e', program], env: process.env } };
}

describe('the race', () => {
  it('takes each reader in its fastest form', async () => {
    const [ours, peer] = await race([reader('ours', { plain: 5 }), reader('peer', { slow: 9, fast: 4 })], 2);
    expect(ours).toMatchObject({ name: 'ours', form: 'plain', values: { sum: 6 }, peakBytes: 1000 });
    expect(peer).toMatchObject({ name: 'peer', form: 'fast' });
    expect(peer?.rounds).toEqual([
      { ms: 8, cpuMs: 4 },
      { ms: 8, cpuMs: 4 },
    ]);
  });

  it("gives a reader's own reason where it fails", async () => {
    await expect(race([reader('ours', { plain: -1 })], 1)).rejects.toThrow('no file');
  });
});
