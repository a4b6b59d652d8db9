import {
  type Augment,
  type InputField,
  type ItemSet,
  type ItemTargets,
  joinedShape,
  type MetadataField,
} from '../../data/index.ts';
import { type ShapedArray, shaped } from '../../imaging/index.ts';
import { product } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import type { Acquisition } from '../acquisition.ts';
import { augmentScan, type ScanAugmentation } from './augment-scan.ts';
import type { ImageKind } from './coil-image.ts';
import type { Preparation } from './prepare-scan.ts';
import { PreparedScans } from './prepared-scans.ts';
import { ItemLayout, sample } from './reconstruction-item.ts';
import type { ScanEntry, ScanSource } from './scan-source.ts';
import { Selection } from './selection.ts';
import { drawMask, type Undersampling } from './undersampling.ts';

/** What is learned from scans. */
export interface ReconstructionItemsOptions extends Preparation {
  readonly undersampling: Undersampling;
  /** What the network shall give. */
  readonly target: ImageKind;
  /** A folder in which sensitivities are kept, for they take longest. */
  readonly cache?: string | undefined;
}

/**
 * Undersampled scans with the image that their fully sampled k-space gives. An input is k-space [coil, 2, row, column],
 * sensitivities of that shape where there are some, and the mask [1, 1, row, column]; the target is the image, complex
 * [2, row, column] or a magnitude [1, row, column]. Both are divided by the largest magnitude of the zero-filled image.
 * Each subject has one mask, by seed and name, whatever part it is in; {@link ReconstructionItems.anew} draws others.
 *
 * @throws InputError for a complex target without sensitivities.
 * @example const items = reconstructionItems(source, { undersampling, maps: 'espirit', target: 'complex' });
 */
export function reconstructionItems(
  source: ScanSource,
  options: ReconstructionItemsOptions,
): ReconstructionItems {
  const { maps, target, coils } = options;
  check(maps !== 'none' || target === 'magnitude', () => ({
    where: `data, ${source.name}`,
    expected: 'sensitivities, which a complex image is combined by',
    received: 'maps: none',
    remedy: 'Take maps: espirit, or a network that gives magnitudes.',
  }));
  const [all = 0, ...image] = source.kspaceShape;
  return new ReconstructionItems({
    source,
    options,
    layout: new ItemLayout([coils ?? all, ...image], maps !== 'none', target),
    prepared: new PreparedScans(source, options),
    selection: Selection.all(source.name, source.scans),
    isSampled: true,
  });
}

interface Fields {
  readonly source: ScanSource;
  readonly options: ReconstructionItemsOptions;
  readonly layout: ItemLayout;
  readonly prepared: PreparedScans;
  readonly selection: Selection;
  /** Whether items are undersampled, or left whole for an augmentation to sample. */
  readonly isSampled: boolean;
}

/** Made by {@link reconstructionItems}. */
export class ReconstructionItems implements ItemSet {
  readonly name: string;
  readonly count: number;
  readonly inputShape: readonly number[];
  readonly inputFields: readonly InputField[];
  readonly inputSize: number;
  readonly targets: ItemTargets;
  readonly targetSize: number;
  readonly groups: readonly string[];
  readonly #fields: Fields;

  constructor(fields: Fields) {
    const { selection, layout } = fields;
    this.#fields = fields;
    this.name = selection.name;
    this.count = selection.count;
    this.inputFields = layout.fields;
    this.inputShape = joinedShape(this.inputFields);
    this.inputSize = product(this.inputShape);
    this.targets = { kind: 'values', shape: layout.targetShape };
    this.targetSize = product(layout.targetShape);
    this.groups = this.entries.map(({ subject }) => subject);
  }

  /** What is known of each item. */
  get entries(): readonly ScanEntry[] {
    return this.#fields.selection.entries;
  }

  get options(): ReconstructionItemsOptions {
    return this.#fields.options;
  }

  get source(): ScanSource {
    return this.#fields.source;
  }

  /** Where the arrays of an item lie in a batch. */
  get layout(): ItemLayout {
    return this.#fields.layout;
  }

