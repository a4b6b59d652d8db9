import { inputsOf } from '../../data/index.ts';
import { streamItems } from '../../data/node.ts';
import { check, present } from '../../util/errors.ts';
import { findItems, type ItemFiles, scanEntries } from './find-items.ts';
import type { PairSource } from './image-pairs.ts';

/** Images to which noise is added. */
export interface NoisyImageOptions extends ItemFiles {
  /** Cut or padded to this size about the middle; all have one already by default. */
  readonly size?: readonly [rows: number, columns: number] | undefined;
  /** The standard deviation in gray levels, of 255 between black and white. */
  readonly noise: number;
}

/** Gray levels between black and white. */
const LEVELS = 255;

/**
 * Gray images from 0 to 1, of 8 bits by themselves, to which Gaussian noise is added: what denoising is measured on.
 *
 * @throws InputError for images of several sizes where none is given, and such as are no 8-bit images.
 * @example const source = await noisyImages({ folder: 'datasets/photographs', noise: 25, size: [180, 180] });
 */
export async function noisyImages({
  size,
  noise,
  where = {},
  ...place
}: NoisyImageOptions): Promise<PairSource> {
  const { name, items, pathsOf } = await findItems(place);
  for (const { id, statistics, dtype } of items) {
    check(statistics.min >= 0 && statistics.max <= LEVELS, () => ({
      where: `data, ${id}`,
      expected: `gray levels from 0 to ${LEVELS}`,
      received: `${dtype} from ${statistics.min} to ${statistics.max}`,
    }));
  }
  const data = streamItems(items, pathsOf, name, {
    ...{ items: 'slices', complex: 'magnitude', task: 'none', where, fit: 'crop' },
    scaling: { window: [0, LEVELS] },
    ...(size && { size }),
  });
  const entries = scanEntries(data);
  return {
    name,
    origin: 'measured',
    entries,
    shape: data.inputShape,
    before: 'noisy',
    noise: noise / LEVELS,
    range: 1,
    read: async (entry) => {
      present(entries[entry], 'an image');
      return { clean: await inputsOf(data, [entry]) };
    },
    hash: () => data.hash(),
    release: () => data.release(),
  };
}
