import { z } from 'zod';
import { count, positive, seed, settings } from './fields.ts';
import { placeShape } from './reconstruction.ts';

/** Images to which noise is added. */
export const imagesSettings = settings(
  'Gray images of 8 bits to which Gaussian noise is added, anew in each epoch of training',
  { noise: positive('The standard deviation in gray levels, of 255 between black and white') },
  {
    ...placeShape,
    size: z
      .tuple([count('Rows'), count('Columns')], 'two numbers, such as [180, 180]')
      .describe('Cut or padded to this size about the middle; all have one already by default'),
  },
).refine(({ folder, files }) => (folder === undefined) !== (files === undefined), 'either a folder or files');

/** Projections that are too few. */
export const sparseViewSettings = settings(
  'Objects of ellipses, whose CT scans have too few projections: streaks are to be removed',
  { subjects: count('How many objects'), views: count('How many projections over half a turn') },
  {
    size: count('Rows and columns of the image; 128 by default'),
    photons: positive('Photons of a ray in the open beam; 100,000 by default'),
    seed: seed('Which objects there are; 1 by default'),
  },
);
