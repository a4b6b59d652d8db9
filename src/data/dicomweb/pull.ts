import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../util/errors.ts';
import type { Condition } from './conditions.ts';
import { type Found, find } from './find.ts';
import { inFolder } from './in-folder.ts';
import { Journal } from './journal.ts';
import { inParallel } from './parallel.ts';
import { RequestFailure } from './request-failure.ts';
import { LARGEST_INSTANCE, retrieve } from './retrieve.ts';
import { safeName } from './safe-name.ts';
import { DicomWebServer, type ServerOptions } from './server.ts';

/** How far a pull has come. */
export interface PullProgress {
  /** Instances that the archive has, as far as it was searched. */
  readonly total: number;
  /** Whether the search is over, so that the total is final. */
  readonly searched: boolean;
  /** Instances that are done: fetched, there already, or not to be had. */
  readonly done: number;
  /** Bytes that came. */
  readonly bytes: number;
}

/** What to fetch, from where, to where. */
export interface PullOptions extends ServerOptions {
  /** What has to be true of the studies and series; all of it. */
  readonly conditions: readonly Condition[];
  /** The folder for the files; made where it is missing. */
  readonly out: string;
  /** How many requests to make at a time: 4 by default. */
  readonly parallel?: number | undefined;
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
  /** The most bytes of one instance. */
  readonly largestInstance?: number | undefined;
}

/** What a pull did. */
export interface PullSummary {
  readonly patients: number;
  readonly studies: number;
  readonly series: number;
  readonly instances: number;
  readonly fetched: number;
  /** There already, whole and unchanged. */
  readonly kept: number;
  /** Bytes that were fetched. */
  readonly bytes: number;
  /** What could not be fetched, and why. */
  readonly failed: readonly { readonly instance: string; readonly reason: string }[];
}

/**
 * Fetches from a DICOMweb archive (QIDO-RS and WADO-RS, PS3.18) all instances that fulfill the conditions, into
 * `out/<patient>/<study>/<series>/<instance>.dcm`, as they are stored there. What an earlier pull has left whole is not
 * fetched again. A file appears when it is complete, and not before.
 *
 * @throws InputError where the archive or the disk make it impossible, or nothing fulfills the conditions; the
 *   signal's reason when stopped.
 */
export async function pull(options: PullOptions): Promise<PullSummary> {
  try {
    const run = new Pull(options);
    return await run.all();
  } catch (error) {
    throw error instanceof RequestFailure ? inputError(error, options.root) : error;
  }
}

class Pull {
  readonly #options: PullOptions;
  readonly #server: DicomWebServer;
  #progress = { total: 0, searched: false, done: 0, bytes: 0 };
  #fetched = 0;
  #kept = 0;
  readonly #failed: { instance: string; reason: string }[] = [];

  constructor(options: PullOptions) {
    this.#options = options;
    this.#server = new DicomWebServer(options);
  }

  async all(): Promise<PullSummary> {
    const { conditions, out, parallel = 4, root } = this.#options;
    this.#advance({});
    const found = await find(this.#server, conditions, parallel, (count) =>
      this.#advance({ total: this.#progress.total + count }),
    );
    if (found.length === 0) throw nothingFound(conditions, root);
    this.#advance({ searched: true, total: found.length });
    await inFolder(out, () => mkdir(out, { recursive: true }));
    const journal = await Journal.open(out);
    await inParallel(found, parallel, (one) => this.#one(one, journal));
    return this.#summary(found);
  }

  /** Brings one instance in, unless it is there; trouble with it alone does not keep the others from coming. */
  async #one(found: Found, journal: Journal): Promise<void> {
    try {
      const path = placeOf(found);
      if ((await journal.intact(path)) === undefined) await this.#fetch(found, path, journal);
      else this.#kept++;
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      if (!(error instanceof RequestFailure) || error.everywhere) throw error;
      this.#failed.push({ instance: found.instance, reason: error.message });
    }
    this.#advance({ done: this.#progress.done + 1 });
  }

  async #fetch({ patient: _, ...uids }: Found, path: string, journal: Journal): Promise<void> {
    const { study, series, instance } = uids;
    const { out, largestInstance: limit = LARGEST_INSTANCE } = this.#options;
    const onBytes = (count: number) => this.#advance({ bytes: this.#progress.bytes + count });
    const address = `/studies/${study}/series/${series}/instances/${instance}`;
    const arrived = await retrieve(this.#server, address, join(out, path), { limit, onBytes });
    await journal.record({ path, ...uids, ...arrived });
    this.#fetched++;
  }

  #advance(change: Partial<PullProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.#options.onProgress?.(this.#progress);
  }

  #summary(found: readonly Found[]): PullSummary {
    const count = (key: keyof Found) => new Set(found.map((one) => one[key])).size;
    return {
      patients: count('patient'),
      studies: count('study'),
      series: count('series'),
      instances: found.length,
      fetched: this.#fetched,
      kept: this.#kept,
      bytes: this.#progress.bytes,
      failed: this.#failed,
    };
  }
}

/** Where an instance goes, below the folder. */
function placeOf({ patient, study, series, instance }: Found): string {
  return [...[patient || 'unknown', study, series].map(safeName), `${safeName(instance)}.dcm`].join('/');
}

function nothingFound(conditions: readonly Condition[], root: string): InputError {
  return new InputError({
    where: root,
    expected: `images with ${conditions.map(({ keyword, value }) => `${keyword}=${value}`).join(' and ')}`,
    received: 'none',
    remedy: 'Check the spelling; * stands for any characters.',
  });
}

function inputError(failure: RequestFailure, root: string): InputError {
  const complaint = {
    where: root,
    expected: 'a DICOMweb server that answers',
    received: failure.message,
    ...(failure.remedy !== undefined && { remedy: failure.remedy }),
  };
  return new InputError(complaint, { cause: failure });
}
