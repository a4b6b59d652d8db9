import { z } from 'zod';

/** How much is added or cut on both sides of each spatial axis. */
export type Borders = readonly (readonly [before: number, after: number])[];

/**
 * The option for borders of images with `rank` spatial axes: one number for all sides, one for each axis, or a
 * pair [before, after] for each axis.
 */
export function bordersOption(rank: number) {
  const expected = `a whole number of 0 or more, ${rank} of them, or ${rank} pairs [before, after]`;
  const size = z.int().min(0, expected);
  const side = z.union([size, z.tuple([size, size])], expected);
  return z.union([size, z.array(side).length(rank, expected)], expected).transform((given): Borders => {
    const sides = typeof given === 'number' ? Array.from({ length: rank }, () => given) : given;
    return sides.map((one) => (typeof one === 'number' ? [one, one] : one));
  });
}
