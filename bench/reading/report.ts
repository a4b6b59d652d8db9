import { median, ratios, type Spread, spread } from '../statistics.ts';
import { aligned, milliseconds, ratio } from '../table.ts';
import type { ReadTime } from './protocol.ts';
import type { Timing } from './race.ts';
import { type WorkloadName, workloads } from './workloads.ts';

/** The peer beside us on one workload; ratios are peer over ours, pair by pair. */
export interface Result {
  readonly workload: WorkloadName;
  /** Whether both have read into the memory of the time before. */
  readonly kept: boolean;
  readonly ours: Timing;
  readonly peer: Timing;
  readonly wall: Spread;
  readonly cpu: Spread;
  /** Whether both have read the same. */
  readonly same: boolean;
}

/** Sets the peer beside us. */
export function compare(workload: WorkloadName, kept: boolean, [ours, peer]: readonly Timing[]): Result {
  if (!ours || !peer) throw new Error('internal: one to compare is missing');
  const over = (of: (time: ReadTime) => number) => spread(ratios(peer.rounds.map(of), ours.rounds.map(of)));
  return {
    workload,
    kept,
    ours,
    peer,
    wall: over(({ ms }) => ms),
    cpu: over(({ cpuMs }) => cpuMs),
    same: ours.values.count === peer.values.count && ours.values.sha256 === peer.values.sha256,
  };
}

const header = ['', 'ms', 'ratio to ours', 'spread', 'CPU ms', 'ratio', 'spread', 'memory', 'sum', 'SHA-256'];

/** A workload's measurements as a table for the terminal. */
export function table({ workload, kept, ours, peer, wall, cpu, same }: Result): string {
  return [
    `${workload}: ${workloads[workload].title}, into ${kept ? 'memory at hand' : 'new memory'}`,
    ...aligned([header, row(ours), row(peer, wall, cpu)]),
    ...[ours, peer].map(({ name, note }) => `  ${name}: ${note}`),
    ...(same ? [] : ['  They have not read the same values.']),
  ].join('\n');
}

function row({ name, rounds, peakBytes, values }: Timing, wall?: Spread, cpu?: Spread): string[] {
  return [
    name,
    milliseconds(median(rounds.map(({ ms }) => ms))),
    ...cells(wall),
    milliseconds(median(rounds.map(({ cpuMs }) => cpuMs))),
    ...cells(cpu),
    `${Math.round(peakBytes / 2 ** 20)} MiB`,
    values.sum.toPrecision(9),
    values.sha256.slice(0, 8),
  ];
}

function cells(over: Spread | undefined): string[] {
  return over ? [ratio(over.median), `${ratio(over.least)} to ${ratio(over.most)}`] : ['', ''];
}
