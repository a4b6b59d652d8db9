import type { ShapedArray } from '../../../imaging/index.ts';

/** Some items of a training whose answers are kept after epochs, and which epochs those are. */
export interface Examples {
  /** What the network says of an item: how probable each class is, numbers, or a magnitude image. */
  readonly kind: 'classes' | 'values' | 'images';
  /** Which part of the data the items are of. */
  readonly part: 'train' | 'validation';
  /** What the classes are called. */
  readonly classNames?: readonly string[] | undefined;
  /** What the numbers of an input are, for tables. */
  readonly featureNames?: readonly string[] | undefined;
  readonly items: readonly ExampleItem[];
  /** The first ones first. */
  readonly epochs: readonly ExampleEpoch[];
}

/** An item as it is shown. */
export interface ExampleItem {
  readonly name: string;
  readonly subject?: string | undefined;
  /** An image [row, column], of a volume the middle slice, of k-space the zero-filled image; else numbers [feature]. */
  readonly input: ShapedArray;
  /** What is true: the class as [1], numbers [value], or the reference's magnitude [row, column]. */
  readonly target: ShapedArray;
}

/** When answers were taken. */
export interface ExampleEpoch {
  /** Epochs finished. */
  readonly epoch: number;
  /** Steps taken. */
  readonly step: number;
}

/** What the network said of the items after an epoch. */
export interface ExampleAnswers extends ExampleEpoch {
  /** Item by item: probabilities [class], numbers [value], or a magnitude image [row, column]. */
  readonly answers: readonly ShapedArray[];
}
