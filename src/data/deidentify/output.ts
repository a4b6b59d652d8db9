import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError, messageOf } from '../../util/errors.ts';
import type { DeidentifiedFile } from './deidentified-file.ts';
import { type DeidentifyOptions, methodCodes } from './options.ts';
import { EDITION } from './profile.ts';

const AUDIT = 'audit.jsonl';

/** The files that are written, under names that say nothing, and the log of what was done. */
export class Output {
  readonly #folder: string;
  readonly #subjects = new Map<string, Numbered>();
  readonly #log: string[] = [];
  #files = 0;

  constructor(folder: string, options: DeidentifyOptions, version: string) {
    this.#folder = folder;
    const profile = methodCodes(options).map(({ value, meaning }) => `${value} ${meaning}`);
    const burnedInRisk = options.acceptBurnedInRisk ? 'accepted' : 'refused';
    this.#log.push(JSON.stringify({ program: 'echotrain', version, table: EDITION, profile, burnedInRisk }));
  }

  /** Writes one file, and notes what was done to it. */
  write(file: DeidentifiedFile): void {
    const output = this.#placeOf(file);
    const path = join(this.#folder, output);
    const sha256 = onDisk(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      return writeHashed(path, file.bytes);
    });
    const { subject, burnedIn, counts } = file;
    this.#files++;
    this.#log.push(JSON.stringify({ file: this.#files, subject, output, sha256, burnedIn, actions: counts }));
    if (this.#log.length > 1000) this.#flush();
  }

  /** Writes the end of the log; how many files and subjects there are. */
  finish(): { readonly files: number; readonly subjects: number } {
    this.#flush();
    return { files: this.#files, subjects: this.#subjects.size };
  }

  #flush(): void {
    const path = join(this.#folder, AUDIT);
    const lines = this.#log.splice(0).map((line) => `${line}\n`);
    onDisk(path, () => appendFileSync(path, lines.join('')));
  }

  #placeOf({ subject, study, series, ending }: DeidentifiedFile): string {
    const ofSubject = this.#subjects.get(subject) ?? new Numbered();
    this.#subjects.set(subject, ofSubject);
    const ofStudy = ofSubject.at(study);
    const ofSeries = ofStudy.at(series);
    const name = `${String(ofSeries.next()).padStart(5, '0')}${ending}`;
    return `${subject}/study-${ofStudy.number}/series-${ofSeries.number}/${name}`;
  }
}

/** Numbers for things, in the order in which they come. */
class Numbered {
  readonly number: number;
  readonly #below = new Map<string, Numbered>();
  #count = 0;

  constructor(number = 1) {
    this.number = number;
  }

  at(name: string): Numbered {
    const known = this.#below.get(name) ?? new Numbered(this.#below.size + 1);
    this.#below.set(name, known);
    return known;
  }

  next(): number {
    this.#count++;
    return this.#count;
  }
}

function writeHashed(path: string, pieces: Iterable<Uint8Array>): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'wx');
  try {
    for (const bytes of pieces) {
      hash.update(bytes);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

function onDisk<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError({
      where: path,
      expected: 'a place with room and permission to write',
      received: messageOf(error),
      remedy: 'Make room there, or choose another folder by --out.',
    });
  }
}
