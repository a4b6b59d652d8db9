/**
 * The checkpoints of a run: files that appear as a whole or not at all, each with the hash of its bytes in its name, so
 * that a damaged one is known without anything else.
 *
 *     step-000000120-epoch-0003-<SHA-256>.safetensors
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../util/errors.ts';
import { removeParts, writeWhole } from '../files/write-whole.ts';
import { namesToRemove, type Retention } from './retention.ts';

/** A checkpoint that was written. */
export interface Checkpoint {
  readonly file: string;
  /** Steps taken when it was written. */
  readonly step: number;
  /** Epochs finished then. */
  readonly epoch: number;
  readonly sha256: string;
}

/** The newest checkpoint that is whole, and those newer ones that are not. */
export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly bytes: Uint8Array;
  /** Files that were passed over, with what is wrong with each. */
  readonly damaged: readonly DamagedCheckpoint[];
}

/** A checkpoint that cannot be used. */
export interface DamagedCheckpoint {
  readonly file: string;
  readonly reason: string;
}

/** Where a run keeps its checkpoints. */
export class CheckpointFolder {
  readonly path: string;
  readonly #retention: Retention;

  /** @param retention which older ones stay; the last two by default */
  constructor(path: string, retention: Retention = {}) {
    this.path = path;
    this.#retention = retention;
  }

  /**
   * Writes a checkpoint, as a whole or not at all; then removes what the retention lets go, and those of later steps, which
   * could not be gone on from. Where anything fails, those before it are as they were.
   */
  async save(bytes: Uint8Array, { step, epoch }: Pick<Checkpoint, 'step' | 'epoch'>): Promise<Checkpoint> {
    const sha256 = hashOf(bytes);
    const checkpoint = { file: nameOf(step, epoch, sha256), step, epoch, sha256 };
    await writeWhole(this.path, checkpoint.file, bytes);
    const all = await this.list();
    const place = all.findIndex(({ file }) => file === checkpoint.file);
    const gone = [...all.slice(0, place), ...namesToRemove(all.slice(place), this.#retention)];
    for (const { file } of gone) await rm(join(this.path, file), { force: true });
    return checkpoint;
  }

  /** All that are there by their names, the newest first. */
  async list(): Promise<Checkpoint[]> {
    const names = await readdir(this.path).catch(noneWhereThereIsNoFolder);
    return names
      .flatMap((name) => parseName(name) ?? [])
      .sort((a, b) => b.step - a.step || b.epoch - a.epoch);
  }

  /** The newest one that is whole, if there is one; `damaged` tells of those that are not. */
  async newest(): Promise<FoundCheckpoint | { readonly damaged: readonly DamagedCheckpoint[] }> {
    const damaged: DamagedCheckpoint[] = [];
    for (const checkpoint of await this.list()) {
      const bytes = await this.read(checkpoint);
      if (bytes instanceof Uint8Array) return { checkpoint, bytes, damaged };
      damaged.push(bytes);
    }
    return { damaged };
  }

  /** The bytes of a checkpoint, or what is wrong with them. */
  async read({ file, sha256 }: Checkpoint): Promise<Uint8Array | DamagedCheckpoint> {
    try {
      const bytes = new Uint8Array(await readFile(join(this.path, file)));
      if (hashOf(bytes) === sha256) return bytes;
      return { file, reason: 'its bytes are not those that were written' };
    } catch (error) {
      return { file, reason: messageOf(error) };
    }
  }

  /** Removes what an interrupted {@link save} has left. */
  async tidy(): Promise<void> {
    await removeParts(this.path);
  }
}

/** A folder that cannot be read is no empty one: a run would begin anew. */
function noneWhereThereIsNoFolder(error: unknown): string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

function nameOf(step: number, epoch: number, sha256: string): string {
  const [steps, epochs] = [String(step).padStart(9, '0'), String(epoch).padStart(4, '0')];
  return `step-${steps}-epoch-${epochs}-${sha256}.safetensors`;
}

function parseName(file: string): Checkpoint | undefined {
  const [, step, epoch, sha256] =
    /^step-(\d{9,})-epoch-(\d{4,})-([0-9a-f]{64})\.safetensors$/.exec(file) ?? [];
  if (step === undefined || epoch === undefined || sha256 === undefined) return undefined;
  return { file, step: Number(step), epoch: Number(epoch), sha256 };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
