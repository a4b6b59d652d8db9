import { rename, writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { messageOf } from '../src/util/errors.ts';
import { positiveInteger, warnWhenBusy } from './command-line.ts';
import { Contender } from './contender.ts';
import { type Entrant, nodeEntrant } from './entrant.ts';
import { measure } from './measure.ts';
import { PyTorch } from './peers/pytorch.ts';
import { wasmPeers } from './peers/wasm.ts';
import { type Comparison, compare } from './results.ts';
import { table } from './table.ts';
import { type WorkloadName, workloadNames } from './workloads.ts';

/** One training step of each workload, ours and the peers' in turn on this machine. */

const peerNames = ['pytorch', 'tfjs-wasm', 'jax-js'] as const;

interface Options {
  readonly only?: WorkloadName;
  readonly peer?: string;
  readonly json?: string;
  readonly rounds: number;
}

const ours = nodeEntrant('ours', new URL('ours/worker.ts', import.meta.url), '');

async function pytorchOrReason(wanted: boolean): Promise<PyTorch | undefined> {
  if (!wanted) return undefined;
  return PyTorch.find().catch((thrown: unknown) => {
    console.log(`pytorch cannot run: ${messageOf(thrown)}\n`);
    return undefined;
  });
}

/** GFLOP/s of a 1024³ matrix product in our own engine; 0 where it cannot say. */
async function ownPeak(): Promise<number> {
  const { command } = await ours.enter('mnist-mlp');
  const contender = new Contender(command);
  const { gflops } = await contender.peak().catch(() => ({ gflops: 0 }));
  contender.close();
  return gflops;
}

async function bench({ only, peer, json, rounds }: Options): Promise<void> {
  warnWhenBusy();
  const wanted = (name: string) => peer === undefined || peer === name;
  const pytorch = await pytorchOrReason(wanted('pytorch'));
  const peak = Math.max(await ownPeak(), pytorch?.gflops ?? 0);
  console.log(`1024³ matrix product, the better of ours and PyTorch's: ${peak.toFixed(0)} GFLOP/s\n`);
  const peers = wasmPeers.filter(({ name }) => wanted(name));
  const entrants: Entrant[] = [ours, ...(pytorch ? [pytorch] : []), ...peers];
  const comparisons: Comparison[] = [];
  for (const workload of only ? [only] : workloadNames) {
    const comparison = compare(workload, await measure(workload, entrants, rounds), peak);
    console.log(`${table(comparison, peak)}\n`);
    comparisons.push(comparison);
  }
  pytorch?.close();
  if (json) await writeJson(json, comparisons);
  const refusals = comparisons.flatMap((comparison) => comparison.refusals);
  if (refusals.some(({ name, wrong }) => wrong || name === ours.name)) process.exitCode = 1;
}

async function writeJson(file: string, comparisons: readonly Comparison[]): Promise<void> {
  const results = comparisons.flatMap((comparison) => comparison.results);
  const refused = comparisons.flatMap(({ workload, refusals }) =>
    refusals.map(({ name, reason }) => ({ workload, peer: name, reason })),
  );
  await writeFile(`${file}.part`, `${JSON.stringify({ results, refused }, undefined, 2)}\n`);
  await rename(`${file}.part`, file);
}

await new Command('bench')
  .description('Measures one training step of each workload, side by side with other frameworks.')
  .addOption(new Option('--only <workload>', 'only this workload').choices(workloadNames))
  .addOption(new Option('--peer <peer>', 'only this peer').choices(peerNames))
  .option('--json <file>', 'write the results here')
  .option('--rounds <n>', 'rounds of at least 0.3 s for each contender', positiveInteger, 7)
  .action(bench)
  .parseAsync();
