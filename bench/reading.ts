import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command, Option } from 'commander';
import { positiveInteger, warnWhenBusy } from './command-line.ts';
import { type Entrant, race } from './reading/race.ts';
import { compare, type Result, table } from './reading/report.ts';
import { type WorkloadName, workloadNames, workloads } from './reading/workloads.ts';

/** Reading images and k-space, ours and the usual Python readers in turn on this machine. */

const PYTHON = '/usr/bin/python3';

interface Options {
  readonly only?: WorkloadName;
  readonly json?: string;
  readonly rounds: number;
}

const program = (name: string) => fileURLToPath(new URL(`reading/${name}`, import.meta.url));

/** Asks the C library for large pages of memory, as numpy does by itself; Node has no other way to ask. */
const LARGE_PAGES = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };

function entrantsOf(workload: WorkloadName, folder: string): Entrant[] {
  const args = [workload, folder];
  const ours = { file: execPath, args: [program('ours.ts'), ...args] };
  const peer = { file: PYTHON, args: ['-B', program('peer.py'), ...args], env };
  return [
    {
      name: 'ours',
      ways: [
        { note: '', command: { ...ours, env } },
        { note: 'large pages (GLIBC_TUNABLES)', command: { ...ours, env: { ...env, ...LARGE_PAGES } } },
      ],
    },
    { name: workloads[workload].peer, ways: [{ note: '', command: peer }] },
  ];
}

async function measure(workload: WorkloadName, folder: string, rounds: number): Promise<Result[]> {
  await mkdir(folder);
  await promisify(execFile)(PYTHON, ['-B', program('make_files.py'), workload, folder]);
  const results: Result[] = [];
  for (const kept of workloads[workload].into ? [false, true] : [false]) {
    const timings = await race(entrantsOf(workload, folder), { rounds, kept });
    results.push(compare(workload, kept, timings));
  }
  await rm(folder, { recursive: true });
  return results;
}

async function bench({ only, json, rounds }: Options): Promise<void> {
  warnWhenBusy();
  const home = await mkdtemp(join(tmpdir(), 'reading-'));
  const results: Result[] = [];
  try {
    for (const workload of only ? [only] : workloadNames) {
      const measured = await measure(workload, join(home, workload), rounds);
      console.log(`${measured.map(table).join('\n\n')}\n`);
      results.push(...measured);
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
  if (json) await writeJson(json, results);
  if (results.some(({ same }) => !same)) process.exitCode = 1;
}

async function writeJson(file: string, results: readonly Result[]): Promise<void> {
  await writeFile(`${file}.part`, `${JSON.stringify({ results }, undefined, 2)}\n`);
  await rename(`${file}.part`, file);
}

await new Command('bench:reading')
  .description('Measures reading images and k-space, side by side with pydicom, h5py and nibabel.')
  .addOption(new Option('--only <workload>', 'only this workload').choices(workloadNames))
  .option('--json <file>', 'write the results here')
  .option('--rounds <n>', 'rounds, each of them reading once', positiveInteger, 7)
  .action(bench)
  .parseAsync();
