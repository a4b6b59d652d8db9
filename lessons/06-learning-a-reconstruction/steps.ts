/** One method less the one before it, subject by subject: `node lessons/06-learning-a-reconstruction/steps.ts RUN [UNET-RUN]`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mean, pairedBootstrap } from 'echotrain/evaluate';
import type { RepetitionResult } from 'echotrain/study';
import { isStarted } from '../started.ts';

/** All methods of a study on the same subjects. */
export type Comparison = NonNullable<RepetitionResult['comparison']>;

/** How much one method is better than another, in dB of PSNR: the mean over subjects and its 95 % interval. */
export interface Step {
  readonly label: string;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** What a study has left in its folder. */
export function comparisonOf(run: string): Comparison {
  const result: { repetitions: readonly RepetitionResult[] } = JSON.parse(
    readFileSync(join(run, 'result.json'), 'utf8'),
  );
  const comparison = result.repetitions[0]?.comparison;
  if (!comparison) throw new Error(`${run} is no reconstruction`);
  return comparison;
}

/** Each method of a comparison less the one before it. */
export function stepsOf(comparison: Comparison): Step[] {
  const { methods } = comparison;
  return methods.slice(1).map((method, i) => {
    const before = methods[i] ?? method;
    const label = `${shortName(method.label)} less ${shortName(before.label)}`;
    return step(label, psnrOf(comparison, method.name), psnrOf(comparison, before.name));
  });
}

/** The networks of two studies of the same subjects, the first less the second. */
export function networksStep(first: Comparison, second: Comparison): Step {
  const names = ({ cases }: Comparison) => cases.map(({ subject }) => subject).join();
  if (names(first) !== names(second)) throw new Error('these are other subjects');
  const label = ({ methods }: Comparison) => methods.find(({ name }) => name === 'network')?.label;
  const name = `${shortName(label(first))} less ${shortName(label(second))}`;
  return step(name, psnrOf(first, 'network'), psnrOf(second, 'network'));
}

/** Names that fit beside a figure. */
function shortName(label = ''): string {
  return label
    .replace('variational network', 'VN')
    .replace('fastmri unet', 'U-Net')
    .replace('total variation', 'TV');
}

function psnrOf({ cases }: Comparison, method: string): number[] {
  return cases.map(({ quality }) => quality[method]?.psnr ?? Number.NaN);
}

function step(label: string, better: readonly number[], worse: readonly number[]): Step {
  const meanOf = (values: readonly number[]) => (items: Uint32Array) =>
    mean(Array.from(items, (item) => values[item] ?? Number.NaN));
  const options = { items: better.length, seed: 1 };
  const { difference } = pairedBootstrap(meanOf(better), meanOf(worse), options);
  const { estimate, lower, upper } = difference;
  return { label, estimate, lower, upper };
}

/** Means, and steps, for people. */
export function describe(comparison: Comparison, unet?: Comparison): string {
  const number = (value = Number.NaN, digits: number, width: number) => value.toFixed(digits).padStart(width);
  const means = ({ methods, means: all }: Comparison) =>
    methods.map(({ name, label }) => {
      const { psnr, ssim, nrmse } = all[name] ?? {};
      return label.padEnd(22) + number(psnr, 2, 9) + number(ssim, 3, 9) + number(nrmse, 3, 9);
    });
  const steps = [...stepsOf(comparison), ...(unet ? [networksStep(comparison, unet)] : [])];
  return [
    `${comparison.cases.length} test subjects         PSNR/dB     SSIM    NRMSE`,
    ...means(comparison),
    ...(unet ? means(unet).slice(-1) : []),
    '',
    ...steps.map(
      ({ label, estimate, lower, upper }) =>
        `${label}: ${estimate.toFixed(2)} dB (${lower.toFixed(2)} to ${upper.toFixed(2)})`,
    ),
  ].join('\n');
}

if (isStarted(import.meta)) {
  const [, , run, unetRun] = process.argv;
  if (run === undefined) throw new Error('say which run');
  console.log(describe(comparisonOf(run), unetRun === undefined ? undefined : comparisonOf(unetRun)));
}
