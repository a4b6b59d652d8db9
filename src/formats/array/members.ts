import { product } from '../../util/arrays.ts';
import { check, InputError } from '../../util/errors.ts';
import type { Member } from './array-file.ts';

/** How many names an error lists. */
const MOST_NAMES = 8;

/**
 * The member of a file that is to be opened: the one asked for, else the largest, the first of several.
 *
 * @throws InputError where there is no such one, or none at all; `reason` says why.
 */
export function chosenMember<T extends Member>(
  members: readonly T[],
  wanted: string | undefined,
  where: string,
  reason = 'none',
): T {
  const [first] = members;
  if (!first) throw new InputError({ where, expected: 'an array of numbers', received: reason });
  if (wanted === undefined)
    return members.reduce((a, b) => (product(b.shape) > product(a.shape) ? b : a), first);
  const found = members.find(({ name }) => name === wanted);
  check(found !== undefined, () => ({
    where,
    expected: `a member called ${JSON.stringify(wanted)}`,
    received: namesOf(members),
  }));
  return found;
}

function namesOf(members: readonly Member[]): string {
  const names = members.slice(0, MOST_NAMES).map(({ name }) => name);
  return `${names.join(', ')}${members.length > MOST_NAMES ? ` and ${members.length - MOST_NAMES} more` : ''}`;
}
