import { Dataset, type ItemSet, inputsOf } from '../../../data/index.ts';
import { logLoss } from '../../../evaluate/index.ts';
import { type ShapedArray, shaped } from '../../../imaging/index.ts';
import { ImagePairs } from '../../../reconstruct/dataset/image-pairs.ts';
import { range } from '../../../util/arrays.ts';
import type { ClassAnswers, ComparedAnswers, ValueAnswers } from '../../answers.ts';
import type { PartAnswers } from '../../evaluate-trained.ts';
import { NETWORK, qualityNames } from '../../reconstruction/comparison.ts';
import type { Case, CasePart, CaseTable, CaseTraining, ImageScores, KeptImages } from './case-table.ts';
import { EvenSpread } from './even-spread.ts';
import { imageCapacity } from './image-capacity.ts';

/** Inputs that are rows of more numbers than this are not kept. */
const MOST_FEATURES = 64;

/** The cases of a part, and the images of some of them. */
export interface RecordedCases {
  readonly table: CaseTable;
  readonly images: readonly KeptImages[];
}

/**
 * The cases of a part as they are kept. `imageBytes` is how many bytes of images may be kept: of the worst cases, the
 * best, and evenly between.
 */
export async function casesOfAnswers(
  part: CasePart,
  { seed, fold, inner, left, part: items, answers }: PartAnswers,
  name: string | undefined,
  imageBytes: number,
): Promise<RecordedCases[]> {
  const training = { name, seed, fold, inner, left };
  if (answers.kind !== 'images') return [await ofItems(part, training, items, answers, imageBytes)];
  const { elsewhere } = answers;
  return [
    ofImages(part, training, answers, items),
    ...(elsewhere ? [ofImages('elsewhere', training, elsewhere)] : []),
  ];
}

async function ofItems(
  part: CasePart,
  training: CaseTraining,
  items: ItemSet,
  answers: ClassAnswers | ValueAnswers,
  imageBytes: number,
): Promise<RecordedCases> {
  const isTable = items.inputShape.length === 1;
  const chosen = isTable ? [] : chooseItems(items, answers, imageBytes);
  const images: KeptImages[] = [];
  for (const index of chosen) {
    const input = shaped(await inputsOf(items, [index]), items.inputShape);
    images.push({ index, images: new Map([['input', input]]) });
  }
  const rows = isTable ? await rowsOf(items) : undefined;
  const table = {
    ...{ part, training, answers, rows, featureNames: items.featureNames },
    isNamed: !(items instanceof Dataset),
    cases: describe(items, new Set(chosen)),
  };
  return { table, images };
}

async function rowsOf(items: ItemSet): Promise<ShapedArray | undefined> {
  const { count, inputSize } = items;
  if (inputSize > MOST_FEATURES) return undefined;
  return shaped(await inputsOf(items, range(count)), [count, inputSize]);
}

function describe(items: ItemSet, chosen: ReadonlySet<number>): Case[] {
  const [ids, subjects] = [items.metadata('id'), items.groups ?? items.metadata('subject')];
  return range(items.count).map((i) => ({
    name: ids?.[i] ?? String(i),
    subject: subjects?.[i],
    hasImages: chosen.has(i),
  }));
}

function chooseItems(items: ItemSet, answers: ClassAnswers | ValueAnswers, imageBytes: number): number[] {
  const spread = new EvenSpread<number>(imageCapacity(4 * items.inputSize, imageBytes));
  const errorOf = answers.kind === 'classes' ? lossOf(answers) : distanceOf(answers, items.count);
  for (const i of range(items.count)) spread.offer(errorOf(i), i);
  return spread.values.toSorted((a, b) => a - b);
}

/** The cross-entropy of an item. */
export function lossOf({ labels, probabilities, classNames }: ClassAnswers): (item: number) => number {
  const classes = classNames.length;
  return (i) => logLoss([labels[i] ?? 0], probabilities.subarray(i * classes, (i + 1) * classes));
}

/** How far the numbers for an item are from the true ones, in the mean. */
export function distanceOf({ targets, predictions }: ValueAnswers, items: number): (item: number) => number {
  const size = targets.length / items;
  return (i) => {
    let total = 0;
    for (let k = i * size; k < (i + 1) * size; k++)
      total += Math.abs((predictions[k] ?? 0) - (targets[k] ?? 0));
    return total / size;
  };
}

function ofImages(
  part: CasePart,
  training: CaseTraining,
  { comparison, kept }: ComparedAnswers,
  items?: ItemSet,
): RecordedCases {
  const chosen = new Set(kept.map(({ index }) => index));
  const subjects = items instanceof ImagePairs ? items.groups : undefined;
  const cases = comparison.cases.map(({ subject }, i) => ({
    name: subject,
    subject: subjects?.[i] ?? subject,
    hasImages: chosen.has(i),
  }));
  const methods = comparison.methods.map(({ name, label }) => ({ name, label }));
  const qualities = comparison.cases.flatMap(({ quality }) =>
    methods.flatMap(({ name }) => qualityNames.map((one) => quality[name]?.[one] ?? Number.NaN)),
  );
  const answers: ImageScores = { kind: 'images', methods, qualities: Float64Array.from(qualities) };
  return { table: { part, training, isNamed: true, cases, answers }, images: kept };
}

/** By what the cases of a comparison are ordered: the network's error. */
export function networkError(quality: Readonly<Record<string, { readonly nrmse: number }>>): number {
  return quality[NETWORK]?.nrmse ?? Number.NaN;
}
