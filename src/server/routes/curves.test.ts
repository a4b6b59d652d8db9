import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';

let server: WorkbenchServer;

beforeAll(async () => {
  server = await workbenchServer();
  for (const run of [1, 2]) {
    server.store.runs.create({
      name: `run ${run}`,
      study: { name: 'study', text: '' },
      record: {
        ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all', versions: {} },
        ...{ processorFlags: [], environment: {} },
      },
    });
    const log = server.store.log(run);
    for (let step = 1; step <= 100; step++) {
      const value = step === 50 ? Number.NaN : run / step;
      log.add('step/loss', { step, epoch: step / 10, at: 1000 * step, value });
    }
    if (run === 2) log.add('train/loss', { step: 100, epoch: 10, at: 100_000, value: 0.5 });
    log.flush();
  }
});

afterAll(() => server.close());

const numbers = z.array(z.number().nullable());

const answered = z.object({
  curves: z.array(
    z.object({
      ...{
        run: z.number(),
        name: z.string(),
        steps: numbers,
        epochs: numbers,
        times: numbers,
        values: numbers,
      },
      low: numbers.optional(),
      high: numbers.optional(),
    }),
  ),
});

async function curves(query: string) {
  const { status, body } = await ask(server.port, 'GET', `/api/curves?${query}`, { Cookie: server.cookie });
  return { status, body, ...(status === 200 ? answered.parse(JSON.parse(body)) : { curves: [] }) };
}

describe('curves', () => {
  it('of several runs and series come at once; what a run lacks is left out', async () => {
    const query = 'run=1&run=2&name=step/loss&name=train/loss';
    const { curves: all } = await curves(query);
    expect(all.map(({ run, name }) => `${run} ${name}`)).toEqual([
      '1 step/loss',
      '2 step/loss',
      '2 train/loss',
    ]);
    expect(all[2]).toEqual({
      ...{ run: 2, name: 'train/loss', steps: [100], epochs: [10], times: [100_000], values: [0.5] },
    });
  });

  it('have no value where it was not finite', async () => {
    const [curve] = (await curves('run=1&name=step/loss&from=49&to=51')).curves;
    expect(curve?.values).toEqual([1 / 49, null, 1 / 51]);
  });

  it('are drawn by their ranges where they are long, and go on after a step', async () => {
    const [coarse] = (await curves('run=1&name=step/loss&most=10')).curves;
    expect(coarse?.steps).toEqual([15, 31, 47, 63, 79, 95, 100]);
    expect([coarse?.low?.[0], coarse?.high?.[0]]).toEqual([1 / 15, 1]);
    const [since] = (await curves('run=1&name=step/loss&from=99')).curves;
    expect(since?.steps).toEqual([99, 100]);
  });

  it('are asked for once, be they named often, and are drawn with fewer points where they are many', async () => {
    const log = server.store.log(1);
    for (let step = 0; step < 1000; step++) log.add('long', { step, epoch: 0, at: 0, value: step });
    log.flush();
    const names = Array.from({ length: 198 }, (_, i) => `name=${i}`).join('&');
    const runs = Array.from({ length: 48 }, (_, i) => `run=${i + 2}`).join('&');
    const query = `run=1&run=1&${runs}&name=step/loss&name=long&${names}&most=20000`;
    const { curves: all } = await curves(query);
    expect(all.map(({ run, name, steps }) => [run, name, steps.length])).toEqual([
      [1, 'step/loss', 100],
      [1, 'long', 63],
      [2, 'step/loss', 100],
    ]);
  });

  it('are refused in one line where the question makes no sense', async () => {
    for (const query of [
      '',
      'run=1',
      'name=x',
      'run=0&name=x',
      'run=1&name=x&most=1e9',
      'run=1&name=x&from=-1',
    ]) {
      const { status, body } = await curves(query);
      expect(status, query).toBe(400);
      expect(JSON.parse(body)).toHaveProperty('message');
    }
  });
});
