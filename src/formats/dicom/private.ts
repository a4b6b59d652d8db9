import type { DataSet, DicomElement } from './data-set.ts';
import { isPrivate } from './dictionary.ts';

/** An element of a manufacturer: who reserved its block, and where in it the element is (PS3.5, 7.8). */
export interface PrivateTag {
  readonly creator: string;
  readonly group: number;
  /** The lower eight bits of its element number. */
  readonly offset: number;
}

/**
 * Finds private elements: a manufacturer's elements lie in a block that its name reserves, which need not be the first.
 */
export class PrivateElements {
  readonly #dataSet: DataSet;
  /** By group and creator, the block's number in the upper eight bits of an element number. */
  readonly #blocks = new Map<string, number>();

  constructor(dataSet: DataSet) {
    this.#dataSet = dataSet;
    for (const { tag } of dataSet) {
      const block = tag & 0xffff;
      if (!isPrivate(tag) || block < 0x10 || block > 0xff) continue;
      this.#blocks.set(`${tag >>> 16} ${dataSet.text(tag)}`, block);
    }
  }

  /** The element, where there is one. */
  element({ creator, group, offset }: PrivateTag): DicomElement | undefined {
    const block = this.#blocks.get(`${group} ${creator}`);
    return block === undefined ? undefined : this.#dataSet.element(group * 0x10000 + block * 0x100 + offset);
  }
}
