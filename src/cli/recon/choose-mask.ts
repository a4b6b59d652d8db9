import { FileSource } from '../../data/reading/file-source.ts';
import { isComplex } from '../../formats/array/dtype.ts';
import { floatValues, openArray } from '../../formats/index.ts';
import { makeMask, maskKinds } from '../../imaging/masks/make-mask.ts';
import type { ShapedArray } from '../../imaging/shaped-array.ts';
import { closing } from '../../util/closing.ts';
import { check } from '../../util/errors.ts';
import type { ReconOptions } from '../recon.ts';

/** The mask that a command line asks for. */
export interface ChosenMask {
  readonly mask: ShapedArray;
  /** As it is called. */
  readonly kind: string;
  readonly calibrationLines: number | undefined;
}

const CALIBRATION_LINES = 24;

/**
 * The mask by which fully sampled k-space is to be undersampled, or undefined where it is to be taken as it is.
 *
 * @param shape [coil, 2, row, column]
 */
export async function chooseMask(
  { mask: name, acceleration, calibration, seed }: ReconOptions,
  [, , rows = 0, columns = 0]: readonly number[],
): Promise<ChosenMask | undefined> {
  const kind = maskKinds.find((one) => one === (name ?? 'regular'));
  if (!kind && name !== undefined) {
    return { mask: await readMask(name), kind: name, calibrationLines: undefined };
  }
  if (!kind || acceleration === undefined) {
    check(name === undefined && calibration === undefined, () => ({
      where: name === undefined ? '--calibration' : '--mask',
      expected: '--acceleration beside it, which says how many samples are left out',
      received: 'none',
    }));
    return undefined;
  }
  check(acceleration <= rows * columns && acceleration <= Math.max(rows, columns), () => ({
    where: '--acceleration',
    expected: `at most ${columns}, the number of lines`,
    received: `${acceleration}`,
  }));
  const calibrationLines = calibration ?? defaultLines(columns, acceleration);
  const { mask } = makeMask(kind, { rows, columns, acceleration, calibrationLines, seed });
  return { mask, kind, calibrationLines };
}

/** 24, or where that leaves no sample for the rest, half of what there is. */
function defaultLines(columns: number, acceleration: number): number {
  const all = Math.round(columns / acceleration);
  return all > CALIBRATION_LINES ? CALIBRATION_LINES : Math.floor(all / 2);
}

/** A mask from a file: [row, column], or the lines alone. */
async function readMask(path: string): Promise<ShapedArray> {
  return closing(new FileSource({ path }), async (source) =>
    closing(await openArray(source), async (file) => {
      const sizes = file.shape.filter((length) => length > 1);
      check(sizes.length === 1 || sizes.length === 2, () => ({
        where: path,
        expected: 'a mask of rows and columns, or of lines',
        received: `shape [${file.shape.join(', ')}]`,
        remedy: `Kinds of masks: ${maskKinds.join(', ')}.`,
      }));
      const all = await floatValues(file);
      const values = isComplex(file.dtype) ? all.filter((_, i) => i % 2 === 0) : all;
      const [rows, columns] = sizes.length === 1 ? [1, sizes[0] ?? 1] : [sizes[0] ?? 1, sizes[1] ?? 1];
      const at = (i: number) =>
        file.order === 'row-major' ? i : (i % columns) * rows + Math.floor(i / columns);
      return { data: values.map((_, i) => values[at(i)] ?? 0), shape: [rows, columns] };
    }),
  );
}
