import type { ReconstructionItems } from '../../reconstruct/dataset/reconstruction-items.ts';
import {
  cgSense,
  type Method,
  totalGeneralizedVariation,
  totalVariation,
  tune,
  type ValidationCase,
  waveletRegularization,
  zeroFilled,
} from '../../reconstruct/index.ts';
import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { Surroundings } from '../train-repetition.ts';
import type { BaselineName } from './baseline-names.ts';
import type { ReadyMethod } from './reconstruct-cases.ts';

const DEFAULTS: readonly BaselineName[] = ['zero-filled', 'sense', 'tv'];

const LABELS: Readonly<Record<BaselineName, string>> = {
  'zero-filled': 'zero-filled',
  sense: 'CG-SENSE',
  tv: 'total variation',
  tgv: 'TGV',
  wavelet: 'wavelets',
};

/** What is compared with, and on how many slices it is tuned. */
export interface BaselineSettings {
  readonly baselines?: readonly BaselineName[] | undefined;
  readonly tuningSlices?: number | undefined;
}

/**
 * Classical methods with their regularization chosen on the validation part, by NRMSE: a baseline that was not tuned is
 * not a baseline.
 *
 * @throws InputError where there is no validation part.
 */
export async function tunedBaselines(
  validation: ReconstructionItems | undefined,
  { baselines, tuningSlices = 3 }: BaselineSettings,
  { device, threads, signal, onReconstruction }: Surroundings,
): Promise<ReadyMethod[]> {
  const hasMaps = validation?.layout.hasMaps ?? false;
  const names = baselines ?? DEFAULTS.filter((name) => hasMaps || name === 'zero-filled');
  const cases = validation ? await casesOf(validation, tuningSlices) : [];
  const ready: ReadyMethod[] = [];
  for (const name of names) {
    const method = methodOf(name, { device, threads });
    checkSuits(method, hasMaps, cases);
    const onTrial = (trial: number) => {
      signal?.throwIfAborted();
      onReconstruction?.(`tuning ${LABELS[name]}`, trial, 0);
    };
    ready.push(await tuned(name, method, cases, onTrial));
  }
  return ready;
}

async function tuned(
  name: BaselineName,
  method: Method,
  cases: readonly ValidationCase[],
  onTrial: (trial: number) => void,
): Promise<ReadyMethod> {
  const plain = { name, label: LABELS[name], method };
  if (method.tunable.length === 0) return plain;
  let trials = 0;
  const { parameters, score, warnings } = await tune(method, cases, { onTrial: () => onTrial(++trials) });
  return { ...plain, parameters, tuning: { slices: cases.length, nrmse: score, warnings } };
}

function methodOf(name: BaselineName, execution: Pick<Surroundings, 'device' | 'threads'>): Method {
  if (name === 'sense') return cgSense(execution);
  if (name === 'tv') return totalVariation(execution);
  if (name === 'tgv') return totalGeneralizedVariation(execution);
  return name === 'wavelet' ? waveletRegularization(execution) : zeroFilled();
}

/** Slices spread evenly over the part. */
async function casesOf(part: ReconstructionItems, most: number): Promise<ValidationCase[]> {
  const count = Math.min(most, part.count);
  const items = range(count).map((i) => Math.floor(((i + 0.5) * part.count) / count));
  const cases: ValidationCase[] = [];
  for (const item of items) cases.push(await part.acquisition(item));
  return cases;
}

function checkSuits(method: Method, hasMaps: boolean, cases: readonly ValidationCase[]): void {
  check(method.tunable.length === 0 || cases.length > 0, () => ({
    where: 'split',
    expected: `a validation part, on which ${method.name} is tuned`,
    received: 'none',
    remedy: 'Give a share for validation, or compare with evaluation: { baselines: [zero-filled] }.',
  }));
  check(hasMaps || !method.needsMaps, () => ({
    where: 'evaluation, baselines',
    expected: 'zero-filled, where there are no sensitivities',
    received: method.name,
    remedy: 'Take maps: espirit.',
  }));
}
