/**
 * Goldens are what other people's programs say. Every Python script under `src/`, `test/` and `lessons/` is such an
 * oracle: `NAME.py` prints JSON, which is kept beside it as `NAME.json`, so that tests need no Python.
 *
 *     npm run goldens                    run every oracle and keep what it prints
 *     npm run goldens -- conv softmax    only these
 *     npm run goldens -- --check         keep nothing; fail where a kept value is no longer what its oracle says
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/util/errors.ts';
import { firstDifference, type Json } from './goldens/difference.ts';

const python = process.env.PYTHON ?? 'python3';

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const all = globSync('{src,test,lessons}/**/*.py').sort();
const scripts = all.filter((path) => positionals.length === 0 || positionals.includes(basename(path, '.py')));
const failures = scripts.map(failureOf).filter((failure) => failure !== undefined);

if (scripts.length === 0) failures.push(`no oracle is named ${positionals.join(' or ')}`);
for (const failure of failures) console.error(`error: ${failure}`);
console.log(`oracles asked: ${scripts.length}, failed: ${failures.length}`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Runs one oracle, with one BLAS thread so that its sums are always in the same order. */
function ask(path: string): Json {
  const environment = { ...process.env, OPENBLAS_NUM_THREADS: '1', PYTHONHASHSEED: '0' };
  const options = { encoding: 'utf8', env: environment, maxBuffer: 2 ** 28 } as const;
  return JSON.parse(execFileSync(python, [path], { ...options, stdio: ['ignore', 'pipe', 'inherit'] }));
}

function regenerate(path: string): undefined {
  const golden = goldenOf(path);
  writeFileSync(`${golden}.part`, `${JSON.stringify(ask(path))}\n`);
  renameSync(`${golden}.part`, golden);
}

function compare(path: string): string | undefined {
  const kept: Json = JSON.parse(readFileSync(goldenOf(path), 'utf8'));
  const difference = firstDifference(kept, ask(path));
  return difference && `${difference}. Look at what changed, then npm run goldens.`;
}

/** What is wrong with one oracle, if anything. */
function failureOf(path: string): string | undefined {
  console.log(path);
  try {
    const failure = values.check ? compare(path) : regenerate(path);
    return failure && `${path}: ${failure}`;
  } catch (error) {
    return `${path}: ${messageOf(error)}`;
  }
}

function goldenOf(path: string): string {
  return path.replace(/\.py$/, '.json');
}
