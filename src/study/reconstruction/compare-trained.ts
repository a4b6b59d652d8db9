import { ImagePairs } from '../../reconstruct/dataset/image-pairs.ts';
import { ReconstructionItems } from '../../reconstruct/dataset/reconstruction-items.ts';
import { learnedReconstruction } from '../../reconstruct/index.ts';
import { exportOnnx } from '../../train/index.ts';
import { present } from '../../util/errors.ts';
import type { EvaluationSettings } from '../settings/evaluation.ts';
import type { Surroundings, Trained } from '../train-repetition.ts';
import { tunedBaselines } from './baselines.ts';
import { comparePairs } from './compare-pairs.ts';
import { type Comparison, NETWORK, summarizeCases } from './comparison.ts';
import { networkLabel } from './network-label.ts';
import {
  type ReadyMethod,
  type ReconstructedCases,
  type ReconstructedSlice,
  reconstructCases,
  reconstructMiddle,
} from './reconstruct-cases.ts';

/** A comparison with some of its images. */
export interface ComparedPart {
  readonly comparison: Comparison;
  /** Slices to look at: of the middling subject and of the worst, by the network's NRMSE. */
  readonly slices: readonly ReconstructedSlice[];
}

/**
 * Compares trained networks with classical methods that were tuned on the same validation part, on the same test cases.
 * What classical methods made of a part is kept, so that networks of several seeds share it.
 */
export class Comparer {
  readonly #settings: EvaluationSettings;
  readonly #surroundings: Surroundings;
  readonly #baselines = new Map<string, Promise<readonly ReadyMethod[]>>();
  readonly #known = new Map<string, ReconstructedCases>();

  constructor(settings: EvaluationSettings, surroundings: Surroundings) {
    this.#settings = settings;
    this.#surroundings = surroundings;
  }

  /** `part` is a test part, or scans from elsewhere. */
  async compare(trained: Trained, part: ReconstructionItems | ImagePairs): Promise<ComparedPart> {
    if (part instanceof ImagePairs) {
      return comparePairs(trained, part, this.#surroundings, { ...this.#settings, seed: trained.seed });
    }
    const { model, fitted, division, metadata = {}, seed } = trained;
    const baselines = await this.#tuned(trained);
    const key = `${division.hash} ${part.source.name}`;
    const { device, threads } = this.#surroundings;
    const known = this.#known.get(key) ?? (await reconstructCases(part, baselines, this.#surroundings));
    this.#known.set(key, known);
    const bytes = exportOnnx(model, fitted.weights, { batch: 1, metadata });
    const method = await learnedReconstruction(bytes, { device, threads });
    try {
      const network = { name: NETWORK, label: networkLabel(model.name), method };
      const own = await reconstructCases(part, [network], this.#surroundings);
      const comparison = joined(known, own, part, { ...this.#settings, seed });
      const slices = [];
      for (const subject of subjectsToShow(comparison)) {
        slices.push(await reconstructMiddle(part, subject, [...baselines, network]));
      }
      return { comparison, slices };
    } finally {
      await method.release();
    }
  }

  /** Frees what the classical methods hold. */
  async release(): Promise<void> {
    for (const methods of this.#baselines.values()) {
      for (const { method } of await methods) await method.release();
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
