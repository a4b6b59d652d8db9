import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { z } from 'zod';
import { positiveInteger, warnWhenBusy } from './command-line.ts';
import { judge, race, type Side, table } from './reconstruction/race.ts';

/** Reconstructions, ours beside BART, and the SENSE normal operator beside PyTorch's, in turn on this machine. */

const PYTHON = '/usr/bin/python3';
const run = promisify(execFile);
const place = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const threadCounts = [...new Set([1, availableParallelism()])];

interface Options {
  readonly json?: string;
  readonly rounds: number;
}

/** A command from start to end: reading, reconstructing, writing. */
async function wallTime(file: string, args: readonly string[], folder: string, more: NodeJS.ProcessEnv) {
  const start = performance.now();
  await run(file, args, { cwd: folder, env: { ...env, ...more } });
  return performance.now() - start;
}

function commands(folder: string): [Side, Side] {
  const ours = ['recon', 'kspace.cfl', '--method', 'sense', '--maps', 'maps.cfl', '--out', 'ours.cfl'];
  const settings = ['--iterations', '30', '--regularization', '0.01'];
  const bart = ['pics', '-d0', '-w1', '-l2', '-r0.01', '-i30', 'kspace', 'maps', 'bart'];
  const main = place('../src/cli/main.ts');
  return [
    {
      name: 'echotrain recon',
      ways: threadCounts.map((threads) => ({
        note: `threads: ${threads}`,
        run: () => wallTime(execPath, [main, ...ours, ...settings, '--threads', `${threads}`], folder, {}),
      })),
    },
    {
      name: 'bart pics',
      ways: threadCounts.map((threads) => ({
        note: `threads: ${threads}`,
        run: () => wallTime('bart', bart, folder, { OMP_NUM_THREADS: `${threads}` }),
      })),
    },
  ];
}

const told = z.object({ ms: z.number(), norm: z.number() });
const norms = new Set<string>();

function operators(runs: number): [Side, Side] {
  const side = (name: string, file: string, args: readonly string[]): Side => ({
    name,
    ways: threadCounts.map((threads) => ({
      note: `threads: ${threads}`,
      run: async () => {
        const { stdout } = await run(file, [...args, `${threads}`, `${runs}`]);
        const { ms, norm } = told.parse(JSON.parse(stdout));
        norms.add(norm.toPrecision(4));
        return ms;
      },
    })),
  });
  return [
    side('ours', execPath, [place('reconstruction/normal-operator.ts')]),
    side('PyTorch', PYTHON, ['-B', place('reconstruction/normal_operator.py')]),
  ];
}

/** ‖a − b‖ / ‖b‖ of two files of complex numbers. */
async function difference(a: string, b: string): Promise<number> {
  const [x, y] = await Promise.all(
    [a, b].map(async (path) => new Float32Array(new Uint8Array(await readFile(path)).buffer)),
  );
  if (!x || !y || x.length !== y.length) throw new Error('internal: images of different size');
  let [error, norm] = [0, 0];
  for (const [i, value] of y.entries()) {
    error += (value - (x[i] ?? 0)) ** 2;
    norm += value ** 2;
  }
  return Math.sqrt(error / norm);
}

async function bench({ json, rounds }: Options): Promise<void> {
  warnWhenBusy();
  const folder = await mkdtemp(join(tmpdir(), 'reconstruction-'));
  try {
    await run(PYTHON, ['-B', place('reconstruction/make_data.py'), folder]);
    const whole = await race(commands(folder), rounds);
    const wholeVerdict = judge(whole, 1);
    console.log(
      table('CG-SENSE from file to file: 8 coils, 256², 30 iterations, R = 4', whole, wholeVerdict),
    );
    const apart = await difference(join(folder, 'ours.cfl'), join(folder, 'bart.cfl'));
    console.log(`  The images differ by ${apart.toExponential(1)}.\n`);
    const operator = await race(operators(30), rounds);
    const operatorVerdict = judge(operator, 1 / 1.5);
    console.log(table('SENSE normal operator: 15 coils, 320², points', operator, operatorVerdict));
    const same = apart < 1e-2 && norms.size === 1;
    if (!same) console.log('  They have not computed the same.');
    if (json) await writeJson(json, { whole, wholeVerdict, apart, operator, operatorVerdict });
    if (!same || !wholeVerdict.reached || !operatorVerdict.reached) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeJson(file: string, results: object): Promise<void> {
  await writeFile(`${file}.part`, `${JSON.stringify(results, undefined, 2)}\n`);
  await rename(`${file}.part`, file);
}

await new Command('bench:reconstruction')
  .description('Measures reconstructions from file to file beside BART, and an operator beside PyTorch.')
  .option('--json <file>', 'write the results here')
  .option('--rounds <n>', 'rounds, each of them one run a side', positiveInteger, 7)
  .action(bench)
  .parseAsync();
