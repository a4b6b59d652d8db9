/**
 * Goldens are what other people's programs say. Every Python script under `src/`, `test/` and `lessons/` is such an
 * oracle: `NAME.py` prints JSON, which is kept beside it as `NAME.json`, so that tests need no Python.
 *
 *     npm run goldens                    run every oracle and keep what it prints
 *     npm run goldens -- conv pool       only these
 *     npm run goldens -- --check         keep nothing; fail where a kept value is no longer what its oracle says
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/util/errors.ts';
import { firstDifference, type Json, statedTolerance } from './goldens/difference.ts';
import { findPython } from './goldens/python.ts';

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const python = findPython();
const missing = 'no Python here imports what the oracles need: scripts/install-debian.sh, or set PYTHON.';
if (python !== undefined) process.exitCode = askAll(python);
else if (values.check) console.log(`Skipped: ${missing}`);
else throw new Error(missing);

/** Asks all oracles that are wanted; the exit code. */
function askAll(interpreter: string): number {
  const all = globSync('{src,test,lessons}/**/*.py').sort();
  const wanted = all.filter(
    (path) => positionals.length === 0 || positionals.includes(basename(path, '.py')),
  );
  const failed = wanted.filter((path) => !succeeds(path, interpreter));
  console.log(`oracles asked: ${wanted.length}, failed: ${failed.length}`);
  return wanted.length > 0 && failed.length === 0 ? 0 : 1;
}

/** Checks or regenerates one golden, and prints how that went. */
function succeeds(path: string, interpreter: string): boolean {
  const golden = path.replace(/\.py$/, '.json');
  try {
    const asked = ask(path, interpreter);
    const failure = values.check ? compare(path, golden, asked) : keep(golden, asked);
    console.log(failure ? `✗ ${path}: ${failure}` : `✓ ${path}`);
    return !failure;
  } catch (error) {
    console.log(`✗ ${path}: ${messageOf(error)}`);
    return false;
  }
}

/** What an oracle prints. It may import what lies in `scripts/goldens/`, and no neighbor by accident. */
function ask(path: string, interpreter: string): string {
  return execFileSync(interpreter, [path], {
    encoding: 'utf8',
    env: {
      ...process.env,
      PYTHONPATH: join(import.meta.dirname, 'goldens'),
      PYTHONSAFEPATH: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      OPENBLAS_NUM_THREADS: '1', // sums always in the same order
    },
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function compare(oracle: string, golden: string, asked: string): string | undefined {
  const [before, now]: Json[] = [JSON.parse(readFileSync(golden, 'utf8')), JSON.parse(asked)];
  const tolerance = statedTolerance(readFileSync(oracle, 'utf8'));
  const difference = firstDifference(before ?? null, now ?? null, tolerance);
  return difference && `${difference}. Look at what changed, then npm run goldens.`;
}

function keep(golden: string, asked: string): undefined {
  JSON.parse(asked);
  writeFileSync(`${golden}.part`, asked);
  renameSync(`${golden}.part`, golden);
}
