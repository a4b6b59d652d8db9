import type { FeedEvent } from 'echotrain/server';
import type { Run, RunStatus } from 'echotrain/store';
import { expect, it } from 'vitest';
import { LastTold } from './last-told.ts';

const usual: Omit<Run, 'id' | 'status'> = {
  ...{ name: 'run', study: 'study', note: '', tags: [], scores: {}, message: undefined, isTrashed: false },
  ...{ createdAt: 0, startedAt: undefined, endedAt: undefined, heartbeatAt: undefined, pid: undefined },
};

const are = (status: RunStatus, ...ids: number[]): FeedEvent => ({
  kind: 'runs',
  runs: ids.map((id) => ({ ...usual, id, status })),
  gone: [],
});
const progress = (run: number): FeedEvent => ({ kind: 'progress', run, progress: '{}' });
const waiting = (run: number): FeedEvent => ({ kind: 'waiting', run, reason: 'Waits for run 1.' });

/** Who was told of, and what, after these. */
function told(...events: FeedEvent[]) {
  const last = new LastTold();
  for (const event of events) last.hear(event);
  return last.events;
}

it('keeps the last of each run', () => {
  expect(told(waiting(1), progress(1), waiting(2))).toEqual([progress(1), waiting(2)]);
});

it('forgets what is not so any more', () => {
  expect(told(waiting(1), are('running', 1))).toEqual([]);
  expect(told(progress(1), are('paused', 1))).toEqual([progress(1)]);
  expect(told(progress(1), progress(2), are('finished', 1))).toEqual([progress(2)]);
  expect(told(progress(1), are('queued', 1))).toEqual([]);
  expect(told(progress(1), { kind: 'runs', runs: [], gone: [1] })).toEqual([]);
  expect(told(progress(1), { kind: 'all' })).toEqual([]);
});
