import { expect, it } from 'vitest';
import { Turn } from './turns.ts';

it('lets two work one after the other, until both have ended', async () => {
  const [first, second] = Turn.pair();
  const done: string[] = [];
  const work = async (turn: Turn, name: string, times: number) => {
    await turn.begin();
    for (let i = 1; i <= times; i++) {
      done.push(`${name}${i}`);
      await turn.pass();
    }
    turn.end();
  };
  await Promise.all([work(second, 'b', 2), work(first, 'a', 4)]);
  expect(done).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
});
