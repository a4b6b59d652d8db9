import type { Acquisition, ArrayDtype, AxisName, FormatName } from '../../formats/index.ts';

/** Where an item's values lie: never changed, wherever that is. */
export interface ItemSource {
  /** The files, in order: several make up a DICOM volume. Relative to the dataset's folder where they were copied. */
  readonly files: readonly string[];
  /** Which array of a file that holds several. */
  readonly member?: string;
  /** Which entry along the array's first axis, where each is an item of its own: one image of a MedMNIST file. */
  readonly index?: number;
  /** Size in bytes and time of change (milliseconds since 1970) of all files together, by which a change is noticed. */
  readonly bytes: number;
  readonly modified: number;
}

/** What the decoded values are like; of the magnitudes where they are complex. */
export interface ItemStatistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  readonly nonFinite: number;
}

/** One item of a dataset: a row of its manifest. */
export interface Item {
  /** Unique within the dataset, readable, and stable when the dataset is made again. */
  readonly id: string;
  /** Whom it is of; splits keep a subject together. */
  readonly subject: string;
  /** Whether the source named the subject; otherwise each item counts as one of its own. */
  readonly subjectKnown: boolean;
  readonly session?: string;
  readonly series?: string;
  readonly site?: string;
  readonly scanner?: string;
  /** YYYY-MM-DD */
  readonly date?: string;
  readonly label?: string;
  /** The part that the source itself puts the item in (MedMNIST, fastMRI). */
  readonly part?: 'train' | 'validation' | 'test';
  readonly format: FormatName;
  readonly shape: readonly number[];
  readonly axes: readonly AxisName[];
  readonly dtype: ArrayDtype;
  /** Millimeters along the spatial axes. */
  readonly spacing?: readonly number[];
  readonly orientation?: string;
  readonly unit?: string;
  readonly statistics: ItemStatistics;
  /**
   * SHA-256 of shape (as the values lie in memory, slowest axis first), dtype and decoded values, in hexadecimal: equal
   * images have equal hashes in any format.
   */
  readonly hash: string;
  readonly source: ItemSource;
  /** Where the label map lies that belongs to an image: what a segmentation is to find. */
  readonly target?: ItemSource;
  /** What the header says of the acquisition, as far as it does. */
  readonly acquisition: Acquisition;
}
