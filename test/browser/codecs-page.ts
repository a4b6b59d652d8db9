/** What the page offers to the test of image codecs. */
import { bytesSource, openArray } from '../../src/formats/index.ts';

const offered = {
  /** The values of a file's first block. */
  decode: async (base64: string): Promise<number[]> => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const file = await openArray(bytesSource(bytes, 'sample'));
    return [...(await file.readBlock(0))];
  },
};

/** What `window.codecs` is. */
export type OfferedCodecs = typeof offered;

Object.assign(globalThis, { codecs: offered });
