import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { InputError } from '../../src/util/errors.ts';
import { RandomStream } from '../../src/util/random.ts';
import { mutate } from './mutate.ts';
import { readAs } from './read-as.ts';
import { repairPng } from './repair.ts';
import type { Seed } from './seed.ts';
import { sourceOf } from './seeds.ts';

/** Damages files of one format and reads them, one after the other; says what became of each. */

const order = z
  .object({
    format: z.string(),
    seeds: z.custom<readonly Seed[]>(Array.isArray),
    seed: z.number(),
    first: z.number(),
    last: z.number(),
    clock: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

/**
 * The case under way, how many were read and refused, and whether to stop: the parent looks at them while this thread
 * is busy.
 */
const clock = new Int32Array(order.clock);
const [CASE, READ, REFUSED, STOP] = [0, 1, 2, 3];

/** How many of the PNG files get right checksums. */
const REPAIRED = 0.75;

/** The damaged file of a case: its number decides. */
function caseOf(number: number): { readonly chosen: Seed; readonly bytes: Uint8Array } {
  const { seeds, seed, format } = order;
  const random = RandomStream.derive(seed, 'fuzz', format, number);
  const chosen = seeds[random.integer(seeds.length)];
  const other = seeds[random.integer(seeds.length)];
  if (!chosen || !other) throw new Error(`internal: no good file of format ${format}`);
  const bytes = mutate(chosen.bytes, other.bytes, random);
  return { chosen, bytes: format === 'png' && random.uniform() < REPAIRED ? repairPng(bytes) : bytes };
}

async function attempt(number: number): Promise<'read' | 'refused'> {
  const { chosen, bytes } = caseOf(number);
  try {
    await readAs(order.format, sourceOf(chosen, bytes));
    return 'read';
  } catch (error) {
    if (error instanceof InputError) return 'refused';
    throw error;
  }
}

parentPort?.postMessage('ready');
let number = order.first;
for (; number < order.last && Atomics.load(clock, STOP) === 0; number++) {
  Atomics.store(clock, CASE, number);
  try {
    const outcome = await attempt(number);
    Atomics.add(clock, outcome === 'read' ? READ : REFUSED, 1);
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error);
    parentPort?.postMessage({ number, stack });
  }
}
Atomics.store(clock, CASE, number);
