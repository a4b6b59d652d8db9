import { availableParallelism, freemem } from 'node:os';
import { type ActiveRun, isAlive } from '../store/index.ts';
import { gigabytes } from './memory-limit.ts';
import { parseExecution } from './order.ts';

/** What a machine has for runs. */
export interface Machine {
  readonly threads: number;
  /** Free memory, in bytes. */
  readonly memory: number;
}

/** This machine, now. */
export function thisMachine(): Machine {
  return { threads: availableParallelism(), memory: freemem() };
}

/**
 * Why a run has to wait, in one sentence for people; nothing where it may start. Runs start in the order in which they
 * came, as soon as there are threads and memory for them. One that asks for more threads than there are gets all of
 * them; one that is paused leaves its threads to others; and where nothing runs, the next may always start.
 *
 * @example refusal(13, active, thisMachine()) // Waits for run 12 (2 of 2 threads in use).
 */
export function refusal(
  run: number,
  active: readonly ActiveRun[],
  machine: Machine,
  lives = isAlive,
): string | undefined {
  const own = active.find((one) => one.run === run);
  const started = active.filter(({ status }) => status !== 'queued');
  const waiting = active.filter(({ status }) => status === 'queued');
  const ahead = waiting
    .slice(0, own ? waiting.indexOf(own) : waiting.length)
    .filter(({ process }) => process && lives(process));
  const reason = shortage(own, started, machine);
  if (ahead.length === 0 && reason === undefined) return undefined;
  const others = [...started, ...ahead].map((one) => one.run);
  return `Waits for ${runsText(others)}${reason === undefined ? '' : ` (${reason})`}.`;
}

/** What there is too little of. */
function shortage(
  own: ActiveRun | undefined,
  started: readonly ActiveRun[],
  machine: Machine,
): string | undefined {
  const threadsOf = (one: ActiveRun | undefined) =>
    Math.min(machine.threads, parseExecution(one?.order).threads ?? machine.threads);
  const computing = started.filter(({ status }) => status === 'running');
  const used = computing.reduce((sum, one) => sum + threadsOf(one), 0);
  if (used > 0 && used + threadsOf(own) > machine.threads) {
    return `${used} of ${machine.threads} threads in use`;
  }
  const wanted = parseExecution(own?.order).memory ?? 0;
  const free = machine.memory - started.reduce((sum, one) => sum + stillToTake(one), 0);
  if (started.length === 0 || wanted <= free) return undefined;
  return `${gigabytes(Math.max(0, free))} of memory to spare, ${gigabytes(wanted)} wanted`;
}

/** What a run that has begun may take beyond what it takes. */
function stillToTake({ order, memory = 0 }: ActiveRun): number {
  return Math.max(0, (parseExecution(order).memory ?? 0) - memory);
}

/** "run 12", "runs 12 and 13", "runs 12, 13 and 4 others" */
function runsText(runs: readonly number[]): string {
  const [first, second, ...others] = runs;
  if (second === undefined) return `run ${first}`;
  if (others.length === 0) return `runs ${first} and ${second}`;
  return `runs ${first}, ${second} and ${others.length} ${others.length === 1 ? 'other' : 'others'}`;
}
