import { check, InputError } from '../util/errors.ts';
import type { DeviceName } from './session.ts';

/** What an examination found: the time of a trial step, or why the device cannot be used and what to do about it. */
export type Verdict =
  | { readonly stepMs: number }
  | { readonly failure: string; readonly remedy?: string | undefined };

/** Whether something that another process or a file said is a verdict. */
export function isVerdict(said: unknown): said is Verdict {
  if (typeof said !== 'object' || said === null) return false;
  if ('stepMs' in said) return typeof said.stepMs === 'number';
  return 'failure' in said && typeof said.failure === 'string';
}

/** A place with devices to choose from. */
export interface Candidates<Name extends DeviceName> {
  /** What is there everywhere. */
  readonly baseline: Name;
  /** What may be faster where it is there. */
  readonly accelerators: readonly Name[];
  /** How the baseline is described, e.g. by its number of threads. */
  readonly description: string;
  readonly examine: (name: Name) => Promise<Verdict>;
}

/** A device, and in one sentence why this one. */
export interface Choice<Name extends DeviceName> {
  readonly name: Name;
  readonly reason: string;
}

/** A number of threads in words. */
export function threadCount(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

/** An accelerator is worth its trouble when it is this many times as fast as the baseline. */
const WORTH = 1.5;

/**
 * Chooses the device that is asked for, or with `'auto'` the fastest that passes its examination: an accelerator
 * where it is clearly faster than the baseline. Software that poses as a graphics card is not.
 *
 * @throws InputError when the device asked for does not exist or fails, or nothing passes.
 */
export async function choose<Name extends DeviceName>(
  preference: string,
  candidates: Candidates<Name>,
): Promise<Choice<Name>> {
  const { baseline, accelerators, description } = candidates;
  if (preference === 'auto') return chooseFastest(candidates);
  const name = [baseline, ...accelerators].find((candidate) => candidate === preference);
  check(name !== undefined, () => ({
    where: 'device',
    expected: ['auto', baseline, ...accelerators].join(', '),
    received: `"${preference}"`,
  }));
  required(name, await candidates.examine(name));
  return { name, reason: `${name}: ${name === baseline ? description : 'asked for'}` };
}

async function chooseFastest<Name extends DeviceName>(candidates: Candidates<Name>): Promise<Choice<Name>> {
  const { baseline, accelerators, description, examine } = candidates;
  const trials: { name: Name; verdict: Verdict }[] = [];
  for (const name of accelerators) trials.push({ name, verdict: await examine(name) });
  const baselineMs = required(baseline, await examine(baseline));
  const speeds = trials.flatMap(({ name, verdict }) =>
    'stepMs' in verdict ? [{ name, speed: baselineMs / verdict.stepMs }] : [],
  );
  const best = speeds.toSorted((a, b) => b.speed - a.speed).find(({ speed }) => speed >= WORTH);
  const chosen = best ?? { name: baseline, speed: 1 };
  const merit = best ? `${times(best.speed)} as fast as ${baseline}` : description;
  const unused = trials
    .filter(({ name }) => name !== chosen.name)
    .map(
      ({ name, verdict }) =>
        `${name} not used: ${shortcoming(verdict, chosen.name, baselineMs / chosen.speed)}`,
    );
  return { name: chosen.name, reason: [`${chosen.name}: ${merit}`, ...unused].join('; ') };
}

/** Why a device was not chosen: its failure, or how it compares with the one that was. */
function shortcoming(verdict: Verdict, chosen: DeviceName, chosenMs: number): string {
  if (!('stepMs' in verdict)) return verdict.failure;
  const ratio = verdict.stepMs / chosenMs;
  return ratio > 1 ? `${times(ratio)} slower than ${chosen}` : `hardly faster than ${chosen}`;
}

function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)} times`;
}

/** The trial step's time of a device that must pass. */
function required(name: DeviceName, verdict: Verdict): number {
  if ('stepMs' in verdict) return verdict.stepMs;
  throw new InputError({
    where: `device ${name}`,
    expected: 'one that is there and passes its self-check',
    received: verdict.failure,
    ...(verdict.remedy !== undefined && { remedy: verdict.remedy }),
  });
}
