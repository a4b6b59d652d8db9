import type { ShapedArray } from '../imaging/shaped-array.ts';
import { sameItems } from '../util/arrays.ts';
import { check } from '../util/errors.ts';

/** One slice as it was measured. */
export interface Acquisition {
  /** [coil, 2, row, column]; what the mask leaves out does not count. */
  readonly kspace: ShapedArray;
  /** 1 where sampled, else 0: [row, column], or [1, column] for whole lines. */
  readonly mask: ShapedArray;
  /** Coil sensitivities [coil, 2, row, column], for methods that combine coils by them. */
  readonly maps?: ShapedArray;
}

/** An acquisition with sensitivities. */
export type MappedAcquisition = Acquisition & { readonly maps: ShapedArray };

/**
 * Checks that the parts of an acquisition fit together and are numbers.
 *
 * @throws InputError that says what does not.
 */
export function checkAcquisition(where: string, { kspace, mask, maps }: Acquisition): void {
  const [, parts, rows, columns] = kspace.shape;
  check(kspace.shape.length === 4 && parts === 2, () => ({
    where,
    expected: 'complex k-space [coil, 2, row, column]',
    received: `[${kspace.shape.join(', ')}]`,
  }));
  const [maskRows, maskColumns] = mask.shape;
  const fits = mask.shape.length === 2 && maskColumns === columns && (maskRows === rows || maskRows === 1);
  check(fits, () => ({
    where,
    expected: `a mask [${rows}, ${columns}], or [1, ${columns}] for whole lines`,
    received: `[${mask.shape.join(', ')}]`,
  }));
  check(maps === undefined || sameItems(maps.shape, kspace.shape), () => ({
    where,
    expected: `sensitivities shaped as the k-space, [${kspace.shape.join(', ')}]`,
    received: `[${maps?.shape.join(', ')}]`,
  }));
  for (const [name, array] of [
    ['k-space', kspace],
    ['mask', mask],
    ['sensitivities', maps],
  ] as const) {
    check(!array || allFinite(array.data), () => ({
      where,
      expected: `finite numbers in the ${name}`,
      received: 'NaN or infinite ones',
    }));
  }
  check(
    mask.data.some((value) => value !== 0),
    () => ({ where, expected: 'a mask with samples', received: 'an empty one' }),
  );
}

/** Checks an acquisition that needs sensitivities. */
export function checkMapped(
  where: string,
  acquisition: Acquisition,
): asserts acquisition is MappedAcquisition {
  check(acquisition.maps !== undefined, () => ({
    where,
    expected: 'coil sensitivities',
    received: 'none',
    remedy: 'Estimate them from the calibration lines, by ESPIRiT for instance.',
  }));
  checkAcquisition(where, acquisition);
}

/** Whether all are finite: then their sum is, unless it overflows, and each is looked at. */
export function allFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return Number.isFinite(sum) || values.every(Number.isFinite);
}

/** The mask as one line where all its rows are equal, which operators make use of. */
export function linesOf(mask: ShapedArray): ShapedArray {
  const [rows = 1, columns = 0] = mask.shape;
  const first = mask.data.subarray(0, columns);
  for (let i = columns; i < mask.data.length; i++) if (mask.data[i] !== first[i % columns]) return mask;
  return rows === 1 ? mask : { data: first, shape: [1, columns] };
}
