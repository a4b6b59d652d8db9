import { z } from 'zod';
import { choice, flag, notNegative, positive, settings, word } from './fields.ts';

const number = z.number('a number');

/** The study file's `preprocessing`: carried along by the exported model. */
export const preprocessingSettings = choice(
  'What is done to inputs before they enter the network; part of the exported model',
  {
    standardize: word(
      '(x − mean) / deviation, both from the training part alone: of each feature, each channel, or all numbers',
      ['feature', 'channel', 'all'],
    ).optional(),
    rescaling: settings(
      'x · scale + offset',
      { scale: positive('The factor') },
      { offset: number.describe('What is added; 0 by default') },
    ).optional(),
  },
);

/** The study file's `augmentation`: how training images are moved and bent, anew in each epoch. */
export const augmentationSettings = settings(
  'How training images are moved and bent, anew in each epoch',
  {},
  {
    shift: notNegative('The largest shift along rows and along columns, in pixels'),
    wholePixels: flag('Shift by whole pixels only'),
    rotation: notNegative('The largest rotation to either side, in degrees'),
    scale: notNegative("The largest growth: 0.1 allows from 1 / 1.1 to 1.1 of the image's size"),
    elastic: settings(
      'Elastic deformation (Simard 2003); for MNIST sigma 4 and alpha 34',
      {
        sigma: positive('How smooth the displacements are, in pixels'),
        alpha: notNegative('How large they are'),
      },
      {},
    ),
    fill: number.describe("The value beyond the image's edge, before preprocessing; 0 by default"),
  },
);

/** Settings of the preprocessing. */
export type PreprocessingSettings = z.output<typeof preprocessingSettings>;
