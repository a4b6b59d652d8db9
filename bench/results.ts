import type { Outcome, Refusal, Timing } from './measure.ts';
import { median, ratios, spread } from './statistics.ts';
import { flopsPerStep, specifications, type WorkloadName } from './workloads.ts';

/** A peer beside us on one workload. */
export interface Result {
  readonly workload: WorkloadName;
  readonly peer: string;
  readonly oursMs: number;
  readonly peerMs: number;
  /** Peer over ours: the median over the rounds, and its spread. */
  readonly ratio: number;
  readonly ratioLeast: number;
  readonly ratioMost: number;
  readonly oursPeakBytes: number;
  readonly peerPeakBytes: number;
  readonly oursGflops: number;
  readonly peerGflops: number;
  /** Parts of the machine's own matrix-product peak. */
  readonly oursShare: number;
  readonly peerShare: number;
  /** How the peer ran: threads, forms, environment. */
  readonly setting: string;
}

/** What one workload has given. */
export interface Comparison {
  readonly workload: WorkloadName;
  readonly timings: readonly Timing[];
  readonly refusals: readonly Refusal[];
  readonly results: readonly Result[];
}

/** Sets every peer beside us; `peak` is the machine's matrix product, in GFLOP/s. */
export function compare(workload: WorkloadName, outcomes: readonly Outcome[], peak: number): Comparison {
  const timings = outcomes.filter((outcome) => 'ms' in outcome);
  const refusals = outcomes.filter((outcome) => 'reason' in outcome);
  const ours = timings.find(({ name }) => name === 'ours');
  const peers = ours ? timings.filter((timing) => timing !== ours) : [];
  return {
    workload,
    timings,
    refusals,
    results: ours ? peers.map((peer) => resultOf(workload, ours, peer, peak)) : [],
  };
}

function resultOf(workload: WorkloadName, ours: Timing, peer: Timing, peak: number): Result {
  const { median: ratio, least, most } = spread(ratios(peer.ms, ours.ms));
  const [oursGflops, peerGflops] = [gflops(workload, ours), gflops(workload, peer)];
  return {
    workload,
    peer: peer.name,
    oursMs: median(ours.ms),
    peerMs: median(peer.ms),
    ratio,
    ratioLeast: least,
    ratioMost: most,
    oursPeakBytes: ours.peakBytes,
    peerPeakBytes: peer.peakBytes,
    oursGflops,
    peerGflops,
    oursShare: oursGflops / peak,
    peerShare: peerGflops / peak,
    setting: peer.note,
  };
}

/** GFLOP/s of a contender on a workload. */
export function gflops(workload: WorkloadName, { ms }: Timing): number {
  return flopsPerStep(specifications[workload]) / median(ms) / 1e6;
}
