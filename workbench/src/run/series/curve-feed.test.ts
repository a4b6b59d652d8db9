import { describe, expect, it } from 'vitest';
import { CurveFeed, type CurveQuestion } from './curve-feed.ts';

/** A server that knows one growing series, joins points where they are too many, and notes what it is asked. */
function growing(length: number) {
  const asked: CurveQuestion[] = [];
  const state = { length };
  const ask = async (question: CurveQuestion) => {
    asked.push(question);
    const { run, names, from = 0, to = Infinity, most } = question;
    const last = Math.min(to, state.length);
    const steps = Array.from({ length: state.length }, (_, i) => i + 1).filter((n) => n >= from && n <= last);
    const width = 2 ** Math.max(0, Math.ceil(Math.log2(steps.length / most)));
    const joined = steps.filter((step) => step % width === width - 1 || step === last);
    const range = width === 1 ? {} : { low: joined.map(() => 0), high: joined.map((step) => step) };
    return names.map((name) => ({
      ...{ run, name, steps: joined, values: joined, epochs: joined, times: joined },
      ...range,
    }));
  };
  return { asked, state, ask };
}

describe('the feed of curves', () => {
  it('asks once, and goes on from the last step', async () => {
    const server = growing(10);
    const feed = new CurveFeed(server.ask);
    await feed.want(1, ['a']);
    await feed.want(1, ['a']);
    server.state.length = 15;
    await feed.advance(1);
    await feed.advance(1);
    expect(server.asked.map(({ from }) => from)).toEqual([undefined, 11, 16]);
    expect(feed.curve(1, 'a')?.steps).toEqual(Float64Array.from({ length: 15 }, (_, i) => i + 1));
    expect(feed.curve(2, 'a')).toBeUndefined();
  });

  it('tells of changes, and of nothing else', async () => {
    const server = growing(10);
    const feed = new CurveFeed(server.ask);
    let told = 0;
    feed.subscribe(() => told++);
    await feed.want(1, ['a']);
    await feed.advance(1);
    expect(told).toBe(1);
  });

  it('joins points that have become many, and asks for all of them from then on', async () => {
    const server = growing(1900);
    const feed = new CurveFeed(server.ask);
    await feed.want(1, ['a']);
    expect(feed.curve(1, 'a')?.isExact).toBe(true);
    server.state.length = 2600;
    await feed.advance(1);
    expect(feed.curve(1, 'a')?.isExact).toBe(false);
    expect(feed.curve(1, 'a')?.steps.length).toBeLessThan(2000);
    server.state.length = 9000;
    await feed.advance(1);
    expect(feed.curve(1, 'a')?.steps.at(-1)).toBe(9000);
    expect(server.asked.at(-1)?.from).toBeUndefined();
  });

  it('looks at a stretch more finely, and leaves it again', async () => {
    const server = growing(50_000);
    const feed = new CurveFeed(server.ask);
    await feed.want(1, ['a']);
    const whole = feed.curve(1, 'a');
    await feed.look(1, ['a'], 10_000, 12_000);
    const { steps = new Float64Array() } = feed.curve(1, 'a') ?? {};
    expect(steps.filter((step) => step >= 10_000 && step <= 12_000)).toHaveLength(2001);
    expect(steps).toEqual(steps.toSorted());
    expect(feed.whole(1, 'a')).toBe(whole);
    feed.leave(1);
    expect(feed.curve(1, 'a')).toBe(whole);
  });

  it('shows only the stretch that was asked for last', async () => {
    const server = growing(50_000);
    const release = Promise.withResolvers<void>();
    const feed = new CurveFeed(async (question) => {
      if (question.from === 1000) await release.promise;
      return server.ask(question);
    });
    await feed.want(1, ['a']);
    const first = feed.look(1, ['a'], 1000, 2000);
    await feed.look(1, ['a'], 30_000, 31_000);
    release.resolve();
    await first;
    const { steps = new Float64Array() } = feed.curve(1, 'a') ?? {};
    expect(steps.filter((step) => step >= 1000 && step <= 2000).length).toBeLessThan(100);
  });

  it('asks again for what could not be had', async () => {
    const server = growing(5);
    let isDown = true;
    const feed = new CurveFeed(async (question) => {
      if (isDown) throw new Error('down');
      return server.ask(question);
    });
    await expect(feed.want(1, ['a'])).rejects.toThrow('down');
    isDown = false;
    await feed.want(1, ['a']);
    expect(feed.curve(1, 'a')?.steps).toHaveLength(5);
  });
});
