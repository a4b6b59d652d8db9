import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../src/util/errors.ts';
import { Contender } from './contender.ts';
import type { Entrant } from './entrant.ts';
import type { Steps } from './protocol.ts';
import { disagreement, median } from './statistics.ts';
import { specifications, type WorkloadName } from './workloads.ts';

/** What was measured of one contender. */
export interface Timing {
  readonly name: string;
  readonly note: string;
  /** The median time of a step in each round, in milliseconds. */
  readonly ms: readonly number[];
  /** The most memory the process has occupied, in bytes. */
  readonly peakBytes: number;
  /** The largest share of one core that the process burned while others were measured. */
  readonly idleShare: number;
}

/** A contender that cannot run a workload, and why. */
export interface Refusal {
  readonly name: string;
  readonly reason: string;
  /** It ran, but computed something else: a defect of the bench or the contender. */
  readonly wrong: boolean;
}

export type Outcome = Timing | Refusal;

/** Times are taken for so long a round, and a slow contender's rounds for so long in all, in milliseconds. */
const duration = { round: 300, rounds: 6000, pause: 150 };

/** Losses may differ by so much, relatively: rounding, amplified by a few steps of Adam. */
const tolerance = 1e-3;

/** A contender that is ready, and what has been measured of it. */
interface Racer {
  readonly name: string;
  readonly note: string;
  readonly contender: Contender;
  /** Its first steps, from the common initial weights on the common batches. */
  readonly first: Steps;
  /** Steps a round, and rounds. */
  readonly steps: number;
  readonly rounds: number;
  readonly ms: number[];
  idleSince: number;
  idleShare: number;
}

/** Measures the contenders in turn, round by round, so that what disturbs the machine disturbs all alike. */
export async function measure(
  workload: WorkloadName,
  entrants: readonly Entrant[],
  rounds: number,
): Promise<Outcome[]> {
  const racers: Racer[] = [];
  const outcomes: Outcome[] = [];
  try {
    for (const entrant of entrants) {
      const racer = await ready(entrant, workload, rounds).catch((thrown: unknown) => messageOf(thrown));
      if (typeof racer !== 'string') racers.push(racer);
      else outcomes.push({ name: entrant.name, reason: racer, wrong: false });
    }
    outcomes.push(...disqualified(racers));
    const fair = racers.filter(({ name }) => !outcomes.some((outcome) => outcome.name === name));
    for (let round = 0; round < rounds; round++) await raceOnce(fair, round);
    for (const racer of fair) outcomes.push(await timing(racer));
    return outcomes;
  } finally {
    for (const { contender } of racers) contender.close();
  }
}

/** Starts a contender, takes its first steps and warms it up. */
async function ready(entrant: Entrant, workload: WorkloadName, rounds: number): Promise<Racer> {
  const { batches } = specifications[workload];
  const { command, setting, note } = await entrant.enter(workload);
  const contender = new Contender(command);
  try {
    await contender.load(workload, setting);
    const first = joined(await contender.run(1), await contender.run(batches - 1));
    const stepMs = median((await contender.run(2)).ms);
    const steps = Math.max(1, Math.ceil(duration.round / stepMs));
    const affordable = Math.max(2, Math.floor(duration.rounds / (steps * stepMs)));
    const planned = { steps, rounds: Math.min(rounds, affordable) };
    const idle = { idleSince: performance.now(), idleShare: 0 };
    return { name: entrant.name, note, contender, first, ...planned, ms: [], ...idle };
  } catch (thrown) {
    contender.close();
    throw thrown;
  }
}

/** Two runs as one. */
function joined(a: Steps, b: Steps): Steps {
  return { ...b, ms: [...a.ms, ...b.ms], losses: [...a.losses, ...b.losses] };
}

/** Those whose first losses, or gradients, differ from PyTorch's, or from the first contender's where it is missing. */
function disqualified(racers: readonly Racer[]): Refusal[] {
  const reference = racers.find(({ name }) => name === 'pytorch') ?? racers[0];
  if (!reference) return [];
  return racers.flatMap(({ name, first }) => {
    const losses = first.losses.map((loss, i) =>
      disagreement([loss], reference.first.losses.slice(i, i + 1)),
    );
    const most = Math.max(...losses, disagreement(first.probe, reference.first.probe));
    if (most <= tolerance) return [];
    const reason = `computes something else than ${reference.name}: ${most.toPrecision(2)} apart`;
    return [{ name, reason, wrong: true }];
  });
}

/** One round: each contender in turn, after a pause in which the threads of the one before fall asleep. */
async function raceOnce(racers: readonly Racer[], round: number): Promise<void> {
  for (const racer of racers.filter(({ rounds }) => round < rounds)) {
    await sleep(duration.pause);
    const idleMs = performance.now() - racer.idleSince;
    const { ms, idleCpuMs } = await racer.contender.run(racer.steps);
    racer.ms.push(median(ms));
    racer.idleShare = Math.max(racer.idleShare, idleCpuMs / idleMs);
    racer.idleSince = performance.now();
  }
}

async function timing({ name, note, ms, idleShare, contender }: Racer): Promise<Timing> {
  const { peakBytes } = await contender.memory();
  return { name, note, ms, idleShare, peakBytes };
}
