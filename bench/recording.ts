import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Store } from '../src/store/index.ts';
import { positiveInteger, warnWhenBusy } from './command-line.ts';
import { type MeasuredTraining, measuredTrainings, trainInTurns } from './recording/trainings.ts';
import { Turn } from './recording/turns.ts';
import { type Spread, spread } from './statistics.ts';

/** What it costs a training to be recorded: store, checkpoints, monitoring and examples. */

/** The share of the time that recording may take. */
const MOST = 0.02;

interface Options {
  readonly seconds: number;
  readonly rounds: number;
  readonly only?: string;
}

/** What recording adds, as a share of the time without: two trainings take turns, an epoch each. */
async function cost(training: MeasuredTraining, store: Store, rounds: number): Promise<Spread> {
  const shares: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const turns = Turn.pair();
    const [plain, recorded] = round % 2 === 0 ? turns : [turns[1], turns[0]];
    await Promise.all([trainInTurns(training, plain, undefined), trainInTurns(training, recorded, store)]);
    shares.push(recorded.milliseconds / plain.milliseconds - 1);
  }
  return spread(shares);
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

async function bench({ seconds, rounds, only = '' }: Options): Promise<void> {
  warnWhenBusy();
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  const store = await Store.open(folder);
  try {
    for (const training of measuredTrainings(seconds)) {
      if (!training.title.includes(only)) continue;
      const { median, least, most } = await cost(training, store, rounds);
      console.log(
        `${training.title}: recording takes ${percent(median)} (${percent(least)} to ${percent(most)})`,
      );
      if (!(median < MOST)) process.exitCode = 1;
    }
  } finally {
    store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await new Command('bench:recording')
  .description('Measures what it costs trainings to be recorded, with and without in turn.')
  .option('--seconds <n>', 'about how long each training shall take', positiveInteger, 45)
  .option('--rounds <n>', 'rounds, each of them one training with and one without', positiveInteger, 3)
  .option('--only <part>', 'only trainings whose title has this')
  .action(bench)
  .parseAsync();
