import { setTimeout as sleep } from 'node:timers/promises';
import { present } from '../../src/util/errors.ts';
import type { Command } from '../conversation.ts';
import type { ReadTime, ReadValues } from './protocol.ts';
import { Reader } from './reader.ts';

/** One who reads: ours, or the peer. */
export interface Entrant {
  readonly name: string;
  /** How its process may be started: in several environments, of which the fastest counts. */
  readonly ways: readonly Way[];
}

/** A way to start a process, and what is special about it. */
export interface Way {
  readonly note: string;
  readonly command: Command;
}

/** What was measured of one of them. */
export interface Timing {
  readonly name: string;
  /** The way in which it reads fastest. */
  readonly note: string;
  readonly values: ReadValues;
  readonly rounds: readonly ReadTime[];
  /** The most memory the process has occupied, in bytes. */
  readonly peakBytes: number;
}

/** How readers are measured. */
export interface RaceOptions {
  readonly rounds: number;
  /** Whether they read into the memory of the time before. */
  readonly kept: boolean;
}

/** How often each way of reading is tried. */
const TRIALS = 4;

/** So many milliseconds of the processor each reads before it is measured: what is compiled at run time is by then. */
const WARM_UP = 1500;

/** Before each turn, in milliseconds: what the one before has left behind is done then. */
const PAUSE = 100;

/** A reader that is ready, and what has been measured of it. */
interface Racer {
  readonly name: string;
  readonly note: string;
  readonly form: string;
  readonly reader: Reader;
  readonly rounds: ReadTime[];
}

/**
 * Measures the entrants in turn, round by round, so that what disturbs the machine disturbs both alike; each in a
 * process of its own that stays alive, in its fastest form, after readings to warm up.
 */
export async function race(
  entrants: readonly Entrant[],
  { rounds, kept }: RaceOptions,
): Promise<readonly Timing[]> {
  const racers: Racer[] = [];
  try {
    for (const entrant of entrants) {
      const { note, form, command } = await fastest(entrant, kept);
      racers.push({ name: entrant.name, note, form, reader: new Reader(command), rounds: [] });
    }
    for (const racer of racers) await warmUp(racer, kept);
    for (let round = 0; round < rounds; round++) {
      for (const racer of racers) {
        await sleep(PAUSE);
        racer.rounds.push(await racer.reader.read(racer.form, kept));
      }
    }
    return await Promise.all(racers.map(timing));
  } finally {
    for (const { reader } of racers) reader.close();
  }
}

async function warmUp({ reader, form }: Racer, kept: boolean): Promise<void> {
  for (let cpuMs = 0; cpuMs < WARM_UP; ) cpuMs += Math.max(1, (await reader.read(form, kept)).cpuMs);
}

async function timing({ name, note, reader, rounds }: Racer): Promise<Timing> {
  return { name, note, rounds, values: await reader.values(), peakBytes: await reader.peakBytes() };
}

/** A way to read, and the least time of the processor that it took. */
interface Trial {
  readonly note: string;
  readonly form: string;
  readonly command: Command;
  readonly cpuMs: number;
}

/** The way that takes the least of the processor's time, each tried in a process of its own. */
async function fastest({ ways }: Entrant, kept: boolean): Promise<Trial> {
  const trials: Trial[] = [];
  for (const way of ways) trials.push(...(await trialsOf(way, kept)));
  return present(trials.toSorted((a, b) => a.cpuMs - b.cpuMs)[0], 'way to read');
}

async function trialsOf({ note, command }: Way, kept: boolean): Promise<Trial[]> {
  const reader = new Reader(command);
  const trials: Trial[] = [];
  try {
    for (const form of await reader.forms()) {
      const cpuMs = await leastTime(reader, form, kept);
      trials.push({ note: [form, note].filter(Boolean).join('; '), form, command, cpuMs });
    }
    return trials;
  } finally {
    reader.close();
  }
}

async function leastTime(reader: Reader, form: string, kept: boolean): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < TRIALS; trial++) {
    least = Math.min(least, (await reader.read(form, kept)).cpuMs);
  }
  return least;
}
