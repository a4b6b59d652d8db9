/** How the values of an item become the input of a network. */
export interface Conversion {
  /**
   * Whether each slice of an item is an input, [channel, row, column], or each item as a whole,
   * [channel, slice, row, column] where it has slices. Each entry of further axes (time, echo ...) counts as a slice.
   */
  readonly items: 'slices' | 'volumes';
  /** Bring all to one size, [rows, columns], or [slices, rows, columns] of volumes; as they are by default. */
  readonly size?: readonly number[];
  /** How that is done: by resampling (the default), or by cutting off or adding zeros on all sides, as k-space needs. */
  readonly fit?: 'resample' | 'crop';
  /** Whether values are classes, between which there is nothing: resampled by the nearest neighbor. */
  readonly classes?: boolean;
  /** Whether colors become shades of gray (the default; ITU-R BT.601, as PIL does it) or channels. */
  readonly color?: 'gray' | 'channels';
  /** Whether complex values stay so, as an axis of length 2 before the rows (the default), or become magnitudes. */
  readonly complex?: 'planar' | 'magnitude';
  /**
   * What is done to the values of each input by itself: nothing (the default); `range` takes its smallest value to 0 and
   * its largest to 1, `standard` its mean to 0 and its deviation to 1; a window takes two given values to 0 and 1, and
   * cuts off what lies beyond. Complex values are divided by the largest real or imaginary part (`range`), or by the root
   * mean square of their magnitudes (`standard`).
   */
  readonly scaling?: 'none' | 'range' | 'standard' | { readonly window: readonly [number, number] };
}