  async gather(items: Uint32Array, inputs: Float32Array, targets?: Float32Array | Int32Array): Promise<void> {
    const scans = Array.from(items, (item) => this.#fields.selection.open(item));
    for (const [row, scan] of scans.entries()) {
      const reference = targets instanceof Float32Array ? targets : undefined;
      await this.#write(scan, row, inputs, reference);
    }
  }

  /**
   * An item as methods take it: in the scan's own scale, with the image of its fully sampled k-space, complex
   * [2, row, column] or a magnitude [1, row, column].
   */
  async acquisition(item: number): Promise<{ acquisition: Acquisition; reference: ShapedArray }> {
    const [inputs, targets] = [new Float32Array(this.inputSize), new Float32Array(this.targetSize)];
    const scale = await this.#write(this.#fields.selection.open(item), 0, inputs, targets);
    const { kspace, maps, mask } = this.layout.item(0, inputs, targets);
    const scaled = (values: Float32Array) => values.map((value) => value * scale);
    return {
      acquisition: {
        kspace: shaped(scaled(kspace.data), kspace.shape),
        mask: shaped(mask, kspace.shape.slice(2)),
        ...(maps && { maps }),
      },
      reference: shaped(scaled(targets), this.targets.shape),
    };
  }

  /**
   * The same scans for a training: fully sampled, and what moves them, undersamples them and scales them, with another
   * mask in each epoch, or with the subject's own.
   */
  anew(
    augmentation: ScanAugmentation | undefined,
    seed: number,
    each: 'epoch' | 'subject',
  ): { data: ItemSet; augment: Augment } {
    const { entries } = this;
    const { layout, options } = this.#fields;
    const [, , rows = 0, columns = 0] = layout.kspaceShape;
    const { undersampling } = options;
    const move = augmentation && augmentScan(layout, { ...augmentation, seed });
    const augment: Augment = (inputs, items, epoch, targets) => {
      for (const [row, item] of items.entries()) {
        const one = layout.item(row, inputs, targets instanceof Float32Array ? targets : undefined);
        move?.(one, epoch, item);
        const name = each === 'epoch' ? ['epoch', epoch, item] : ['subject', entries[item]?.subject ?? ''];
        sample(one, drawMask(undersampling, [rows, columns], ...name));
      }
    };
    return { data: new ReconstructionItems({ ...this.#fields, isSampled: false }), augment };
  }

  async release(): Promise<void> {
    await this.#fields.source.release();
  }

  /** @throws InputError for an index outside the dataset. */
  subset(items: ArrayLike<number>, name?: string): ReconstructionItems {
    const selection = this.#fields.selection.subset(items, name);
    return new ReconstructionItems({ ...this.#fields, selection });
  }

  sealed(items: Uint32Array): ReconstructionItems {
    const selection = this.#fields.selection.sealing(items);
    return new ReconstructionItems({ ...this.#fields, selection });
  }

  metadata(field: MetadataField): readonly (string | undefined)[] {
    return this.#fields.selection.metadata(field);
  }

  async hash(): Promise<string> {
    const { source, options, isSampled } = this.#fields;
    const { undersampling, maps, coils = null, target } = options;
    const ids = this.entries.map(({ id }) => id);
    const about = [await source.hash(), ids, undersampling, maps, coils, target, isSampled];
    const bytes = new TextEncoder().encode(JSON.stringify(about));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** Scans are checked as they are read. */
  assertFinite(): void {}

  /** Writes an item into a row of a batch; gives what it was divided by. */
  async #write(scan: number, row: number, inputs: Float32Array, targets?: Float32Array): Promise<number> {
    const { layout, prepared, options, isSampled } = this.#fields;
    const { kspace, maps, reference } = await prepared.get(scan);
    const item = layout.item(row, inputs, targets);
    item.kspace.data.set(kspace.data);
    if (maps) item.maps?.data.set(maps.data);
    item.target?.set(reference);
    const [, , rows = 0, columns = 0] = kspace.shape;
    if (isSampled) {
      return sample(
        item,
        drawMask(options.undersampling, [rows, columns], 'subject', this.#entry(scan).subject),
      );
    }
    item.mask.fill(1);
    return 1;
  }

  #entry(scan: number): ScanEntry {
    return present(this.#fields.source.scans[scan], 'a scan');
  }
}
