import { product } from '../../util/arrays.ts';
import { check, InputError } from '../../util/errors.ts';
import type { Tensor } from '../tensor.ts';
import { formatShape } from '../tensor.ts';
import { reshape, transpose } from './shape.ts';

/**
 * Splits, reorders and merges axes as a pattern says: names for the axes before and after the arrow, parentheses
 * around those that share one axis, `1` for an axis of size 1 (Rogozhnikov 2022, "Einops"). Sizes that do not
 * follow from the shape are given by name.
 *
 * @throws InputError when pattern, sizes and shape do not fit.
 * @example rearrange(x, 'b c (h p) (w q) -> b (p q c) h w', { p: 2, q: 2 }) // space to depth
 */
export function rearrange(x: Tensor, pattern: string, sizes: Readonly<Record<string, number>> = {}): Tensor {
  const [from, to] = pattern.split('->').map(parseAxes);
  if (!from || !to || from.length !== x.rank) throw misfit(x, pattern, sizes);
  const size = axisSizes(x, from, new Map(Object.entries(sizes)), () => misfit(x, pattern, sizes));
  const sizeOfName = (name: string) => size.get(name) ?? Number.NaN;
  // Axes of size 1 take no part in the reordering, which then more often is none.
  const before = from.flat().filter((name) => sizeOfName(name) !== 1);
  const after = to.flat().filter((name) => sizeOfName(name) !== 1);
  const permutation = after.map((name) => before.indexOf(name));
  check(
    before.length === after.length && new Set(permutation).size === after.length && !permutation.includes(-1),
    () => misfit(x, pattern, sizes).complaint,
  );
  const split = reshape(x, before.map(sizeOfName));
  return reshape(
    transpose(split, permutation),
    to.map((group) => product(group.map(sizeOfName))),
  );
}

/** `b (h p) 1` as [['b'], ['h', 'p'], []]. */
function parseAxes(side: string): string[][] {
  return (side.match(/\([^()]*\)|\w+/g) ?? []).map((token) => token.match(/[a-z]\w*/gi) ?? []);
}

function axisSizes(
  x: Tensor,
  groups: readonly (readonly string[])[],
  known: Map<string, number>,
  misfitting: () => InputError,
): Map<string, number> {
  groups.forEach((group, axis) => {
    const total = x.shape[axis] ?? 1;
    const [free, ...others] = group.filter((name) => !known.has(name));
    const rest = product(group.map((name) => known.get(name) ?? 1));
    if (others.length > 0 || (free === undefined ? rest !== total : total % rest !== 0)) throw misfitting();
    if (free !== undefined) known.set(free, total / rest);
  });
  return known;
}

function misfit(x: Tensor, pattern: string, sizes: Readonly<Record<string, number>>): InputError {
  return new InputError({
    where: 'rearrange',
    expected: `a tensor that fits "${pattern}" with ${JSON.stringify(sizes)}, each axis named once on either side`,
    received: `shape ${formatShape(x.shape)}`,
  });
}
