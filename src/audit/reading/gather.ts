import { extname, join } from 'node:path';
import type { Item } from '../../data/manifest/item.ts';
import { type Manifest, openManifest } from '../../data/manifest/manifest.ts';
import { inOrder } from '../../data/reading/in-order.ts';
import { ReaderPool } from '../../data/reading/reader-pool.ts';
import { InputError, present } from '../../util/errors.ts';
import { type AuditDivision, type AuditInput, type Identifiers, PARTS } from '../audit-input.ts';
import type { ItemDigest } from '../digest/item-digest.ts';
import type { Picture } from '../finding.ts';
import { digestItems } from './digest-task.ts';
import { fileStates } from './file-states.ts';
import { type PlacedItems, placedItems, placeOf } from './places.ts';
import { type Preview, previewSlice } from './preview-task.ts';

/** What is audited of a dataset, and how. */
export interface GatherOptions {
  /** The folder that `echotrain data import` has made. */
  readonly folder: string;
  /** The identifiers of the items to look at; all by default. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly seed?: number;
  readonly signal?: AbortSignal | undefined;
  /** Told how many items of how many have been looked at. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A dataset, open for the audit. */
export class AuditedDataset {
  readonly #manifest: Manifest;
  readonly #pool: ReaderPool;
  readonly #options: GatherOptions;
  readonly items: readonly Item[];

  /** @throws InputError where the folder holds no dataset. */
  constructor(options: GatherOptions) {
    this.#options = options;
    this.#manifest = openManifest(options.folder);
    const script = join(import.meta.dirname, `reader-process${extname(import.meta.filename)}`);
    this.#pool = new ReaderPool({ script, signal: options.signal });
    this.items = [...this.#manifest.items()].filter(({ id }) => options.only?.has(id) ?? true);
  }

  /** Looks at every file, by processes of their own; writes nothing. What cannot be read is left out. */
  async gather(name: string, divisions: readonly AuditDivision[]): Promise<AuditInput> {
    const { items } = this;
    const files = await fileStates(this.#manifest, items, this.#pool);
    const digests = new Map<string, ItemDigest>();
    const identifiers = new Map<string, Identifiers>();
    const there = items.filter(({ id }) => files.get(id) !== 'missing');
    const groups = placedItems(this.#manifest, there);
    for await (const { group, digested } of inOrder(groups, 2 * this.#pool.processes, (one) =>
      this.#look(one),
    )) {
      for (const [at, { id }] of group.items.entries()) {
        const digest = digested?.digests[at];
        if (digest) digests.set(id, digest);
        if (digested?.identifiers) identifiers.set(id, digested.identifiers);
      }
      this.#options.onProgress?.(digests.size, there.length);
    }
    return { name, items, divisions, digests, identifiers, files, seed: this.#options.seed ?? 1 };
  }

  /** The slices that findings show, as a page shows them; those that cannot be read are missing. */
  async previews(pictures: readonly Picture[], input: AuditInput): Promise<ReadonlyMap<Picture, Preview>> {
    const known = new Map(this.items.map((item) => [item.id, item]));
    const previews = new Map<Picture, Preview>();
    const wanted = pictures.filter(({ item }) => known.has(item));
    const read = async (picture: Picture) => {
      const item = present(known.get(picture.item), 'an item');
      const slice = input.digests.get(item.id)?.slices[picture.slice]?.index ?? 0;
      const { index: entry } = item.source;
      const place = placeOf(this.#manifest, item);
      const preview = await this.#tolerant(() =>
        this.#pool.run(previewSlice, { place, slice, ...(entry !== undefined && { entry }) }, item.id),
      );
      return [picture, preview] as const;
    };
    for await (const [picture, preview] of inOrder(wanted, 2 * this.#pool.processes, read)) {
      if (preview) previews.set(picture, preview);
    }
    return previews;
  }

  /** Ends the processes that read, and closes the manifest. */
  close(): void {
    this.#pool.close();
    this.#manifest.close();
  }

  async #look(group: PlacedItems) {
    const { place, items } = group;
    const isDicom = items[0]?.format === 'dicom';
    const entries = items.flatMap(({ source }) => source.index ?? []);
    const where = place.files[0]?.path ?? '';
    const argument = { place, isDicom, ...(entries.length > 0 && { entries }) };
    const digested = await this.#tolerant(() => this.#pool.run(digestItems, argument, where));
    return { group, digested };
  }

  /** What the action gives, or nothing where a file is refused. */
  async #tolerant<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw error;
    }
  }
}

/** The parts that the source itself put the items in; none where it did not. */
export function ownDivisions(items: readonly Item[]): AuditDivision[] {
  if (items.every(({ part }) => part === undefined)) return [];
  const [train, validation, test] = PARTS.map((part) =>
    items.flatMap((item, at) => (item.part === part ? [at] : [])),
  );
  return [{ train: train ?? [], validation: validation ?? [], test: test ?? [] }];
}
