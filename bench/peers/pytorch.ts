import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { InputError, messageOf, present } from '../../src/util/errors.ts';
import { Contender } from '../contender.ts';
import type { Command } from '../conversation.ts';
import type { Entrant, Entry } from '../entrant.ts';
import type { WorkloadName } from '../workloads.ts';

/** Interpreters that may know PyTorch, the likeliest first. */
const interpreters = [
  ...['VIRTUAL_ENV', 'CONDA_PREFIX'].flatMap((name) => {
    const folder = process.env[name];
    return folder ? [`${folder}/bin/python3`] : [];
  }),
  'python3',
  '/usr/bin/python3',
  '/usr/local/bin/python3',
  '/opt/homebrew/bin/python3',
  'python',
];

async function interpreterWithTorch(): Promise<string> {
  for (const file of interpreters) {
    const found = await promisify(execFile)(file, ['-c', 'import torch, numpy']).catch(() => undefined);
    if (found) return file;
  }
  throw new InputError({
    where: 'bench',
    expected: 'a Python interpreter that imports torch',
    received: `none among ${interpreters.join(', ')}`,
    remedy: 'On Debian: apt install python3-torch libopenblas0-pthread.',
  });
}

/** Variables that choose OpenBLAS's kernels; without them it looks at the processor itself. */
const kernels = ['OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE'];

interface Environment {
  readonly note: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The environments worth a trial: OpenBLAS with its own threads or without, its kernels as given or its own choice. */
function environments(given: NodeJS.ProcessEnv): Environment[] {
  const chosen = kernels.filter((name) => given[name] !== undefined);
  const free = Object.fromEntries(Object.entries(given).filter(([name]) => !kernels.includes(name)));
  const bases = [{ note: '', env: given }];
  if (chosen.length > 0) bases.push({ note: `without ${chosen.join(' and ')}`, env: free });
  return bases.flatMap(({ note, env }) => [
    {
      note: ['OPENBLAS_NUM_THREADS=1', note].filter(Boolean).join(' '),
      env: { ...env, OPENBLAS_NUM_THREADS: '1' },
    },
    { note, env },
  ]);
}

/** A process in one of the environments, which tries its settings. */
interface Trial {
  readonly note: string;
  readonly command: Command;
  readonly contender: Contender;
  readonly gflops: number;
}

/** A trial, or undefined where its matrix products come out wrong. */
async function begin(command: Command, note: string): Promise<Trial | undefined> {
  const contender = new Contender(command);
  try {
    return { note, command, contender, ...(await contender.peak()) };
  } catch (thrown) {
    contender.close();
    console.error(`pytorch ${note}: not used, ${messageOf(thrown)}`);
    return undefined;
  }
}

/** PyTorch at its best: every environment times its settings, and the fastest enters. */
export class PyTorch implements Entrant {
  readonly name = 'pytorch';
  /** GFLOP/s of a matrix product in the best environment. */
  readonly gflops: number;
  readonly #trials: readonly Trial[];

  private constructor(trials: readonly Trial[]) {
    this.#trials = trials;
    this.gflops = Math.max(...trials.map((trial) => trial.gflops));
  }

  /** Looks for an interpreter, and starts a trial in each environment in which matrix products come out right. */
  static async find(): Promise<PyTorch> {
    const file = await interpreterWithTorch();
    const args = ['-B', fileURLToPath(new URL('pytorch/main.py', import.meta.url)), '--serve'];
    const trials: Trial[] = [];
    for (const { note, env } of environments(process.env)) {
      const trial = await begin({ file, args, env }, note);
      if (trial) trials.push(trial);
    }
    return new PyTorch(trials);
  }

  async enter(workload: WorkloadName): Promise<Entry> {
    const entries: (Entry & { ms: number })[] = [];
    for (const { note, command, contender } of this.#trials) {
      const { setting, ms } = await contender.tune(workload);
      const chosen = Object.entries(setting).map(([key, value]) => `${key} ${value}`);
      entries.push({ command, setting, ms, note: [...chosen, note].filter(Boolean).join('; ') });
    }
    return present(entries.toSorted((a, b) => a.ms - b.ms)[0], 'environment of PyTorch');
  }

  close(): void {
    for (const { contender } of this.#trials) contender.close();
  }
}
