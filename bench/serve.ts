import { readFileSync } from 'node:fs';
import { cpuUsage, resourceUsage, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { messageOf } from '../src/util/errors.ts';
import { type Request, request, type Steps } from './protocol.ts';

/** A workload that is ready to run: weights initialized, batches in memory. */
export interface Workload {
  /** The number of weights and biases. */
  readonly parameters: number;
  /** One training step on the next batch; gives the loss before the update. */
  step(): Promise<number>;
  /** What else must agree among contenders, of the last step. */
  probe?(): Promise<number[]>;
}

/** What a contender written in TypeScript can do. */
export interface Offer {
  /** How each workload is made ready, by name. Those missing cannot be run. */
  readonly workloads: Readonly<Record<string, () => Promise<Workload>>>;
  /** GFLOP/s of a 1024³ float32 matrix product. */
  readonly peak?: () => Promise<number>;
}

/** Answers the requests on standard input until it ends, as a contender's whole program. */
export async function serve(offer: Offer): Promise<void> {
  const respond = responder(offer);
  const answerTo = async (line: string) => respond(request.parse(JSON.parse(line)));
  let before = cpuMs();
  for await (const line of createInterface({ input: stdin })) {
    const idleCpuMs = cpuMs() - before;
    const answer = await answerTo(line).catch((thrown: unknown) => ({ error: messageOf(thrown) }));
    stdout.write(`${JSON.stringify({ ...answer, idleCpuMs })}\n`);
    before = cpuMs();
  }
  process.exit(0);
}

function responder({ workloads, peak }: Offer) {
  let loaded: Workload | undefined;
  const load = async (name: string) => {
    const make = workloads[name];
    if (!make) throw new Error(`has no workload ${name}`);
    loaded = await make();
    return loaded;
  };
  return async (asked: Request): Promise<object> => {
    if (asked.cmd === 'load') return { parameters: (await load(asked.workload)).parameters };
    if (asked.cmd === 'memory') return { peakBytes: peakBytes() };
    if (asked.cmd === 'peak' && peak) return { gflops: await peak() };
    if (asked.cmd === 'run' && loaded) return run(loaded, asked.steps);
    throw new Error(`cannot ${asked.cmd}`);
  };
}

async function run(workload: Workload, steps: number): Promise<Omit<Steps, 'idleCpuMs'>> {
  const ms: number[] = [];
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    losses.push(await workload.step());
    ms.push(performance.now() - start);
  }
  return { ms, losses, probe: (await workload.probe?.()) ?? [] };
}

function cpuMs(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1000;
}

/** The peak of the resident set. Linux's `maxRSS` would count the parent's memory before exec, too. */
export function peakBytes(): number {
  try {
    const line = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    if (line) return Number(line[1]) * 1024;
  } catch {
    // not Linux
  }
  return resourceUsage().maxRSS * 1024;
}
