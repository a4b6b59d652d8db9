import { median, ratios, type Spread, spread } from '../statistics.ts';
import { aligned, milliseconds, ratio } from '../table.ts';

/** One way in which a side does its work: what is special about it, and what takes so many milliseconds. */
export interface Way {
  readonly note: string;
  readonly run: () => Promise<number>;
}

/** Who competes, in several ways, of which the fastest counts. */
export interface Side {
  readonly name: string;
  readonly ways: readonly Way[];
}

/** What a side took, round by round. */
export interface Times {
  readonly name: string;
  readonly note: string;
  readonly ms: readonly number[];
}

/** How often each way is tried before. */
const TRIALS = 2;

/** Measures two sides in turn, round by round, each in its fastest way. */
export async function race(
  sides: readonly [Side, Side],
  rounds: number,
): Promise<[ours: Times, peer: Times]> {
  const [ours, peer] = [await fastest(sides[0]), await fastest(sides[1])];
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    times[0].push(await ours.run());
    times[1].push(await peer.run());
  }
  return [
    { name: sides[0].name, note: ours.note, ms: times[0] },
    { name: sides[1].name, note: peer.note, ms: times[1] },
  ];
}

async function fastest({ ways }: Side): Promise<Way> {
  let best: { readonly way: Way; readonly ms: number } | undefined;
  for (const way of ways) {
    const tried: number[] = [];
    for (let trial = 0; trial < TRIALS; trial++) tried.push(await way.run());
    const ms = Math.min(...tried);
    if (!best || ms < best.ms) best = { way, ms };
  }
  if (!best) throw new Error('internal: a side without a way');
  return best.way;
}

/** Peer over ours, and whether that is as fast as it shall be. */
export interface Verdict {
  readonly ratio: Spread;
  readonly reached: boolean;
}

/** @param least what peer over ours shall be at least */
export function judge([ours, peer]: readonly [Times, Times], least: number): Verdict {
  const over = spread(ratios(peer.ms, ours.ms));
  return { ratio: over, reached: over.median >= least };
}

/** A table for the terminal. */
export function table(title: string, times: readonly [Times, Times], { ratio: over }: Verdict): string {
  const header = ['', 'ms', 'ratio to ours', 'spread'];
  const cells = [ratio(over.median), `${ratio(over.least)} to ${ratio(over.most)}`];
  const rows = times.map(({ name, ms }, i) => [
    name,
    milliseconds(median(ms)),
    ...(i === 1 ? cells : ['', '']),
  ]);
  const notes = times.map(({ name, note }) => `  ${name}: ${note}`);
  return [title, ...aligned([header, ...rows]), ...notes].join('\n');
}
