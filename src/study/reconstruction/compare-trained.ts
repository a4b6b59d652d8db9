import { ImagePairs } from '../../reconstruct/dataset/image-pairs.ts';
import { ReconstructionItems } from '../../reconstruct/dataset/reconstruction-items.ts';
import { learnedReconstruction } from '../../reconstruct/index.ts';
import { exportOnnx } from '../../train/index.ts';
import { present } from '../../util/errors.ts';
import type { ComparedAnswers } from '../answers.ts';
import type { CaseImages, KeptImages } from '../recording/cases/case-table.ts';
import { networkError } from '../recording/cases/cases-of-answers.ts';
import { EvenSpread } from '../recording/cases/even-spread.ts';
import { imageCapacity } from '../recording/cases/image-capacity.ts';
import type { EvaluationSettings } from '../settings/evaluation.ts';
import type { Surroundings, Trained } from '../train-repetition.ts';
import { tunedBaselines } from './baselines.ts';
import { comparePairs } from './compare-pairs.ts';
import { type Comparison, NETWORK, summarizeCases } from './comparison.ts';
import { networkLabel } from './network-label.ts';
import {
  type ReadyMethod,
  type ReconstructedCases,
  reconstructCases,
  reconstructMiddle,
} from './reconstruct-cases.ts';

/** What classical methods made of a part, with the images of some of its cases. */
interface KnownCases extends ReconstructedCases {
  readonly images: ReadonlyMap<number, CaseImages>;
}

/**
 * Compares trained networks with classical methods that were tuned on the same validation part, on the same test cases.
 * What classical methods made of a part is kept, so that networks of several seeds share it.
 */
export class Comparer {
  readonly #settings: EvaluationSettings;
  readonly #surroundings: Surroundings;
  readonly #baselines = new Map<string, Promise<readonly ReadyMethod[]>>();
  readonly #known = new Map<string, KnownCases>();
  readonly #imageBytes: number;

  /** `imageBytes` is how many bytes of images may be kept of a part, for the record. */
  constructor(settings: EvaluationSettings, surroundings: Surroundings, imageBytes: number) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#imageBytes = imageBytes;
  }

  /** Tunes the classical methods that a network is compared with. */
  async tune(trained: Trained): Promise<void> {
    await this.#tuned(trained);
  }

  /** `part` is a test part, or scans from elsewhere. */
  async compare(trained: Trained, part: ReconstructionItems | ImagePairs): Promise<ComparedAnswers> {
    const settings = { ...this.#settings, seed: trained.seed };
    if (part instanceof ImagePairs) {
      const imageBytes = this.#imageBytes;
      return comparePairs(trained, part, this.#surroundings, { ...settings, imageBytes });
    }
    const { model, fitted, division, metadata = {} } = trained;
    const baselines = await this.#tuned(trained);
    const { device, threads } = this.#surroundings;
    const bytes = exportOnnx(model, fitted.weights, { batch: 1, metadata });
    const method = await learnedReconstruction(bytes, { device, threads });
    try {
      const network = { name: NETWORK, label: networkLabel(model.name), method };
      const { own, known } = await this.#reconstruct(
        part,
        network,
        baselines,
        `${division.hash} ${part.source.name}`,
      );
      const comparison = joined(known, own, part, settings);
      const slices = [];
      for (const subject of subjectsToShow(comparison)) {
        slices.push(await reconstructMiddle(part, subject, [...baselines, network]));
      }
      return { comparison, slices, kept: keptImages(known, own) };
    } finally {
      await method.release();
    }
  }

  /** The network first: its errors say of which cases images are kept, as long as no network before it did. */
  async #reconstruct(
    part: ReconstructionItems,
    network: ReadyMethod,
    baselines: readonly ReadyMethod[],
    key: string,
  ): Promise<{ readonly own: KnownCases; readonly known: KnownCases }> {
    const before = this.#known.get(key);
    const capacity = imageCapacity(bytesOfCase(part, baselines.length + 2), this.#imageBytes);
    const spread = new EvenSpread<KeptImages>(before?.images.size ?? capacity);
    const found = await reconstructCases(part, [network], this.#surroundings, (index, quality, images) => {
      if (before === undefined || before.images.has(index))
        spread.offer(networkError(quality), { index, images });
    });
    const own = { ...found, images: new Map(spread.values.map(({ index, images }) => [index, images])) };
    const known = before ?? (await this.#classical(part, baselines, own.images));
    this.#known.set(key, known);
    return { own, known };
  }

  async #classical(
    part: ReconstructionItems,
    baselines: readonly ReadyMethod[],
    chosen: ReadonlyMap<number, CaseImages>,
  ): Promise<KnownCases> {
    const images = new Map<number, CaseImages>();
    const found = await reconstructCases(part, baselines, this.#surroundings, (index, _, ofCase) => {
      if (chosen.has(index)) images.set(index, ofCase);
    });
    return { ...found, images };
  }

  /** Frees what the classical methods hold. */
  async release(): Promise<void> {
    for (const tuning of this.#baselines.values()) {
      const methods = await tuning.catch(() => []);
      for (const { method } of methods) await method.release();
    }
    this.#baselines.clear();
  }

  #tuned({ division }: Trained): Promise<readonly ReadyMethod[]> {
    const known = this.#baselines.get(division.hash);
    if (known) return known;
    const validation = division.validation();
    const scans = validation instanceof ReconstructionItems ? validation : undefined;
    const made = tunedBaselines(scans, this.#settings, this.#surroundings);
    this.#baselines.set(division.hash, made);
    return made;
  }
}

