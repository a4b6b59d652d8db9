import type { Sides } from 'echotrain/data';
import type { Numbers } from 'echotrain/formats';

/** The values that are shown as black and as white. */
export interface BlackWhite {
  readonly black: number;
  readonly white: number;
}

/**
 * What a viewer shows: pictures of one size, one behind the other. A single image is a stack of one.
 *
 * @example const stack = stackOf(values, { rows: 256, columns: 256, unit: 'HU', spacing: [0.7, 0.7] });
 */
export interface ImageStack {
  readonly rows: number;
  readonly columns: number;
  /** 1 for gray, 3 for red, green and blue, one behind the other in each pixel. */
  readonly samples: 1 | 3;
  /** Whether each pixel is a pair (real, imaginary). */
  readonly isComplex: boolean;
  /** Whether it is k-space: then the logarithm of the magnitude is shown at first. */
  readonly isKspace: boolean;
  /** How many pictures there are. */
  readonly count: number;
  /** What they are: "slice", "frame", "coil". */
  readonly counted: string;
  /** Millimeters from row to row and from column to column. */
  readonly spacing?: readonly [rows: number, columns: number];
  /** The patient's sides at the edges. */
  readonly sides?: Sides;
  /** Of the values: "HU". */
  readonly unit?: string;
  /** What is shown as black and white at first; the 1st and 99th percentile of the first picture by default. */
  readonly window?: BlackWhite;
  /** Whether low values are bright (DICOM's MONOCHROME1). */
  readonly isInverted?: boolean;
  /** A picture: [row, column], [row, column, sample] or [row, column, part]. Asking again is cheap. */
  picture(index: number): Numbers | Promise<Numbers>;
}

/** A stack, of which all but its size may be left out. */
export type StackOptions = Pick<ImageStack, 'rows' | 'columns'> & Partial<Omit<ImageStack, 'picture'>>;

/** A stack of pictures that lie one behind the other in memory: [picture, row, column, sample or part]. */
export function stackOf(values: Numbers, options: StackOptions): ImageStack {
  const stack = withDefaults(options);
  const { rows, columns, samples, isComplex } = stack;
  const size = rows * columns * (isComplex ? 2 : samples);
  return { ...stack, picture: (index) => values.subarray(index * size, (index + 1) * size) };
}

/** The same with what is usual for all that was left out. */
function withDefaults(options: StackOptions): Omit<ImageStack, 'picture'> {
  return {
    ...{ samples: 1, isComplex: false, isKspace: false, count: 1, counted: 'slice' },
    ...options,
  };
}
