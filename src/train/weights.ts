import type { Shape } from '../graph/index.ts';
import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';

/** The values of a model's weights by name, each in row-major order. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** The name and shape of a weight. */
interface Named {
  readonly name: string;
  readonly shape: Shape;
}

/**
 * Makes sure that weights are those of a model: none missing, none too many, each with the right number of values.
 *
 * @throws InputError that names those that are not.
 */
export function checkWeights(expected: readonly Named[], weights: Weights, where: string): void {
  const names = new Set(expected.map(({ name }) => name));
  const missing = [...names].filter((name) => !weights.has(name));
  const strange = [...weights.keys()].filter((name) => !names.has(name));
  check(missing.length + strange.length === 0, () => ({
    where,
    expected: `the model's ${names.size} weights`,
    received: [
      ...(missing.length > 0 ? [`nothing for ${listed(missing)}`] : []),
      ...(strange.length > 0 ? [`${listed(strange)}, which the model does not have`] : []),
    ].join(' and '),
    remedy: 'Are they from another architecture?',
  }));
  for (const { name, shape } of expected) {
    const length = weights.get(name)?.length;
    check(length === product(shape), () => ({
      where: `${where}, ${name}`,
      expected: `${product(shape)} values of shape [${shape.join(', ')}]`,
      received: `${length}`,
    }));
  }
}

/** At most so many names are written out. */
const LISTED = 5;

function listed(names: readonly string[]): string {
  const rest = names.length - LISTED;
  return names.slice(0, LISTED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
