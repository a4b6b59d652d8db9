import { imageQuality } from '../../evaluate/index.ts';
import type { ShapedArray } from '../../imaging/index.ts';
import type { ReconstructionItems } from '../../reconstruct/dataset/reconstruction-items.ts';
import { type Method, magnitudeImage, type Parameters } from '../../reconstruct/index.ts';
import { range } from '../../util/arrays.ts';
import type { CaseImages } from '../recording/cases/case-table.ts';
import type { Surroundings } from '../train-repetition.ts';
import type { ComparedCase, ComparedMethod, Quality } from './comparison.ts';

/** A method that is ready to reconstruct. */
export interface ReadyMethod extends Omit<ComparedMethod, 'seconds'> {
  readonly method: Method;
}

/** What methods made of the subjects of a part. */
export interface ReconstructedCases {
  readonly methods: readonly ComparedMethod[];
  readonly cases: readonly ComparedCase[];
}

/** Is given the images of each case, [slice, row, column] by the methods' names and as `reference`. */
export type OnCase = (index: number, quality: ComparedCase['quality'], images: CaseImages) => void;

/** Reconstructs all slices of a part by some methods, and compares each subject's volume with its reference. */
export async function reconstructCases(
  part: ReconstructionItems,
  methods: readonly ReadyMethod[],
  { onReconstruction, signal }: Pick<Surroundings, 'onReconstruction' | 'signal'> = {},
  onCase?: OnCase,
): Promise<ReconstructedCases> {
  const seconds = methods.map(() => 0);
  const cases: ComparedCase[] = [];
  const activity = `${part.name}, by ${methods.map(({ label }) => label).join(', ')}`;
  let done = 0;
  for (const [subject, items] of Map.groupBy(range(part.count), (item) => part.groups[item] ?? '')) {
    const references: ShapedArray[] = [];
    const images: ShapedArray[][] = methods.map(() => []);
    for (const item of items) {
      signal?.throwIfAborted();
      const { acquisition, reference } = await part.acquisition(item);
      references.push(magnitudeImage(reference));
      for (const [i, { method, parameters }] of methods.entries()) {
        const started = performance.now();
        const image = await method.reconstruct(acquisition, parameters, { ...(signal && { signal }) });
        seconds[i] = (seconds[i] ?? 0) + (performance.now() - started) / 1000;
        images[i]?.push(magnitudeImage(image));
      }
      onReconstruction?.(activity, ++done, part.count);
    }
    const reference = volumeOf(references);
    const volumes = methods.map(({ name }, i) => [name, volumeOf(images[i] ?? [])] as const);
    const quality = Object.fromEntries(
      volumes.map(([name, volume]) => [name, qualityOf(reference, volume)] as const),
    );
    onCase?.(cases.length, quality, new Map([['reference', reference], ...volumes]));
    cases.push({ subject, slices: items.length, quality });
  }
  const described = methods.map(({ method: _, ...one }, i) => ({
    ...one,
    seconds: (seconds[i] ?? 0) / Math.max(1, part.count),
  }));
  return { methods: described, cases };
}

function qualityOf(reference: ShapedArray, volume: ShapedArray): Quality {
  const { psnr, ssim, nrmse } = imageQuality(reference, volume);
  return { psnr, ssim, nrmse };
}

/** Slices as one volume [slice, row, column]. */
function volumeOf(slices: readonly ShapedArray[]): ShapedArray {
  const [first] = slices;
  const size = first?.data.length ?? 0;
  const data = new Float32Array(slices.length * size);
  for (const [i, slice] of slices.entries()) data.set(slice.data, i * size);
  return { data, shape: [slices.length, ...(first?.shape ?? [])] };
}

/** One slice by several methods, to look at. */
export interface ReconstructedSlice {
  readonly subject: string;
  /** [row, column] */
  readonly reference: ShapedArray;
  readonly images: readonly { readonly name: string; readonly label: string; readonly image: ShapedArray }[];
}

/** Reconstructs the middle slice of a subject. */
export async function reconstructMiddle(
  part: ReconstructionItems,
  subject: string,
  methods: readonly ReadyMethod[],
): Promise<ReconstructedSlice> {
  const items = range(part.count).filter((item) => part.groups[item] === subject);
  const { acquisition, reference } = await part.acquisition(items[items.length >> 1] ?? 0);
  const images: ReconstructedSlice['images'][number][] = [];
  for (const { name, label, method, parameters } of methods) {
    images.push({ name, label, image: magnitudeImage(await method.reconstruct(acquisition, parameters)) });
  }
  return { subject, reference: magnitudeImage(reference), images };
}

/** Parameters as people write them: "0.0021" of the only one, "regularization 0.0021, ratio 2" of several. */
export function parametersText(parameters: Parameters = {}): string {
  const named = Object.entries(parameters);
  const text = (value: number) => `${Number(value.toPrecision(2))}`;
  if (named.length === 1) return named.map(([, value]) => text(value)).join();
  return named.map(([name, value]) => `${name} ${text(value)}`).join(', ') || '–';
}
