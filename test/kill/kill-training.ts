import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '../../src/store/index.ts';
import { closing } from '../../src/util/closing.ts';
import type { RandomStream } from '../../src/util/random.ts';
import { type KillMessage, killMessageSchema } from './kill-message.ts';

const SCRIPT = join(import.meta.dirname, 'recorded-training.ts');

/** What a training came to, and how often its process was killed on the way. */
export interface Outcome {
  readonly ended: Extract<KillMessage, { kind: 'ended' }>;
  readonly kills: number;
  /** From its first step to its last, of the last process. */
  readonly milliseconds: number;
}

/**
 * Trains to the end, with processes that are killed at random moments, at most `most` of them.
 *
 * @param lasts how long the training takes when nobody kills it, in milliseconds
 * @throws Error where an epoch that was kept is lost, or the database is not whole.
 */
export async function trainUnderFire(stream: RandomStream, most: number, lasts: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  try {
    let kept = 0;
    for (let kills = 0; ; kills++) {
      const delay = kills < most ? stream.uniform() * lasts : undefined;
      const life = await live(folder, delay);
      if (life.begun !== undefined && life.begun < kept) {
        throw new Error(`epoch ${kept} was kept, and the training went on from epoch ${life.begun}`);
      }
      kept = Math.max(kept, life.kept);
      await checkWhole(folder);
      if (life.ended) return { ended: life.ended, kills, milliseconds: life.milliseconds };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Life {
  readonly begun: number | undefined;
  /** Epochs that it said were kept. */
  readonly kept: number;
  readonly ended: Extract<KillMessage, { kind: 'ended' }> | undefined;
  readonly milliseconds: number;
}

/** One process, killed some time after its training has begun. */
function live(folder: string, delay: number | undefined): Promise<Life> {
  const { promise, resolve, reject } = Promise.withResolvers<Life>();
  const child = fork(SCRIPT, [folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let [kept, startedAt] = [0, performance.now()];
  let begun: number | undefined;
  let ended: Life['ended'];
  let milliseconds = 0;
  child.on('message', (raw) => {
    const message = killMessageSchema.parse(raw);
    if (message.kind === 'begun') {
      if (message.damaged > 0) reject(new Error('a checkpoint was damaged'));
      begun = message.epoch;
      startedAt = performance.now();
      if (delay !== undefined) setTimeout(() => child.kill('SIGKILL'), delay);
    } else if (message.kind === 'epoch') kept = message.epoch;
    else {
      ended = message;
      milliseconds = performance.now() - startedAt;
    }
  });
  child.on('error', reject);
  child.on('exit', (code, signal) => {
    if (code === 0 || signal === 'SIGKILL') resolve({ begun, kept, ended, milliseconds });
    else reject(new Error(`the training failed with exit code ${code}`));
  });
  return promise;
}

async function checkWhole(folder: string): Promise<void> {
  const faults = await closing(await Store.open(folder), (store) => Promise.resolve(store.faults()));
  if (faults.length > 0) throw new Error(`the store is not whole: ${faults.join('; ')}`);
}