/** The bytes of a subject with the most slices, in so many images. */
function bytesOfCase(part: ReconstructionItems, images: number): number {
  const [, , rows = 0, columns = 0] = part.layout.kspaceShape;
  const slices = Map.groupBy(part.groups, (subject) => subject);
  return 4 * images * rows * columns * Math.max(...Array.from(slices.values(), ({ length }) => length));
}

function keptImages(known: KnownCases, own: KnownCases): KeptImages[] {
  return Array.from(own.images, ([index, images]) => ({
    index,
    images: new Map([...(known.images.get(index) ?? []), ...images]),
  }));
}

function joined(
  baselines: ReconstructedCases,
  network: ReconstructedCases,
  part: ReconstructionItems,
  settings: EvaluationSettings & { readonly seed: number },
): Comparison {
  const methods = [...baselines.methods, ...network.methods];
  const cases = baselines.cases.map((one, i) => ({
    ...one,
    quality: { ...one.quality, ...present(network.cases[i], 'a case').quality },
  }));
  const { name, origin } = part.source;
  const definition = definitionOf(cases.length);
  return { data: name, origin, definition, methods, cases, ...summarizeCases(methods, cases, settings) };
}

function definitionOf(subjects: number): string {
  return `All methods reconstruct the same ${subjects === 1 ? 'subject' : `${subjects} subjects`} with the same masks and sensitivities. Magnitudes are compared with those of the fully sampled image, the slices of a subject as one volume: PSNR and SSIM (windows of 7 × 7 pixels) with its largest magnitude as the range, and NRMSE, ‖x\u00a0−\u00a0x_ref‖\u00a0/\u00a0‖x_ref‖. Regularizations λ were chosen by NRMSE on the validation part.`;
}

/** The subject in the middle of the network's NRMSE, and the one with the largest, where that is another. */
function subjectsToShow({ cases }: Comparison): string[] {
  const error = (one: (typeof cases)[number]) => one.quality[NETWORK]?.nrmse ?? 0;
  const sorted = cases.toSorted((a, b) => error(a) - error(b)).map(({ subject }) => subject);
  const shown = [sorted[(sorted.length - 1) >> 1], sorted.at(-1)];
  return [...new Set(shown.filter((subject) => subject !== undefined))];
}
