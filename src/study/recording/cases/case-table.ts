import type { ShapedArray } from '../../../imaging/index.ts';
import type { ClassAnswers, ValueAnswers } from '../../answers.ts';

/** The parts of the data whose cases are kept; `elsewhere` are scans that a reconstruction is tried on after its test. */
export const casePartNames = ['test', 'validation', 'elsewhere'] as const;

/** One of them. */
export type CasePart = (typeof casePartNames)[number];

/** Which of a run's trainings answered. */
export interface CaseTraining {
  /** What the training is called within its run; a run of one training has no name for it. */
  readonly name?: string | undefined;
  readonly seed: number;
  readonly fold?: number | undefined;
  readonly inner?: number | undefined;
  readonly left?: string | undefined;
}

/** A case: an item of a part, or all slices of one subject. */
export interface Case {
  readonly name: string;
  readonly subject?: string | undefined;
  /** Whether its images were kept. */
  readonly hasImages: boolean;
}

/** How near the images of some methods are to their references, case by case. */
export interface ImageScores {
  readonly kind: 'images';
  /** `name` is the key of a method's images. */
  readonly methods: readonly { readonly name: string; readonly label: string }[];
  /** [case, method, quality], the qualities in the order of `qualityNames`. */
  readonly qualities: Float64Array;
}

/** The cases of a part that one training was evaluated on, and what was answered. */
export interface CaseTable {
  readonly part: CasePart;
  readonly training: CaseTraining;
  /** Whether names come from the data, or are the items' numbers in them. */
  readonly isNamed: boolean;
  readonly cases: readonly Case[];
  readonly answers: ClassAnswers | ValueAnswers | ImageScores;
  /** Inputs that are rows of features: [case, feature]. */
  readonly rows?: ShapedArray | undefined;
  /** What each feature is. */
  readonly featureNames?: readonly string[] | undefined;
}

/** The images of a case by name: `input`, `reference`, or a method's name; [row, column], [slice, row, column] or with channels before. */
export type CaseImages = ReadonlyMap<string, ShapedArray>;

/** The images of a case, and which case of its part it is, from 0. */
export interface KeptImages {
  readonly index: number;
  readonly images: CaseImages;
}
