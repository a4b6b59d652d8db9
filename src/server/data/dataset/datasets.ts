import { statSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST } from '../../../data/manifest/manifest.ts';
import { type Item, openManifest, SplitRegister } from '../../../data/node.ts';
import { SPLITS } from '../../../data/splits/register.ts';
import { closingNow } from '../../../util/closing.ts';
import { check } from '../../../util/errors.ts';
import { type Division, divisionsOf } from './divisions.ts';

/** A dataset in memory: its items in the order of their ids, and how they are divided. */
export interface LoadedDataset {
  readonly folder: string;
  readonly items: readonly Item[];
  readonly divisions: readonly Division[];
  /** Items of test parts that nobody has opened here. */
  readonly sealed: { has(id: string): boolean };
}

/** So many datasets are kept in memory. */
const MOST_KEPT = 4;

/** What was read of a dataset. */
interface Kept {
  readonly items: readonly Item[];
  readonly divisions: readonly Division[];
}

/** The datasets that people look at, and the test parts that they have opened. */
export class Datasets {
  readonly #kept = new Map<string, Promise<Kept>>();
  /** Hashes of the items of test parts that were opened since this server started. */
  readonly #opened = new Set<string>();

  /**
   * The dataset of a folder.
   *
   * @throws InputError where there is none.
   */
  async load(folder: string): Promise<LoadedDataset> {
    const { items, divisions } = await this.#read(folder);
    const held = divisions.filter(({ isHeldOut, test }) => isHeldOut && !this.#opened.has(test));
    return { folder, items, divisions, sealed: new Sealed(held) };
  }

  /** Whether the test part of a division is open to people. */
  isOpen({ test }: Division): boolean {
    return this.#opened.has(test);
  }

  /**
   * Opens the test part of a division to people for as long as this server runs, and records that.
   *
   * @returns how often these items have been opened as a test part
   * @throws InputError for a division that is not there, and where it cannot be recorded: the part stays sealed.
   */
  async open(folder: string, key: string, purpose: string): Promise<number> {
    const { divisions } = await this.load(folder);
    const division = divisions.find((one) => one.key === key);
    check(division !== undefined, () => ({
      where: folder,
      expected: 'a split of this dataset',
      received: key.slice(0, 80),
    }));
    const { split, test, counts } = division;
    const opening = { study: 'workbench', purpose: `people look at it: ${purpose}`, split, test };
    const times = await new SplitRegister(folder).recordOpening({ ...opening, items: counts.test });
    this.#opened.add(test);
    return times;
  }

  /** Reads once, and again when the manifest has changed, or a split was recorded. */
  #read(folder: string): Promise<Kept> {
    const stamp = JSON.stringify([folder, changeOf(join(folder, MANIFEST)), changeOf(join(folder, SPLITS))]);
    const kept = this.#kept.get(stamp) ?? read(folder);
    this.#kept.delete(stamp);
    this.#kept.set(stamp, kept);
    kept.catch(() => this.#kept.delete(stamp));
    for (const oldest of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(oldest);
    return kept;
  }
}

async function read(folder: string): Promise<Kept> {
  const items = closingNow(openManifest(folder), (manifest) => [...manifest.items()]);
  return { items, divisions: await divisionsOf(folder, items) };
}

function changeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** The items of test parts, whatever else they are in. */
class Sealed {
  readonly #divisions: readonly Division[];

  constructor(divisions: readonly Division[]) {
    this.#divisions = divisions;
  }

  has(id: string): boolean {
    return this.#divisions.some(({ partOf }) => partOf?.get(id) === 'test');
  }
}
