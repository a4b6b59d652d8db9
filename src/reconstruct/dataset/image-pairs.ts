import type { Augment, ItemSet, ItemTargets, MetadataField } from '../../data/index.ts';
import { product } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import type { ScanEntry, ScanOrigin } from './scan-source.ts';
import { Selection } from './selection.ts';

/** An image and what became of it, both [1, row, column]. */
export interface ImagePair {
  readonly clean: Float32Array;
  /** Left out where noise is what the network is to remove. */
  readonly degraded?: Float32Array;
}

/** Images of one size, read one by one, and what is wrong with them. */
export interface PairSource {
  readonly name: string;
  readonly origin: ScanOrigin;
  readonly entries: readonly ScanEntry[];
  /** [1, row, column] */
  readonly shape: readonly number[];
  /** What the degraded images are called: "noisy", "filtered back-projection". */
  readonly before: string;
  /** The standard deviation of noise that is added to images without another degradation. */
  readonly noise?: number;
  /** The range of values by which PSNR is reckoned; the largest of the clean image by default. */
  readonly range?: number;
  read(entry: number): Promise<ImagePair>;
  hash(): Promise<string>;
  release(): Promise<void>;
}

/** Items whose input is a degraded image, and whose target is the image without. */
export function imagePairs(source: PairSource): ImagePairs {
  return new ImagePairs(source, Selection.all(source.name, source.entries), true);
}

/** Made by {@link imagePairs}. */
export class ImagePairs implements ItemSet {
  readonly source: PairSource;
  readonly name: string;
  readonly count: number;
  readonly inputShape: readonly number[];
  readonly inputSize: number;
  readonly targets: ItemTargets;
  readonly targetSize: number;
  readonly groups: readonly string[];
  readonly #selection: Selection;
  readonly #isDegraded: boolean;

  constructor(source: PairSource, selection: Selection, isDegraded: boolean) {
    this.source = source;
    this.#selection = selection;
    this.#isDegraded = isDegraded;
    this.name = selection.name;
    this.count = selection.count;
    this.inputShape = source.shape;
    this.inputSize = product(source.shape);
    this.targets = { kind: 'values', shape: source.shape };
    this.targetSize = this.inputSize;
    this.groups = selection.entries.map(({ subject }) => subject);
  }

  async gather(items: Uint32Array, inputs: Float32Array, targets?: Float32Array | Int32Array): Promise<void> {
    for (const [row, item] of items.entries()) {
      const { clean, degraded } = await this.pair(item);
      inputs.set(this.#isDegraded ? degraded : clean, row * this.inputSize);
      targets?.set(clean, row * this.inputSize);
    }
  }

  /** An image and what became of it, by the item's own noise. */
  async pair(item: number): Promise<Required<ImagePair>> {
    const { source } = this;
    const { clean, degraded } = await source.read(this.#selection.open(item));
    if (degraded) return { clean, degraded };
    const stream = RandomStream.derive(0, 'noise', this.#selection.entries[item]?.id ?? '');
    return { clean, degraded: noisy(clean, source.noise ?? 0, stream) };
  }

  /** The same for a training: with other noise in each epoch, where noise is what is wrong. */
  anew(seed: number): { data: ItemSet; augment?: Augment } {
    const { noise } = this.source;
    if (noise === undefined) return { data: this };
    const augment: Augment = (inputs, items, epoch) => {
      for (const [row, item] of items.entries()) {
        const image = inputs.subarray(row * this.inputSize, (row + 1) * this.inputSize);
        image.set(noisy(image, noise, RandomStream.derive(seed, 'noise', epoch, item)));
      }
    };
    return { data: new ImagePairs(this.source, this.#selection, false), augment };
  }

  async release(): Promise<void> {
    await this.source.release();
  }

  subset(items: ArrayLike<number>, name?: string): ImagePairs {
    return new ImagePairs(this.source, this.#selection.subset(items, name), this.#isDegraded);
  }

  sealed(items: Uint32Array): ImagePairs {
    return new ImagePairs(this.source, this.#selection.sealing(items), this.#isDegraded);
  }

  metadata(field: MetadataField): readonly (string | undefined)[] {
    return this.#selection.metadata(field);
  }

  async hash(): Promise<string> {
    const { before, noise = null } = this.source;
    const ids = this.#selection.entries.map(({ id }) => id);
    const about = JSON.stringify([await this.source.hash(), ids, before, noise, this.#isDegraded]);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(about));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** Images are checked as they are read. */
  assertFinite(): void {}
}

function noisy(image: Float32Array, deviation: number, stream: RandomStream): Float32Array {
  return image.map((value) => value + deviation * stream.normal());
}
