import { invariant } from '../../util/errors.ts';

/** The keys of T that may be undefined. */
type Gaps<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** T with each key that may be undefined as one that may be missing. */
export type WithoutGaps<T> = Omit<T, Gaps<T>> & { readonly [K in Gaps<T>]?: Exclude<T[K], undefined> };

/** Whether a key that is there has a value. */
function isFilled<T extends object>(value: T): value is T & WithoutGaps<T> {
  return Object.values(value).every((entry) => entry !== undefined);
}

/** The object without the keys that are undefined: what a file does not say is not there. */
export function withoutGaps<T extends object>(value: T): WithoutGaps<T> {
  const filled = { ...value };
  for (const key in filled) if (filled[key] === undefined) delete filled[key];
  invariant(isFilled(filled), 'a gap remains');
  return filled;
}
