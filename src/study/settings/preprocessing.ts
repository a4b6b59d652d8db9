import { z } from 'zod';
import { choice, count, flag, notNegative, positive, settings, upToOne, word } from './fields.ts';

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

const largestShift = () => notNegative('The largest shift along rows and along columns, in pixels');

const flip = {
  horizontal: upToOne('The probability of left to right'),
  vertical: upToOne('The probability of upside down'),
};

const kspace = settings(
  'What happens to k-space, in k-space itself',
  {},
  {
    shift: largestShift(),
    flip: settings('Mirror the image', {}, flip),
    quarterTurns: flag('Turn the image by 0, 90, 180 or 270 degrees'),
    snr: positive('The least ratio of signal to added complex noise; up to ten times as much'),
    motion: settings(
      'The patient moves between lines of phase encoding',
      { shift: notNegative('The largest distance from the first position, in pixels') },
      { events: count('How often; once by default') },
    ),
    coilPhase: notNegative(
      "The largest phase that each coil's signal is turned by, in degrees to either side",
    ),
  },
);

/** The study file's `augmentation`: how training images are changed, anew in each epoch. */
export const augmentationSettings = settings(
  'How training images are changed, anew in each epoch',
  {},
  {
    kspace,
    flip: settings(
      'Mirror images',
      {},
      { ...flip, slices: upToOne('The probability that slices change their order') },
    ),
    intensity: settings(
      'Change gray values',
      {},
      {
        contrast: notNegative("The largest factor about the image's mean: 0.2 allows from 1 / 1.2 to 1.2"),
        brightness: notNegative("The largest change, as a share of the image's standard deviation"),
        gamma: notNegative('The largest exponent: 0.5 allows from 1 / 1.5 to 1.5'),
      },
    ),
    noise: settings(
      'Add noise',
      { deviation: notNegative("The largest standard deviation, as a share of the image's own") },
      { kind: word('Added, as by default, or as in magnitude images of MR', ['gaussian', 'rician']) },
    ),
    shift: largestShift(),
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
