import { z } from 'zod';
import { arrayPlace } from '../../../data/reading/array-place.ts';
import { defineReaderTask } from '../../../data/reading/reader-task.ts';
import { combineCoils } from '../../../reconstruct/combine-coils.ts';
import { openKspace } from '../../../reconstruct/kspace/kspace-file.ts';
import { product } from '../../../util/arrays.ts';
import { check } from '../../../util/errors.ts';

/** An image of raw k-space, without more ado. */
export interface ZeroFilled {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** How many slices there are. */
  readonly slices: number;
  readonly spacing?: readonly [rows: number, columns: number];
  /** What was assumed, in a sentence each. */
  readonly notes: readonly string[];
}

/** More numbers of one slice are not read: coils, rows, columns, two for each value. */
const MOST_NUMBERS = 2 ** 27;

/**
 * The root of the sum of squares of the coils' images, of one slice of k-space; what was not measured taken as 0. Axes
 * with several entries that are no slices are taken at their first.
 */
export const zeroFilled = defineReaderTask({
  name: 'zero-filled',
  argument: arrayPlace.extend({
    slice: z.number().int().nonnegative(),
    at: z.record(z.string(), z.number()).optional(),
  }),
  result: z.custom<ZeroFilled>(
    (value) => z.looseObject({ values: z.instanceof(Float32Array) }).safeParse(value).success,
  ),
  async run({ path, root, member, slice, at }, context): Promise<ZeroFilled> {
    const scan = await openKspace(context.open({ path, root }), { member, at });
    try {
      const numbers = product(scan.shape);
      check(slice < scan.slices && numbers <= MOST_NUMBERS, () => ({
        where: path,
        expected: `a slice from 0 to ${scan.slices - 1}, of at most ${MOST_NUMBERS} numbers`,
        received: `slice ${slice} of ${numbers} numbers`,
      }));
      context.allow(6 * 8 * numbers);
      const kspace = await scan.read(slice);
      context.progress();
      const { data, shape } = combineCoils(kspace, undefined);
      const { row, column } = scan.spacing;
      return {
        values: data,
        rows: shape[1] ?? 1,
        columns: shape[2] ?? 1,
        slices: scan.slices,
        ...(row && column && { spacing: [row, column] as const }),
        notes: scan.notes,
      };
    } finally {
      scan.close();
    }
  },
});
