import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Store } from '../src/store/index.ts';
import { positiveInteger, warnWhenBusy } from './command-line.ts';
import { spread } from './statistics.ts';

/** What a large store takes to answer: 10,000 runs, ten of them with a million measured values. */

const RUNS = 10_000;
const CURVES = 10;

/** What each answer may take at most, in milliseconds. */
const MOST = { list: 200, curve: 100 };

const record = {
  ...{ seed: 1, dataHashes: { all: 'a'.repeat(64) }, splitHash: 'b'.repeat(64), device: 'cpu' },
  ...{ optimization: 'all', versions: {}, processorFlags: [], environment: {} },
};

async function fill(store: Store, points: number): Promise<void> {
  for (let i = 0; i < RUNS; i++) {
    const name = `study ${i % 20}`;
    const run = store.runs.create({ name: `run ${i}`, study: { name, text: `name: ${name}` }, record });
    if (i % 3 === 0) await store.runs.tag(run, ['baseline', 'paper']);
  }
  for (let run = 1; run <= CURVES; run++) {
    const log = store.log(run);
    for (let step = 0; step < points; step++) {
      log.add('step/loss', { step, epoch: step / 1000, at: step, value: Math.sin(step / 9999) });
    }
    log.flush();
  }
}

/** Asks again and again, and says what that took. */
async function measure(what: string, most: number, rounds: number, ask: (i: number) => Promise<unknown>) {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    await ask(i);
    times.push(performance.now() - started);
  }
  const { median, least, most: worst } = spread(times);
  console.log(`${what}: ${median.toFixed(0)} ms (${least.toFixed(0)} to ${worst.toFixed(0)})`);
  if (!(median < most)) process.exitCode = 1;
}

async function bench({
  points,
  rounds,
}: {
  readonly points: number;
  readonly rounds: number;
}): Promise<void> {
  warnWhenBusy();
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  const store = await Store.open(folder);
  try {
    await fill(store, points);
    const rows = (CURVES * points).toLocaleString('en');
    console.log(`${RUNS.toLocaleString('en')} runs, ${rows} measured values`);
    await measure('list of all runs', MOST.list, rounds, () => store.runs.list());
    await measure('curve of one run', MOST.curve, rounds, (i) => store.curve((i % CURVES) + 1, 'step/loss'));
    const half = { from: points / 4, to: (3 * points) / 4 };
    await measure('half of it', MOST.curve, rounds, (i) => store.curve((i % CURVES) + 1, 'step/loss', half));
  } finally {
    store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await new Command('bench:store')
  .description('Measures what a large store takes to answer.')
  .option('--points <n>', 'measured values of each of ten runs', positiveInteger, 1_000_000)
  .option('--rounds <n>', 'how often each question is asked', positiveInteger, 20)
  .action(bench)
  .parseAsync();
