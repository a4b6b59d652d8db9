import type { Shape } from '../graph/index.ts';
import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';

/** The values of a model's weights by name, each in row-major order. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** A weight's name and shape. */
export interface WeightType {
  readonly name: string;
  readonly shape: Shape;
}

/**
 * Makes sure that weights are those of a model: none missing, none unknown, each with the right number of values.
 *
 * @throws InputError that names those that are not.
 */
export function checkWeights(expected: readonly WeightType[], weights: Weights, where: string): void {
  checkNames(expected, [...weights.keys()], where);
  checkEach(expected, where, ({ name, shape }) => {
    const length = weights.get(name)?.length;
    return length === product(shape) ? undefined : `${length} values`;
  });
}

/** Makes sure that exactly the expected weights are there. */
export function checkNames(
  expected: readonly WeightType[],
  received: readonly string[],
  where: string,
): void {
  const names = new Set(expected.map(({ name }) => name));
  const missing = [...names].filter((name) => !received.includes(name));
  const unknown = received.filter((name) => !names.has(name));
  const parts = [
    ...(missing.length > 0 ? [`${listed(missing)} missing`] : []),
    ...(unknown.length > 0 ? [`${listed(unknown)} unknown`] : []),
  ];
  check(parts.length === 0, () => ({
    where,
    expected: `the model's ${names.size} weights`,
    received: parts.join(' and '),
    remedy: 'They belong to another architecture, or to layers of other names.',
  }));
}

/** Complains of all weights that are not as they should be; `fault` says how one is instead. */
export function checkEach(
  expected: readonly WeightType[],
  where: string,
  fault: (weight: WeightType) => string | undefined,
): void {
  const faults = expected.flatMap((weight) => {
    const found = fault(weight);
    return found === undefined ? [] : [`${found} for ${weight.name} [${weight.shape.join(', ')}]`];
  });
  check(faults.length === 0, () => ({
    where,
    expected: "weights of the model's shapes",
    received: listed(faults),
  }));
}

/** At most so many are written out. */
const LISTED = 5;

function listed(all: readonly string[]): string {
  const rest = all.length - LISTED;
  return all.slice(0, LISTED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
