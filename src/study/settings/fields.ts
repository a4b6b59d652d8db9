import { z } from 'zod';
import { InputError } from '../../util/errors.ts';

const WHOLE = 'a whole number of 1 or more';
const NOT_NEGATIVE = 'a number of 0 or more';
const POSITIVE = 'a number above 0';
const SHARE = 'a share from 0 up to, not including, 1';
const UP_TO_ONE = 'a share from 0 to 1';
const PATH = 'a path';

/** A whole number of 1 or more. The text says what it is, for editors. */
export const count = (what: string) => z.int(WHOLE).min(1, WHOLE).describe(what);

/** A number of 0 or more. */
export const notNegative = (what: string) => z.number(NOT_NEGATIVE).min(0, NOT_NEGATIVE).describe(what);

/** A number above 0. */
export const positive = (what: string) => z.number(POSITIVE).gt(0, POSITIVE).describe(what);

/** A number from 0 up to, not including, 1. */
export const share = (what: string) => z.number(SHARE).min(0, SHARE).lt(1, SHARE).describe(what);

/** A number from 0 to 1. */
export const upToOne = (what: string) =>
  z.number(UP_TO_ONE).min(0, UP_TO_ONE).max(1, UP_TO_ONE).describe(what);

/** Yes or no. */
export const flag = (what: string) => z.boolean('true or false').describe(what);

/** A text that is not empty; `expected` names it in errors. */
export const text = (what: string, expected = 'a text') => z.string(expected).min(1, expected).describe(what);

/** A file or folder; relative ones are looked for beside the study file. */
export const path = (what: string) => text(what, PATH);

/** One of a few words. */
export const word = <const W extends readonly [string, ...string[]]>(what: string, words: W) =>
  z.literal(words, oneOf(words)).describe(what);

/** Where random numbers come from. */
export const seed = (what: string) => {
  const expected = 'a whole number from 0 to 4294967295';
  return z
    .int(expected)
    .min(0, expected)
    .max(2 ** 32 - 1, expected)
    .describe(what);
};

/** Settings by name: those that must be there, and those that may be. No others are allowed. */
export function settings<const R extends z.core.$ZodShape, const O extends z.core.$ZodShape>(
  what: string,
  required: R,
  optional: O,
) {
  const names = listed([...Object.keys(required), ...Object.keys(optional)], 'and');
  return z
    .strictObject(required, names === '' ? 'no settings' : `settings: ${names}`)
    .extend(z.object(optional).exactPartial().shape)
    .describe(what);
}

/**
 * One thing of several by its name, alone or with settings: `adam`, or `adam: {learningRate: 0.01}`. All options are
 * optional schemas; what comes out has exactly one key. `expected` names them in errors where they are too many.
 */
export function choice<const S extends Readonly<Record<string, z.ZodOptional>>>(
  what: string,
  options: S,
  expected = oneOf(Object.keys(options)),
) {
  const chosen = z
    .strictObject(options, expected)
    .refine((given) => Object.keys(given).length > 0, expected)
    .refine((given) => Object.keys(given).length < 2, `only one of ${listed(Object.keys(options), 'and')}`)
    .meta({ minProperties: 1, maxProperties: 1 });
  const byName = z
    .enum(Object.keys(options), expected)
    .transform((name): unknown => ({ [name]: {} }))
    .pipe(chosen);
  return z.union([byName, chosen], expected).describe(what);
}

/** Refuses, at their place in the file, settings from which `build` can build nothing. */
export function buildable<Given>(build: (given: Given) => unknown) {
  return (given: Given, context: z.core.$RefinementCtx<Given>): void => {
    if (context.issues.length > 0) return;
    try {
      build(given);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { complaint } = error;
      context.addIssue({ code: 'custom', message: complaint.expected, params: { complaint } });
    }
  };
}

/** "a, b or c". */
function listed(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

function oneOf(words: readonly string[]): string {
  return listed(words, 'or');
}
