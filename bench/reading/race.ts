import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../conversation.ts';
import type { ReadTime, ReadValues } from './protocol.ts';
import { Reader } from './reader.ts';

/** One who reads: ours, or the peer. */
export interface Entrant {
  readonly name: string;
  readonly command: Command;
}

/** What was measured of one of them. */
export interface Timing {
  readonly name: string;
  /** The way in which it reads fastest. */
  readonly form: string;
  readonly values: ReadValues;
  readonly rounds: readonly ReadTime[];
  /** The most memory the process has occupied, in bytes. */
  readonly peakBytes: number;
}

/** How often each form is tried. */
const TRIALS = 3;

/** Before each turn, in milliseconds: what the one before has left behind is done then. */
const PAUSE = 100;

/**
 * Measures the entrants in turn, round by round, so that what disturbs the machine disturbs both alike; each in a
 * process of its own that stays alive, in its fastest form, after a reading to warm up.
 */
export async function race(entrants: readonly Entrant[], rounds: number): Promise<Timing[]> {
  const racers: { readonly name: string; form: string; reader: Reader; times: ReadTime[] }[] = [];
  try {
    for (const { name, command } of entrants) {
      const form = await fastestForm(command);
      racers.push({ name, form, reader: new Reader(command), times: [] });
    }
    for (const { reader, form } of racers) await reader.read(form);
    for (let round = 0; round < rounds; round++) {
      for (const { reader, form, times } of racers) {
        await sleep(PAUSE);
        times.push(await reader.read(form));
      }
    }
    return await Promise.all(
      racers.map(async ({ name, form, reader, times }) => {
        const [values, peakBytes] = [await reader.values(), await reader.peakBytes()];
        return { name, form, values, rounds: times, peakBytes };
      }),
    );
  } finally {
    for (const { reader } of racers) reader.close();
  }
}

/** The form that takes the least of the processor's time, found in a process of its own. */
async function fastestForm(command: Command): Promise<string> {
  const reader = new Reader(command);
  try {
    const [first = '', ...others] = await reader.forms();
    if (others.length === 0) return first;
    const times = new Map<string, number>();
    for (const form of [first, ...others]) times.set(form, await leastTime(reader, form));
    return [...times].reduce((best, one) => (one[1] < best[1] ? one : best))[0];
  } finally {
    reader.close();
  }
}

async function leastTime(reader: Reader, form: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < TRIALS; trial++) least = Math.min(least, (await reader.read(form)).cpuMs);
  return least;
}
