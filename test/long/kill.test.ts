import { expect, it } from 'vitest';
import { RandomStream } from '../../src/util/random.ts';
import { trainUnderFire } from '../kill/kill-training.ts';

/** Kills in all: few in the long suite, 200 with ECHOTRAIN_KILLS=200. */
const KILLS = Number(process.env.ECHOTRAIN_KILLS ?? 12);

/** A training whose process was killed so often is left alone, so that it ends. */
const MOST_A_TRAINING = 10;

it(`gives the same bits after ${KILLS} kills as without any`, async () => {
  const stream = RandomStream.derive(1, 'kills');
  const undisturbed = await trainUnderFire(stream, 0, 0);
  expect(undisturbed.ended.rows).toBe(3 * 175);
  let kills = 0;
  while (kills < KILLS) {
    const most = Math.min(MOST_A_TRAINING, KILLS - kills);
    const outcome = await trainUnderFire(stream, most, undisturbed.milliseconds);
    expect(outcome.ended).toEqual(undisturbed.ended);
    kills += outcome.kills;
  }
});
