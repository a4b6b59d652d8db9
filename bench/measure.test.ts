import { execPath } from 'node:process';
import { describe, expect, it } from 'vitest';
import type { Entrant } from './entrant.ts';
import { measure } from './measure.ts';

/** A contender in one line: answers every request by the statement given, in which `step` counts steps. */
function contender(name: string, run: string): Entrant {
  const program = `
    let step = 0;
    console.log('frameworks like to chat');
    require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { cmd, steps } = JSON.parse(line);
      const answers = {
        load: () => ({ parameters: 3 }),
        memory: () => ({ peakBytes: 1000 }),
        run: () => { ${run} },
      };
      console.log(JSON.stringify(answers[cmd]()));
    });`;
  const command = { file: execPath, args: ['-e', program], env: process.env };
  return { name, enter: async () => ({ command, setting: {}, note: '' }) };
}

/** Steps of which each takes so many milliseconds, by its own account, and whose loss is so much. */
const steps = (ms: number, loss: string) => `
  const all = Array.from({ length: steps }, () => ({ ms: ${ms}, loss: ${loss} }));
  const [msOf, losses] = [all.map((s) => s.ms), all.map((s) => s.loss)];
  return { ms: msOf, losses, probe: [], idleCpuMs: 0 };`;

describe('measuring', () => {
  const sound = contender('sound', steps(200, '1 / ++step'));

  it('takes turns and reports medians and memory', async () => {
    const outcomes = await measure('iris-mlp', [sound, contender('slow', steps(3000, '1 / ++step'))], 3);
    expect(outcomes).toEqual([
      { name: 'sound', note: '', ms: [200, 200, 200], idleShare: 0, peakBytes: 1000 },
      { name: 'slow', note: '', ms: [3000, 3000], idleShare: 0, peakBytes: 1000 },
    ]);
  });

  it('lets nobody compute something else', async () => {
    const cheat = contender('cheat', steps(1, '1.01 / ++step'));
    const [refusal, timing] = await measure('iris-mlp', [sound, cheat], 2);
    expect(refusal).toMatchObject({ name: 'cheat', wrong: true });
    expect(refusal).toHaveProperty('reason', 'computes something else than sound: 0.010 apart');
    expect(timing).toHaveProperty('name', 'sound');
  });

  it('says why a contender cannot run', async () => {
    const outcomes = await measure(
      'iris-mlp',
      [
        contender('lacking', "return { error: 'no such kernel' };"),
        contender('crashing', "throw new Error('out of luck');"),
        contender('diverging', steps(1, "'NaN'")),
        { name: 'absent', enter: () => Promise.reject(new Error('not installed')) },
      ],
      1,
    );
    const reasons = outcomes.map((outcome) => ('reason' in outcome ? outcome.reason : ''));
    expect(reasons[0]).toBe('no such kernel');
    expect(reasons[1]).toMatch(/^ended before it answered\. /);
    expect(reasons[2]).toMatch(/losses/);
    expect(reasons[3]).toBe('not installed');
  });
});
