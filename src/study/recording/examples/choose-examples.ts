import { Dataset, type ItemSet, inputsOf, targetsOf } from '../../../data/index.ts';
import { type ShapedArray, shaped } from '../../../imaging/index.ts';
import { ReconstructionItems } from '../../../reconstruct/dataset/reconstruction-items.ts';
import { magnitudeImage, zeroFilled } from '../../../reconstruct/index.ts';
import { RandomStream } from '../../../util/random.ts';
import type { Task } from '../../task.ts';
import type { ExampleItem, Examples } from './examples.ts';
import { shownArray } from './shown-array.ts';

/** At most so many items. */
const MOST_ITEMS = 8;

/** The inputs of all of them take no more memory than this, unless one alone does. */
const MOST_BYTES = 2 ** 26;

/** The items from which examples are chosen. */
export interface ExamplePool {
  readonly part: Examples['part'];
  /** As the data have them. */
  readonly raw: ItemSet;
  /** As the network gets them. */
  readonly prepared: ItemSet;
  readonly task: Task;
  readonly seed: number;
}

/** Examples as they are shown, and as the network gets them. */
export interface ChosenExamples {
  readonly shown: Omit<Examples, 'epochs'>;
  readonly data: Dataset;
}

/** Chooses some items by the seed, and reads them. */
export async function chooseExamples({
  part,
  raw,
  prepared,
  task,
  seed,
}: ExamplePool): Promise<ChosenExamples> {
  const most = Math.max(1, Math.min(MOST_ITEMS, Math.floor(MOST_BYTES / (4 * raw.inputSize))));
  const chosen = RandomStream.derive(seed, 'examples').permutation(raw.count).slice(0, most).sort();
  const { name, inputShape, inputFields } = prepared;
  const inputs = await inputsOf(prepared, chosen);
  const targets = await targetsOf(raw, chosen);
  const data = new Dataset({ name, inputs, inputShape, ...(inputFields && { inputFields }), targets });
  const [ids, subjects] = [raw.metadata('id'), raw.groups ?? raw.metadata('subject')];
  const items: ExampleItem[] = [];
  for (const [i, item] of chosen.entries()) {
    const subject = subjects?.[item];
    items.push({
      name: ids?.[item] ?? String(item),
      ...(subject !== undefined && { subject }),
      input: await shownInput(raw, item),
      target: shownAnswer(task, targetOf(data, i)),
    });
  }
  const classNames = task.kind === 'classification' ? task.classNames : undefined;
  return { data, shown: { kind: kindOf(task), part, classNames, featureNames: raw.featureNames, items } };
}

/** What a network says of an item, as it is shown: of images the magnitude, of volumes the middle slice. */
export function shownAnswer(task: Task, answer: ShapedArray): ShapedArray {
  if (task.kind !== 'reconstruction') return shownArray(answer);
  return magnitudeImage(answer);
}

function kindOf(task: Task): Examples['kind'] {
  if (task.kind === 'classification') return 'classes';
  return task.kind === 'regression' && task.targetShape.length < 2 ? 'values' : 'images';
}

function targetOf({ targets, targetSize }: Dataset, item: number): ShapedArray {
  const values = targets.data.subarray(item * targetSize, (item + 1) * targetSize);
  return shaped(Float32Array.from(values), targets.shape.length === 0 ? [1] : targets.shape);
}

/** Of k-space the zero-filled image, in the scale in which the network sees it. */
async function shownInput(raw: ItemSet, item: number): Promise<ShapedArray> {
  const input = await inputsOf(raw, [item]);
  if (!(raw instanceof ReconstructionItems)) return shownArray(shaped(input, raw.inputShape));
  const { kspace, maps, mask } = raw.layout.item(0, input, undefined);
  const acquisition = { kspace, mask: shaped(mask, kspace.shape.slice(2)), ...(maps && { maps }) };
  return magnitudeImage(await zeroFilled().reconstruct(acquisition));
}
