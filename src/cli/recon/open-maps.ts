import { FileSource } from '../../data/reading/file-source.ts';
import type { ShapedArray } from '../../imaging/shaped-array.ts';
import { openKspace } from '../../reconstruct/kspace/kspace-file.ts';
import { check } from '../../util/errors.ts';
import type { ReconOptions } from '../recon.ts';
import type { ChosenMethod } from './choose-method.ts';

/** Sensitivities in a file: of each slice, or the same for all. */
export interface MapsFile {
  read(slice: number): Promise<ShapedArray>;
  close(): void;
}

/** Opens the file of sensitivities that a command line names; undefined where they are to be estimated. */
export async function openMaps(
  { maps: place }: ReconOptions,
  { method, findsMaps }: ChosenMethod,
): Promise<MapsFile | undefined> {
  if (place === 'espirit' || place === 'low-resolution') return undefined;
  check(findsMaps || method.name === 'grappa', () => ({
    where: '--maps',
    expected: 'a method that takes sensitivities',
    received: method.name,
  }));
  const source = new FileSource({ path: place });
  try {
    const file = await openKspace(source);
    const close = () => {
      file.close();
      source.close();
    };
    return { read: (slice) => file.read(file.slices === 1 ? 0 : slice), close };
  } catch (error) {
    source.close();
    throw error;
  }
}
