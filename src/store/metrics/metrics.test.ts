import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../database/open-database.ts';
import { Store } from '../store.ts';
import { MetricLog } from './metric-log.ts';

const store = await Store.open(mkdtempSync(join(tmpdir(), 'store-')));
afterAll(() => store.close());

const record = {
  seed: 1,
  dataHashes: {},
  splitHash: '',
  device: 'cpu',
  optimization: 'all',
  versions: {},
  processorFlags: [],
  environment: {},
};

function newRun(): number {
  return store.runs.create({ name: 'run', study: { name: 'Levels', text: 'x' }, record });
}

/** A run that has measured the values, one a step. */
function measured(values: readonly number[]): number {
  const run = newRun();
  const log = store.log(run);
  for (const [step, value] of values.entries()) {
    log.add('loss', { step, epoch: step / 10, at: 1000 + step, value });
  }
  log.flush();
  return run;
}

describe('metrics', () => {
  it('are read as they were, NaN and infinities as NaN', async () => {
    const run = measured([3, 1, Number.NaN, 2, Number.POSITIVE_INFINITY]);
    expect(await store.series(run)).toEqual(['loss']);
    const { exact, steps, low, high } = await store.curve(run, 'loss');
    expect({ exact, steps: [...steps] }).toEqual({ exact: true, steps: [0, 1, 2, 3, 4] });
    expect([...low]).toEqual([3, 1, Number.NaN, 2, Number.NaN]);
    expect(high).toEqual(low);
  });

  it('wait until they are flushed', async () => {
    const run = newRun();
    const log = store.log(run);
    log.add('loss', { step: 1, epoch: 0, at: 0, value: 1 });
    expect(await store.series(run)).toEqual([]);
    log.flush();
    expect(await store.series(run)).toEqual(['loss']);
  });

  it('of a new series that could not be written are written later, to the same run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-'));
    const { database } = await openDatabase(join(folder, 'runs.sqlite'));
    const full = await Store.open(folder);
    const [run, other] = [1, 2].map(() =>
      full.runs.create({ name: 'run', study: { name: 'Levels', text: 'x' }, record }),
    );
    const log = new MetricLog(database, run ?? 0);
    for (let step = 0; step < 5000; step++) log.add('loss', { step, epoch: 0, at: 0, value: step });
    database.exec('PRAGMA max_page_count = 1');
    expect(() => log.flush()).toThrow(/full/);
    const others = full.log(other ?? 0);
    others.add('accuracy', { step: 1, epoch: 0, at: 0, value: 7 });
    others.flush();
    database.exec('PRAGMA max_page_count = 1000000');
    log.flush();
    expect((await full.curve(run ?? 0, 'loss', { most: 9000 })).steps).toHaveLength(5000);
    expect([...(await full.curve(other ?? 0, 'accuracy')).values]).toEqual([7]);
    database.close();
    full.close();
  });

  it('of many steps are drawn by least and largest values, and in full where one looks closely', async () => {
    const values = Array.from({ length: 50_000 }, (_, i) => Math.sin(i / 700) + (i === 33_333 ? 9 : 0));
    const run = measured(values);
    const whole = await store.curve(run, 'loss', { most: 50 });
    expect(whole.exact).toBe(false);
    expect(whole.steps.length).toBeLessThanOrEqual(50);
    expect(Math.max(...whole.high)).toBe(Math.max(...values));
    expect(Math.min(...whole.low)).toBe(Math.min(...values));
    expect(whole.steps.at(-1)).toBe(49_999);
    const near = await store.curve(run, 'loss', { from: 33_300, to: 33_400 });
    expect(near.exact).toBe(true);
    expect([...near.low]).toEqual(values.slice(33_300, 33_401));
  });

  it('of some stretch are drawn by stretches of points, each with its last point', async () => {
    const values = Array.from({ length: 5000 }, (_, i) => (i % 7) - i / 1000);
    const { exact, ...curve } = await store.curve(measured(values), 'loss', {
      from: 1000,
      to: 1999,
      most: 40,
    });
    expect(exact).toBe(false);
    const last = [...Array.from({ length: 31 }, (_, i) => 1023 + 32 * i), 1999];
    const ranges = last.map((step) => values.slice(Math.max(1000, step - (step % 32)), step + 1));
    expect({ ...curve }).toEqual({
      steps: Float64Array.from(last),
      epochs: Float64Array.from(last, (step) => step / 10),
      times: Float64Array.from(last, (step) => 1000 + step),
      values: Float64Array.from(last, (step) => values[step] ?? 0),
      low: Float64Array.from(ranges, (range) => Math.min(...range)),
      high: Float64Array.from(ranges, (range) => Math.max(...range)),
    });
  });

  it('after a step are forgotten, before a run goes on from there', async () => {
    const run = measured(Array.from({ length: 1000 }, (_, i) => i));
    store.forgetAfter(run, 599);
    const kept = await store.curve(run, 'loss', { most: 3 });
    expect([[...kept.low], [...kept.high]]).toEqual([
      [0, 256, 512],
      [255, 511, 599],
    ]);
    const log = store.log(run);
    for (let step = 600; step < 700; step++) log.add('loss', { step, epoch: 0, at: 0, value: -step });
    log.flush();
    const all = await store.curve(run, 'loss');
    expect([...all.low]).toEqual([
      ...Array.from({ length: 600 }, (_, i) => i),
      ...Array.from({ length: 100 }, (_, i) => -600 - i),
    ]);
    const summary = await store.curve(run, 'loss', { most: 3 });
    expect([...summary.low]).toEqual([0, 256, -699]);
    expect([...summary.high]).toEqual([255, 511, 599]);
  });

  it('name what a run has where something else is asked for', async () => {
    await expect(store.curve(measured([1]), 'accuracy')).rejects.toThrow(
      /expected one of loss, received accuracy/,
    );
  });
});
