import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { InputError } from '../../src/util/errors.ts';
import { RandomStream } from '../../src/util/random.ts';
import { mutate } from './mutate.ts';
import { readAs } from './read-as.ts';
import type { Seed } from './seed.ts';
import { seedsByGroup, sourceOf } from './seeds.ts';

/** Damages files of one format and reads them, one after the other; says what became of each. */

const order = z
  .object({
    format: z.string(),
    seed: z.number(),
    first: z.number(),
    last: z.number(),
    clock: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

/** The case under way, and how many were read and refused: the parent looks at them while this thread is busy. */
const clock = new Int32Array(order.clock);

const seeds = [...seedsByGroup()].find(([format]) => format === order.format)?.[1] ?? [];

/** The damaged file of a case: its number decides. */
function caseOf(format: string, seed: number, number: number, from: readonly Seed[]) {
  const random = RandomStream.derive(seed, 'fuzz', format, number);
  const chosen = from[random.integer(from.length)];
  const other = from[random.integer(from.length)];
  if (!chosen || !other) throw new Error(`internal: no good file of format ${format}`);
  return { chosen, bytes: mutate(chosen.bytes, other.bytes, random) };
}

async function attempt(number: number): Promise<'read' | 'refused'> {
  const { chosen, bytes } = caseOf(order.format, order.seed, number, seeds);
  try {
    await readAs(order.format, sourceOf(chosen, bytes));
    return 'read';
  } catch (error) {
    if (error instanceof InputError) return 'refused';
    throw error;
  }
}

for (let number = order.first; number < order.last; number++) {
  Atomics.store(clock, 0, number);
  try {
    const outcome = await attempt(number);
    Atomics.add(clock, outcome === 'read' ? 1 : 2, 1);
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error);
    parentPort?.postMessage({ number, stack });
  }
}
Atomics.store(clock, 0, order.last);
