import { resolve } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { isGzip } from '../../formats/bytes/gzip.ts';
import { headOf } from '../../formats/bytes/source.ts';
import { looksLikeDicom } from '../../formats/dicom/read.ts';
import { HEADER_BYTES, signatureOf } from '../../formats/nifti/header.ts';
import { closingNow } from '../../util/closing.ts';
import { check, InputError } from '../../util/errors.ts';
import { FileSource, isWithin } from '../reading/file-source.ts';
import { type Problem, problemOf } from '../reading/problem.ts';
import { type FoundFile, walk } from '../reading/walk.ts';
import type { DeidentifiedFile } from './deidentified-file.ts';
import { deidentifyFile } from './deidentify-file.ts';
import { deidentifyNifti, niftiSource } from './deidentify-nifti.ts';
import { DeidentificationKey } from './key.ts';
import { KeyFile } from './key-file.ts';
import type { DeidentifyOptions } from './options.ts';
import { Output } from './output.ts';
import { OutputFolder } from './output-folder.ts';

/** What to de-identify, and where to. */
export interface DeidentifyRun extends DeidentifyOptions {
  /** Files and folders; never changed. */
  readonly sources: readonly string[];
  /** A new or an empty folder. */
  readonly out: string;
  /** The file with the key and with who is who; without one, the key is random and forgotten. */
  readonly keyFile?: string | undefined;
  /** Whether to go on without files that are refused. */
  readonly keepGoing?: boolean | undefined;
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Of echotrain, for the log. */
  readonly version: string;
}

/** What a run did. */
export interface DeidentifySummary {
  readonly files: number;
  readonly subjects: number;
  /** Taken although nobody says that no text is burned into their pixels. */
  readonly atRisk: readonly string[];
  /** Damaged, or not to be trusted. */
  readonly refused: readonly Problem[];
  /** Neither DICOM nor NIfTI in one file: not copied. */
  readonly others: readonly string[];
}

/**
 * De-identifies DICOM files (PS3.15, annex E), and the headers of NIfTI files, into a new folder: `<subject>/study-1/series-1/00001.dcm`, and
 * `audit.jsonl`, which says without any identifier what was done. All or nothing: whatever goes wrong, no folder is left.
 *
 * @throws InputError for the first file that is refused, unless told to keep going; the signal's reason when stopped.
 */
export async function deidentify(run: DeidentifyRun): Promise<DeidentifySummary> {
  if (run.keyFile !== undefined) checkKeyPlace(run.keyFile, run);
  const keyFile = run.keyFile === undefined ? undefined : await KeyFile.open(run.keyFile);
  const walks = run.sources.map((source) => walk(source));
  const folder = await OutputFolder.make(run.out, run.sources);
  try {
    const files = walks.flatMap((one) => one.files);
    const work = new Work(run, folder.path, keyFile);
    for (const problem of walks.flatMap((one) => one.problems)) work.refuse(problem);
    await work.all(files);
    const summary = work.finish();
    await keyFile?.save();
    await folder.finish();
    return summary;
  } finally {
    await folder.discard();
  }
}

function checkKeyPlace(path: string, { out, sources }: DeidentifyRun): void {
  for (const folder of [out, ...sources]) {
    check(!isWithin(resolve(path), resolve(folder)), () => ({
      where: '--key',
      expected: `a place outside of ${folder}: whoever has the key knows who is who`,
      received: path,
    }));
  }
}

/** So much of a file tells what it is. */
const HEAD = HEADER_BYTES.nifti2;

/** One run. */
class Work {
  readonly #run: DeidentifyRun;
  readonly #key: DeidentificationKey;
  readonly #keyFile: KeyFile | undefined;
  readonly #output: Output;
  readonly #atRisk: string[] = [];
  readonly #refused: Problem[] = [];
  readonly #others: string[] = [];

  constructor(run: DeidentifyRun, folder: string, keyFile: KeyFile | undefined) {
    this.#run = run;
    this.#keyFile = keyFile;
    this.#key = keyFile?.key ?? new DeidentificationKey();
    this.#output = new Output(folder, run, run.version);
  }

  async all(files: readonly FoundFile[]): Promise<void> {
    for (const [done, file] of files.entries()) {
      this.#run.signal?.throwIfAborted();
      this.#run.onProgress?.({ done, total: files.length });
      this.#one(file);
      await breath();
    }
    this.#run.onProgress?.({ done: files.length, total: files.length });
  }

  #one({ path, root, name }: FoundFile): void {
    const source = this.#attempt(path, () => new FileSource({ path, root }));
    if (source) closingNow(source, () => this.#take(source, path, name));
  }

  #take(source: FileSource, path: string, name: string): void {
    const file = this.#attempt(path, () => this.#deidentified(source, name));
    if (file === undefined) return;
    if (file === 'another kind') this.#others.push(path);
    else {
      this.#output.write(file);
      if (file.burnedIn === 'possible') this.#atRisk.push(path);
      this.#note(file);
    }
  }

  #deidentified(source: FileSource, name: string): DeidentifiedFile | 'another kind' {
    const head = headOf(source, HEAD);
    if (looksLikeDicom(head)) return deidentifyFile(source, this.#key, this.#run);
    const mayBe = isGzip(head) ? /\.nii\.gz$/i.test(name) : signatureOf(head) !== undefined;
    const nifti = mayBe ? niftiSource(source) : undefined;
    return nifti ? deidentifyNifti(nifti, nifti !== source, name, this.#key) : 'another kind';
  }

  /** What a file gives, or nothing where it is refused. */
  #attempt<T>(path: string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.refuse(problemOf(error, path));
      return undefined;
    }
  }

  #note({ patient, study, series }: DeidentifiedFile): void {
    this.#keyFile?.noteSubject(patient);
    if (this.#run.retainUids) return;
    for (const uid of [study, series]) if (/^[\d.]+$/.test(uid)) this.#keyFile?.noteUid(uid);
  }

  /** Leaves a file out, or ends the run. */
  refuse(one: Problem): void {
    if (!this.#run.keepGoing) throw refusal(one);
    this.#refused.push(one);
  }

  finish(): DeidentifySummary {
    const { files, subjects } = this.#output.finish();
    check(files > 0, () => ({
      where: this.#run.sources.join(', '),
      expected: 'DICOM or NIfTI files',
      received:
        this.#refused.length > 0
          ? `none that can be taken, and ${this.#refused.length} that are refused; first ${this.#refused[0]?.file}: ${this.#refused[0]?.reason}`
          : `none, and ${this.#others.length} of other kinds`,
    }));
    return { files, subjects, atRisk: this.#atRisk, refused: this.#refused, others: this.#others };
  }
}

/** The first file that is refused ends a run. */
function refusal({ file, reason }: Problem): InputError {
  const [, expected = reason, received = 'another', remedy = ''] =
    /^expected (.*?), received (.*?)\.(?: (.*))?$/s.exec(reason) ?? [];
  const goOn = '--keep-going goes on without such files.';
  return new InputError({ where: file, expected, received, remedy: `${remedy} ${goOn}`.trim() });
}
