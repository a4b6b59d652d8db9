import { readFile } from 'node:fs/promises';
import {
  type Condition,
  condition,
  goesUnencrypted,
  type PullProgress,
  type PullSummary,
  pull,
  readCondition,
  serverRoot,
} from '../../data/node.ts';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { interruption } from '../interruption.ts';
import { createProgress, type Progress } from '../progress.ts';
import { clean } from '../terminal-text.ts';
import type { PullArguments } from './pull.ts';

/** `echotrain data pull`: fetches what is not there yet, with progress; says in the end what came. */
export async function pullFromArchive(options: PullArguments): Promise<void> {
  const root = serverRoot(options.dicomweb, options.allowHttp);
  if (goesUnencrypted(root)) process.stderr.write(`Warning: the connection to ${root} is not encrypted.\n`);
  const conditions = conditionsOf(options);
  const authorization = await authorizationOf(options);
  const shown = new PullScreen();
  try {
    const summary = await interruption.heed((signal) => {
      const onProgress = (progress: PullProgress) => shown.update(progress);
      return pull({
        root,
        conditions,
        authorization,
        signal,
        onProgress,
        out: options.out,
        parallel: options.parallel,
      });
    });
    shown.finish(summary);
    report(summary, options);
  } catch (error) {
    shown.fail();
    if (interruption.exitCode !== undefined) {
      process.stderr.write('What has arrived is kept; the same command goes on from there.\n');
    }
    throw error;
  }
}

function conditionsOf({ patient, study, query = [], series, modality }: PullArguments): Condition[] {
  check(patient !== undefined || study !== undefined || query.length > 0, () => ({
    where: 'echotrain data pull',
    expected: 'what to fetch: --patient, --study or --query',
    received: 'none of them, which would fetch the whole archive',
  }));
  const named = {
    PatientID: patient,
    StudyInstanceUID: study,
    SeriesInstanceUID: series,
    Modality: modality,
  };
  const given = Object.entries(named).flatMap(([keyword, value]) =>
    value === undefined ? [] : [condition(keyword, value)],
  );
  return [...given, ...query.map(readCondition)];
}

async function authorizationOf({ user, tokenFile }: PullArguments): Promise<string | undefined> {
  check(user === undefined || tokenFile === undefined, () => ({
    where: 'echotrain data pull',
    expected: 'one way to log in',
    received: '--user and --token-file',
  }));
  if (tokenFile !== undefined) return `Bearer ${await tokenIn(tokenFile)}`;
  if (user === undefined) return undefined;
  const password = process.env.ECHOTRAIN_DICOMWEB_PASSWORD;
  check(password !== undefined, () => ({
    where: '--user',
    expected: 'the password in the environment variable ECHOTRAIN_DICOMWEB_PASSWORD',
    received: 'none',
    remedy: 'read -s ECHOTRAIN_DICOMWEB_PASSWORD; export ECHOTRAIN_DICOMWEB_PASSWORD asks for it.',
  }));
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

async function tokenIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError({
      where: '--token-file',
      expected: 'a file with a token',
      received: messageOf(error),
    });
  });
  const token = text.trim();
  check(/^[!-~]{1,16384}$/.test(token), () => ({
    where: path,
    expected: 'one token, without spaces',
    received: token === '' ? 'an empty file' : 'something else',
  }));
  return token;
}

/** First the search, whose end nobody knows, then the transfer. */
class PullScreen {
  #bar: Progress | undefined;
  #searching = true;
  /** When the first bytes were about to come. */
  #begun: number | undefined;

  update({ total, searched, done, bytes }: PullProgress): void {
    if (searched && this.#searching) {
      this.#bar?.finish(`${total} images found`);
      this.#bar = undefined;
      this.#searching = false;
    }
    this.#bar ??= createProgress({
      label: this.#searching ? 'search' : 'pull',
      total: this.#searching ? 0 : total,
      unit: 'images',
    });
    if (this.#searching) this.#bar.update({ done: total });
    else this.#bar.update({ done, metrics: { 'MB/s': this.#rate(bytes) } });
  }

  /** Megabytes a second, since the first. */
  #rate(bytes: number): number {
    const now = performance.now();
    if (bytes === 0 || this.#begun === undefined) this.#begun = now;
    return Number((bytes / 1e3 / Math.max(1, now - this.#begun)).toPrecision(3));
  }

  finish({ fetched, kept, bytes }: PullSummary): void {
    this.#bar?.finish(`${fetched} fetched, ${kept} there already, ${megabytes(bytes)}`);
  }

  fail(): void {
    this.#bar?.fail('not finished');
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** What came, on standard output; what did not is an error. */
function report(summary: PullSummary, { out, json }: PullArguments): void {
  if (json) process.stdout.write(`${JSON.stringify({ ...summary, out })}\n`);
  else {
    const { instances, series, studies, patients, failed } = summary;
    const parts = [
      counted(instances - failed.length, 'image', 'images'),
      counted(series, 'series', 'series'),
      counted(studies, 'study', 'studies'),
      counted(patients, 'patient', 'patients'),
    ];
    process.stdout.write(`${parts.join(', ')} in ${clean(out)}\n`);
  }
  if (summary.failed.length > 0) throw notAll(summary);
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function notAll({ failed, instances }: PullSummary): InputError {
  const [first] = failed;
  const others = failed.length > 1 ? `, and ${failed.length - 1} more` : '';
  return new InputError({
    where: 'echotrain data pull',
    expected: `all ${instances} images`,
    received: `${instances - failed.length}; ${first?.instance}: ${first?.reason}${others}`,
    remedy: 'The same command tries these again.',
  });
}
